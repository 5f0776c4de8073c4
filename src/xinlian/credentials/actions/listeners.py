"""Systems of others: registered, blocked."""

import base64
import datetime
import secrets

from django.db import IntegrityError, transaction

from xinlian.credentials import hooks
from xinlian.credentials.models import Listener
from xinlian.credentials.queries import interface
from xinlian.credentials.rules import listening as rules
from xinlian.credentials.who import acting, may_run_site
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused, demand

SECRET_BYTES = TOKEN_BYTES = 32


@transaction.atomic
def register(
    *, union: Union, name: str, address: str, by: Person | None, at: datetime.datetime
) -> tuple[Listener, str, str]:
    """A new listener, its secret and its token; both are shown once. Raises Refused: role_officer,
    listener_name, listener_address, listener_known.
    """
    if by is not None:
        demand(may_run_site(acting(by, at), union.union_path))
    demand(rules.may_register(name=name, address=address))
    secret = hooks.PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    owned = {"union_path": union.union_path, "shard": union.shard}
    made = Listener(union=union, name=name.strip(), address=address, secret=secret, made_at=at, made_by=by, **owned)
    made.token_hash = interface.digest(token)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("listener_known") from error
    record("listener.registered", made, by=by, at=at, name=made.name)
    return made, secret, token


@transaction.atomic
def block(*, listener: Listener, by: Person, at: datetime.datetime) -> None:
    """It is told nothing more and gets no answer. Raises Refused: role_officer, listener_blocked."""
    demand(may_run_site(acting(by, at), listener.union_path))
    if not Listener.objects.filter(pk=listener.pk, blocked_at=None).update(blocked_at=at):
        raise Refused("listener_blocked")
    listener.tellings.filter(heard_at=None).delete()
    record("listener.blocked", listener, by=by, at=at, name=listener.name)
