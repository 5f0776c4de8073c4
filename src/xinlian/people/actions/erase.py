"""Taking somebody's data away, through the inventory."""

import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.actions.consent import withdraw
from xinlian.people.actions.devices import end_devices
from xinlian.people.endings import end
from xinlian.people.holdings import all_holdings
from xinlian.people.models import DataRequest, Person
from xinlian.people.purposes import BY_CODE
from xinlian.people.queries.devices import keys_of
from xinlian.people.queries.endings import in_office
from xinlian.people.queries.holdings import model_of, rows_of
from xinlian.rows.refusals import Refused


@transaction.atomic
def erase_person(*, person: Person, by: Person | None, at: datetime.datetime) -> dict[str, int]:
    """Erase, unlink or keep what each holding says, and empty the person; {"model end": rows}.

    The row of the person stays as a number that the journal may name. Refused: role_held, while in office.
    """
    if in_office(person, at.date()):
        raise Refused("role_held")
    end_devices(keys=keys_of(person), of=person, by=by, at=at)
    DataRequest.objects.create(
        person=person,
        kind="erase",
        state="done",
        asked_at=at,
        closed_at=at,
        union_path=person.union_path,
        shard=person.shard,
    )
    for purpose in BY_CODE:
        withdraw(purpose=purpose, by=person, at=at)
    counts: dict[str, int] = {}
    for holding in all_holdings():
        if model_of(holding) is not Person:
            rows = rows_of(holding, person)
            counts[f"{holding.model} {holding.at_end}"] = end(holding, rows)
    _empty(person, at)
    record("my_data.erased", person, by=by, at=at, counts={name: n for name, n in counts.items() if n})
    return counts


def _empty(person: Person, at: datetime.datetime) -> None:
    person.groups.clear()
    person.user_permissions.clear()
    Person.objects.filter(pk=person.pk).update(
        name="",
        username=None,
        phone=None,
        phone_key=None,
        phone_verified_at=None,
        id_type="",
        id_number=None,
        id_key=None,
        occupation="",
        employer=None,
        union=None,
        languages=[],
        seen_at=None,
        last_login=None,
        erased_at=at,
        is_active=False,
        is_staff=False,
        is_superuser=False,
        must_change_password=False,
        password=make_password(None),
    )
    person.refresh_from_db()
