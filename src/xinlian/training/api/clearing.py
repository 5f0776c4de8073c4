"""Clearance: decided with every reason; violations noted and appeals answered."""

import datetime
import uuid
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from xinlian.people.access import today
from xinlian.people.bearing import NO_NUL, Moment, by_of, found, says, viewer
from xinlian.rows.sentences import sentence
from xinlian.training.actions import clearing
from xinlian.training.actions import violations as acts
from xinlian.training.api.builders import PassOut, builder_named
from xinlian.training.api.door import MOST, BuilderOut, Reason, Words, builder_out, pass_out, reasons_out
from xinlian.training.api.projects import project_named
from xinlian.training.models import Violation
from xinlian.training.queries import clearing_desk
from xinlian.training.queries import violations as queries
from xinlian.training.who import READERS, WATCHERS

router = Router(tags=["clearance"])


class Decision(Schema):
    """A decision with all its reasons, and the pass that came of it."""

    ok: bool
    until: datetime.date | None
    reasons: list[Reason]
    decided_at: datetime.datetime
    work_pass: PassOut | None


class BuildersOf(Schema):
    """Of whom."""

    builders: list[uuid.UUID] = Field(min_length=1, max_length=MOST)


class NotDecided(Schema):
    """Of whom it could not be decided, and why."""

    builder: uuid.UUID
    code: str
    words: str


class DecidedOut(Schema):
    """How many may go to work and how many not, how many new passes."""

    ready: int
    held: int
    passes: int
    refused: list[NotDecided]


class RuleOut(Schema):
    """What counts as a violation, and how many points it costs."""

    uid: uuid.UUID
    name: str
    points: int


class ViolationIn(Schema):
    """What somebody was seen doing."""

    client_uid: uuid.UUID
    rule: uuid.UUID
    seen_at: Moment
    where: str = Field("", max_length=60, pattern=NO_NUL)
    note: Words = ""


class ViolationOut(Schema):
    """A violation, and what became of it."""

    uid: uuid.UUID
    builder: uuid.UUID
    name: str
    rule: str
    points: int
    seen_at: datetime.datetime
    where: str
    note: str
    appeal: str
    answer: str
    withdrawn: bool


class Answer(Schema):
    """What comes of an appeal: `upheld`, and the violation no longer counts."""

    upheld: bool
    words: Words = Field(min_length=1)


class Whose(Schema):
    """The short code of a pass, or what its square code says."""

    code: str = Field(max_length=2000, pattern=NO_NUL)


class Which(Schema):
    """Only those with an appeal that waits."""

    waiting: bool = False


def violation_out(one: Violation) -> dict[str, Any]:
    """A violation for who may see it."""
    return {
        "uid": one.uid,
        "builder": one.builder.uid,
        "name": one.builder.person.name,
        "rule": one.rule.name,
        "points": one.points,
        "seen_at": one.seen_at,
        "where": one.where,
        "note": one.note,
        "appeal": one.appeal,
        "answer": one.answer,
        "withdrawn": one.withdrawn_at is not None,
    }


@router.post("/builders/{uid}/clearance", response=says(Decision), summary="Decide whether one may go to work")
def decide(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """A yes makes or renews the pass, a no stops it. Where nothing is new, the newest decision answers."""
    builder, now = builder_named(request, uid), timezone.now()
    made = clearing.decide(builder=builder, by=by_of(request), at=now)
    row = clearing_desk.pass_of(builder)
    return {
        "ok": made.ok,
        "until": made.until,
        "reasons": reasons_out(made.reasons),
        "decided_at": made.decided_at,
        "work_pass": pass_out(row, now) if row else None,
    }


@router.post("/projects/{uid}/clearances", response=says(DecidedOut), summary="Decide on up to 200")
def decide_many(request: HttpRequest, uid: uuid.UUID, said: BuildersOf) -> dict[str, Any]:
    """Who is refused holds up nobody else; whoever is not of the project is left out."""
    project = project_named(request, uid, READERS)
    several = clearing_desk.builders(viewer(request), READERS).filter(project=project, uid__in=said.builders)
    done = clearing.decide_many(builders=list(several), by=by_of(request), at=timezone.now())
    refused = [{"builder": one.uid, "code": no.code, "words": sentence(no)} for one, no in done.refused]
    return {"ready": done.ready, "held": done.held, "passes": done.passes, "refused": refused}


@router.get("/projects/{uid}/violation-rules", response=says(list[RuleOut]), summary="What counts as a violation today")
def violation_rules(request: HttpRequest, uid: uuid.UUID) -> list[dict[str, Any]]:
    """The dearest first."""
    project = project_named(request, uid, WATCHERS)
    return [{"uid": one.uid, "name": one.name, "points": one.points} for one in queries.rules_on(project, today())]


@router.get("/whose", response=says(BuilderOut), summary="Whose pass this is")
def whose(request: HttpRequest, wanted: Query[Whose]) -> dict[str, Any]:
    """For who notes violations: somebody who works where they do."""
    return builder_out(found(queries.by_code(viewer(request), wanted.code)))


@router.post("/builders/{uid}/violations", response=says(ViolationOut), summary="Note a violation")
def note_violation(request: HttpRequest, uid: uuid.UUID, said: ViolationIn) -> dict[str, Any]:
    """By inspectors and officers. The builder is told, and their pass follows at once."""
    builder = found(queries.builders_seen(viewer(request)).filter(uid=uid).first())
    made = acts.note(
        builder=builder,
        rule=found(queries.rule_named(builder.project, said.rule)),
        seen_at=said.seen_at,
        where=said.where,
        words=said.note,
        client_uid=said.client_uid,
        by=by_of(request),
        at=timezone.now(),
    )
    return violation_out(made)


@router.get("/violations", response=says(list[ViolationOut]), summary="Violations of your projects")
def violations(request: HttpRequest, which: Query[Which]) -> list[dict[str, Any]]:
    """For officers; the latest two hundred, the latest first."""
    rows = queries.of_desk(viewer(request), "appealed" if which.waiting else "")
    return [violation_out(one) for one in rows[:MOST]]


@router.post("/violations/{uid}/answer", response=says(ViolationOut), summary="Answer an appeal")
def answer(request: HttpRequest, uid: uuid.UUID, said: Answer) -> dict[str, Any]:
    """By an officer who did not note it."""
    row = found(queries.of_desk(viewer(request), "").filter(uid=uid).first())
    acts.answer(violation=row, upheld=said.upheld, words=said.words, by=by_of(request), at=timezone.now())
    return violation_out(found(queries.of_desk(viewer(request), "").filter(uid=uid).first()))
