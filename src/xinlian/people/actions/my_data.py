"""What somebody does with their own data: change, ask, export, delete."""

import datetime
import uuid

from django.db import IntegrityError, transaction

from xinlian.journal.actions import record
from xinlian.people import rules, who
from xinlian.people.actions.codes import take_code
from xinlian.people.actions.erase import erase_person
from xinlian.people.following import follow
from xinlian.people.keys import phone_key
from xinlian.people.models import DataRequest, Person
from xinlian.people.scope import Viewer
from xinlian.rows.refusals import Refused, demand

CHANGEABLE = ("name", "occupation", "languages")


@transaction.atomic
def change(*, wishes: dict[str, object], by: Person, at: datetime.datetime) -> list[str]:
    """Change what one may change alone; the names of the columns that changed. Refused: name_by_request."""
    changed = {key: value for key, value in wishes.items() if key in CHANGEABLE and getattr(by, key) != value}
    if "name" in changed:
        demand(rules.may_change_name(by.origin, by.id_key is not None))
    if changed:
        Person.objects.filter(pk=by.pk).update(**changed)
        record("my_data.changed", by, by=by, at=at, fields=sorted(changed))
    return sorted(changed)


@transaction.atomic
def change_phone(*, ticket: uuid.UUID, digits: str, by: Person, at: datetime.datetime) -> str:
    """Empty when the new phone is shown to be one's own and now is; else the reason (code_over, code_wrong, phone_taken)."""
    code, wrong = take_code(ticket=ticket, act="phone", digits=digits, by=by, at=at)
    if wrong or code is None or code.person_id != by.pk:
        return wrong or "code_over"
    try:
        with transaction.atomic():
            Person.objects.filter(pk=by.pk).update(
                phone=code.phone, phone_key=phone_key(str(code.phone)), phone_verified_at=at
            )
    except IntegrityError:
        return "phone_taken"
    record("my_data.changed", by, by=by, at=at, fields=["phone"])
    return ""


@transaction.atomic
def ask_correction(*, wish: str, by: Person, at: datetime.datetime) -> DataRequest:
    """Ask the union to put right what one may not change alone."""
    request = DataRequest.objects.create(
        person=by, kind="correct", asked_at=at, wish=wish, union_path=by.union_path, shard=by.shard
    )
    record("my_data.asked", request, by=by, at=at, kind="correct")
    return request


@transaction.atomic
def close_request(
    *, request: DataRequest, state: str, reason: str, viewer: Viewer, by: Person, at: datetime.datetime
) -> None:
    """An officer says that a request is done, or why not. Refused: role_officer, request_closed."""
    demand(who.may_keep_people(viewer, request.union_path))
    if not DataRequest.objects.filter(pk=request.pk, state="open").update(state=state, reason=reason, closed_at=at):
        raise Refused("request_closed")
    record("my_data.answered", request, by=by, at=at, state=state)
    follow("request_answered", request=request, state=state, by=by, at=at)


@transaction.atomic
def note_export(*, by: Person, at: datetime.datetime) -> DataRequest:
    """Somebody takes everything along."""
    request = DataRequest.objects.create(
        person=by, kind="export", state="done", asked_at=at, closed_at=at, union_path=by.union_path, shard=by.shard
    )
    record("my_data.exported", request, by=by, at=at)
    return request


@transaction.atomic
def erase_me(*, ticket: uuid.UUID, digits: str, by: Person, at: datetime.datetime) -> str:
    """Empty when the code was right and everything is gone; else the reason. Refused: role_held."""
    code, wrong = take_code(ticket=ticket, act="erase", digits=digits, by=by, at=at)
    if wrong or code is None or code.person_id != by.pk:
        return wrong or "code_over"
    erase_person(person=by, by=by, at=at)
    return ""
