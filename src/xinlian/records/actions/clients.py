"""Keys to a union's store: made, renewed, blocked."""

import datetime
import secrets
import uuid

from django.db import IntegrityError, transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.records.keys import digest
from xinlian.records.models import Client
from xinlian.records.who import demand_keeper
from xinlian.rows.refusals import Decision, Refused, demand

KEY_BYTES, ID_BYTES = 32, 8
RIGHTS = tuple(code for code, _name in Client.RIGHTS)


@transaction.atomic
def make(
    *,
    union: Union,
    name: str,
    may: str,
    about_uid: uuid.UUID | None = None,
    key: str = "",
    by: Person | None,
    at: datetime.datetime,
) -> tuple[Client, str]:
    """A new client of a union's store, and its key, which is shown once. A room above may give the key that it made for
    its device. Refused: role_officer, client_name, client_known.
    """
    demand_keeper(by, union.union_path, at)
    demand(Decision.of(client_name=bool(name.strip()), client_may=may in RIGHTS))
    owned = {"union_path": union.union_path, "shard": union.shard}
    key = key or secrets.token_urlsafe(KEY_BYTES)
    made = Client(union=union, name=name.strip(), may=may, about_uid=about_uid, made_by=by, made_at=at, **owned)
    made.public_id, made.key_hash = secrets.token_hex(ID_BYTES), digest(key)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("client_known") from error
    record("client.made", made, by=by, at=at, name=made.name, may=may)
    return made, key


@transaction.atomic
def renew(*, client: Client, key: str = "", by: Person | None, at: datetime.datetime) -> str:
    """Another key in the place of the one before, which opens nothing any more. Refused: role_officer, client_blocked."""
    demand_keeper(by, client.union_path, at)
    key = key or secrets.token_urlsafe(KEY_BYTES)
    if not Client.objects.filter(pk=client.pk, blocked_at=None).update(key_hash=digest(key)):
        raise Refused("client_blocked")
    record("client.renewed", client, by=by, at=at, name=client.name)
    return key


@transaction.atomic
def block(*, client: Client, by: Person | None, at: datetime.datetime) -> None:
    """Its key opens nothing from now on; what it sent stays. Refused: role_officer, client_blocked."""
    demand_keeper(by, client.union_path, at)
    if not Client.objects.filter(pk=client.pk, blocked_at=None).update(blocked_at=at):
        raise Refused("client_blocked")
    record("client.blocked", client, by=by, at=at, name=client.name)


@transaction.atomic
def unblock(*, client: Client, by: Person | None, at: datetime.datetime) -> None:
    """Its key opens the store again. Refused: role_officer, client_known where another took its name meanwhile."""
    demand_keeper(by, client.union_path, at)
    try:
        with transaction.atomic():
            Client.objects.filter(pk=client.pk).update(blocked_at=None)
    except IntegrityError as error:
        raise Refused("client_known") from error
    record("client.unblocked", client, by=by, at=at, name=client.name)
