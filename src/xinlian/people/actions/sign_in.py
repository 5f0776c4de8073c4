"""Coming in and going out."""

import datetime
import uuid

from django.contrib.auth.hashers import make_password
from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.actions.codes import take_code
from xinlian.people.models import Code, Person


@transaction.atomic
def enter(*, ticket: uuid.UUID, digits: str, by: None, at: datetime.datetime) -> tuple[Person | None, str]:
    """(the person of the phone, "") when the digits are right, else (None, reason).

    A phone nobody knows becomes a person only now, when its holder has shown the code; a person whom an officer
    imported is found by the phone and is this same record.
    """
    code, wrong = take_code(ticket=ticket, act="sign_in", digits=digits, by=by, at=at)
    if wrong or code is None:
        return None, wrong
    person, new = Person.objects.get_or_create(
        phone_key=code.phone_key,
        defaults={"phone": code.phone, "origin": "self", "made_at": at, "password": make_password(None)},
    )
    if new:
        record("person.signed_up", person, by=person, at=at)
    if person.phone_verified_at is None:
        Person.objects.filter(pk=person.pk).update(phone_verified_at=at)
    Code.objects.filter(pk=code.pk).update(person=person)
    return person, ""


@transaction.atomic
def came_in(*, by: Person, at: datetime.datetime, how: str) -> None:
    """Somebody is in."""
    Person.objects.filter(pk=by.pk).update(seen_at=at)
    record("sign_in.done", by, by=by, at=at, how=how)


@transaction.atomic
def went_out(*, by: Person, at: datetime.datetime, why: str = "asked") -> None:
    """Somebody is out: asked for it, or was idle too long."""
    record("sign_out.done", by, by=by, at=at, why=why)


@transaction.atomic
def failed(*, by: None, at: datetime.datetime, how: str) -> None:
    """A password or second factor was wrong; who was meant stays unsaid, since a name may be mistyped."""
    record("sign_in.failed", None, by=by, at=at, how=how)
