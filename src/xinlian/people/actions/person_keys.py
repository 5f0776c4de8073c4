"""Keys that act as a person: made on one's own page or with a code on one's phone, and ended."""

import datetime
import hashlib
import secrets
import uuid

from django.db import transaction
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people import rules
from xinlian.people.actions import sign_in
from xinlian.people.models import Person, PersonKey
from xinlian.people.queries.person_keys import asks_second_factor, standing
from xinlian.people.scope import viewer_of
from xinlian.rows.refusals import Refused, demand

PREFIX = "xl_"
BY_CODE = datetime.timedelta(hours=12)


def digest(key: str) -> str:
    """What is kept of a key, which is random and long: a slow hash would only slow every request."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make(*, name: str, writes: bool, days: int, by: Person, at: datetime.datetime) -> tuple[PersonKey, str]:
    """A key of one's own for so many days; the key itself is said once.

    Refused: key_role, key_name, key_days, key_many.
    """
    demand(
        rules.may_make_key(
            has_role=bool(viewer_of(by, timezone.localdate(at)).grants),
            name=name.strip(),
            days=days,
            standing=standing(by, at).filter(way="page").count(),
        )
    )
    return _recorded(by, name.strip(), "page", writes, at + datetime.timedelta(days=days), at)


@transaction.atomic
def make_by_code(
    *, ticket: uuid.UUID, digits: str, by: None, at: datetime.datetime
) -> tuple[PersonKey | None, str, str]:
    """(the key, what is said once of it, "") for half a day when the digits are right, else (None, "", reason).

    Answers instead of raising, since a wrong try must stay counted. Reasons: code_over, code_wrong, key_blocked, key_desk.
    """
    person, wrong = sign_in.enter(ticket=ticket, digits=digits, by=None, at=at)
    if person is None:
        return None, "", wrong
    if not person.is_active:
        return None, "", "key_blocked"
    if asks_second_factor(person, timezone.localdate(at)):
        return None, "", "key_desk"
    sign_in.came_in(by=person, at=at, how="api")
    made, key = _recorded(person, "", "code", True, at + BY_CODE, at)
    return made, key, ""


def _recorded(
    person: Person, name: str, way: str, writes: bool, ends_at: datetime.datetime, at: datetime.datetime
) -> tuple[PersonKey, str]:
    key = PREFIX + secrets.token_urlsafe(32)
    made = PersonKey(person=person, name=name, way=way, key_hash=digest(key), writes=writes)
    made.made_at, made.ends_at = at, ends_at
    made.union_path, made.shard = person.union_path, person.shard
    made.save(force_insert=True)
    record("person_key.made", made, by=person, at=at, way=way, writes=writes)
    return made, key


@transaction.atomic
def end(*, key: PersonKey, by: Person, at: datetime.datetime) -> None:
    """It opens nothing from now on; again is the same. Refused: key_yours."""
    if key.person_id != by.pk:
        raise Refused("key_yours")
    if PersonKey.objects.filter(pk=key.pk, ended_at=None).update(ended_at=at):
        record("person_key.ended", key, by=by, at=at)
