"""Medical checks, for medics alone: nobody else reads or writes what was found."""

import datetime
import uuid
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from xinlian.people.access import today
from xinlian.people.bearing import NO_NUL, Day, by_of, found, says, viewer
from xinlian.people.scope import Viewer
from xinlian.rows.refusals import Refused
from xinlian.training.actions import medicals as acts
from xinlian.training.api.door import MOST, BuilderOut, Outcome, Words, builder_out, each
from xinlian.training.queries import medicals as queries
from xinlian.training.rules.medical import Found
from xinlian.training.who import MEDICS

router = Router(tags=["medical checks"])
Result = Literal["fit", "limited", "unfit"]
Restriction = Literal["height", "night", "crane", "driving", "dust", "noise"]


class CheckIn(Schema):
    """What a clinic found. `restrictions` go with the result limited, and with no other."""

    client_uid: uuid.UUID
    builder: uuid.UUID
    checked_on: Day
    valid_until: Day
    result: Result
    restrictions: list[Restriction] = Field(default_factory=list, max_length=6)
    note: Words = ""
    clinic: str = Field("", max_length=80, pattern=NO_NUL)


class ChecksIn(Schema):
    """Several at once."""

    checks: list[CheckIn] = Field(min_length=1, max_length=MOST)


class CheckNoted(Outcome):
    """Of one: the check."""

    check: uuid.UUID | None = None


class ChecksNoted(Schema):
    """In the order of what was sent."""

    results: list[CheckNoted]


class CheckOut(Schema):
    """A check that was noted."""

    uid: uuid.UUID
    checked_on: datetime.date
    valid_until: datetime.date
    result: str
    restrictions: list[str]
    note: str
    clinic: str
    withdrawn: bool


class Checked(Schema):
    """Somebody and how their check stands. `state`: none, soon (to run out), over, fine."""

    builder: BuilderOut
    state: str
    valid_until: datetime.date | None


def _medic(request: HttpRequest) -> Viewer:
    who = viewer(request)
    if not who.paths(MEDICS):
        raise Refused("role_medic")
    return who


@router.get("/checks", response=says(list[Checked]), summary="Who has a check, and until when")
def checks(request: HttpRequest) -> list[dict[str, Any]]:
    """Everybody who works at your projects now, what presses first."""
    return [
        {
            "builder": builder_out(one.builder),
            "state": one.state,
            "valid_until": one.check.valid_until if one.check else None,
        }
        for one in queries.whole(queries.standings(_medic(request), "", today()))
    ]


@router.get("/builders/{uid}/checks", response=says(list[CheckOut]), summary="What was found of one")
def checks_of(request: HttpRequest, uid: uuid.UUID) -> list[dict[str, Any]]:
    """The newest first, also those that were withdrawn."""
    builder = found(queries.builder(_medic(request), uid).first())
    return [
        {
            "uid": one.row.uid,
            "checked_on": one.row.checked_on,
            "valid_until": one.row.valid_until,
            "result": one.found.result,
            "restrictions": list(one.found.restrictions),
            "note": one.found.note,
            "clinic": one.row.clinic,
            "withdrawn": one.row.withdrawn_at is not None,
        }
        for one in queries.history(builder)
    ]


@router.post("/checks", response=says(ChecksNoted), summary="Note up to 200 checks")
def note_checks(request: HttpRequest, said: ChecksIn) -> dict[str, Any]:
    """Each is answered by itself, and noted once."""
    who, by, now = _medic(request), by_of(request), timezone.now()

    def act(one: CheckIn) -> dict[str, Any]:
        builder = queries.builder(who, one.builder).first()
        if builder is None:
            raise Refused("not_found")
        made = acts.note(
            builder=builder,
            found=Found(one.result, tuple(one.restrictions), one.note),
            checked_on=one.checked_on,
            valid_until=one.valid_until,
            clinic=one.clinic,
            client_uid=one.client_uid,
            by=by,
            at=now,
        )
        return {"check": made.uid}

    return {"results": each(said.checks, act)}
