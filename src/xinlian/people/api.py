"""Keys by a code on one's phone, and whose a key is: the way into every interface that acts as a person."""

import datetime
import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema, Status
from pydantic import Field

from xinlian.people import rules
from xinlian.people.access import today
from xinlian.people.actions import codes, person_keys
from xinlian.people.address import address_of
from xinlian.people.bearing import NO, NO_NUL, by_of, interface, key_of, says
from xinlian.people.identity import phone_number
from xinlian.people.limits import spend
from xinlian.people.queries.me import roles_of
from xinlian.rows.refusals import Refused

api = interface(
    title="Xinlian people",
    description="A key for whoever holds the phone, and whose a key is. Who works at the desk makes keys under 我的 instead.",
    name="people:interface",
)


class PhoneIn(Schema):
    """A mainland mobile number."""

    phone: str = Field(max_length=20, pattern=NO_NUL)


class Ticket(Schema):
    """What the code belongs to."""

    ticket: uuid.UUID
    ends_at: datetime.datetime


class CodeIn(Schema):
    """The six digits that came, with their ticket."""

    ticket: uuid.UUID
    code: str = Field(pattern=r"^[0-9]{6}$")


class Key(Schema):
    """A key, said this once, and until when it opens something."""

    key: str
    ends_at: datetime.datetime


class Role(Schema):
    """A role at a union, valid there and below."""

    role: str
    union: str


class Me(Schema):
    """As whom the key acts."""

    uid: uuid.UUID
    name: str
    union: str
    roles: list[Role]
    writes: bool
    key_ends_at: datetime.datetime
    now: datetime.datetime


@api.post("/codes", response=says(Ticket), auth=None, summary="Send a code to a phone")
def ask_code(request: HttpRequest, said: PhoneIn) -> dict[str, Any]:
    """Whether or not somebody has it; as often as on the page for signing in."""
    checked = phone_number(said.phone)
    if checked.wrong:
        raise Refused(checked.wrong)
    address = address_of(request)
    made = codes.ask_code(act="sign_in", phone=checked.value, address=address, by=None, at=timezone.now())
    return {"ticket": made.uid, "ends_at": made.ends_at}


@api.post("/keys", response=says(Key), auth=None, summary="A key for half a day, for the code")
def enter(request: HttpRequest, said: CodeIn) -> dict[str, Any]:
    """It reads and writes as the holder of the phone. Five tries a code."""
    now = timezone.now()
    spend(f"try from {address_of(request)}", rules.TRIES_PER_ADDRESS, now)
    made, key, wrong = person_keys.make_by_code(ticket=said.ticket, digits=said.code, by=None, at=now)
    if made is None:
        raise Refused(wrong)
    return {"key": key, "ends_at": made.ends_at}


@api.get("/me", response=says(Me), summary="As whom the key acts")
def me(request: HttpRequest) -> dict[str, Any]:
    """With the roles of today."""
    person, key = by_of(request), key_of(request)
    return {
        "uid": person.uid,
        "name": person.name,
        "union": person.union.name if person.union else "",
        "roles": [{"role": one.role, "union": one.union.name} for one in roles_of(person, today())],
        "writes": key.writes,
        "key_ends_at": key.ends_at,
        "now": timezone.now(),
    }


@api.delete("/keys/this", response={204: None, **NO}, summary="End this key")
def leave(request: HttpRequest) -> Status[None]:
    """It opens nothing from now on."""
    person_keys.end(key=key_of(request), by=by_of(request), at=timezone.now())
    return Status(204, None)
