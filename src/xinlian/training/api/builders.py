"""Builders: registered, looked up, and how each stands with every reason, pass and certificates."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from xinlian.credentials.api import Pass
from xinlian.credentials.models import Certificate
from xinlian.credentials.queries import certificates
from xinlian.people.access import today
from xinlian.people.bearing import NO_NUL, by_of, found, says, viewer
from xinlian.people.identity import phone_number
from xinlian.people.importing import id_of
from xinlian.people.languages import LANGUAGES
from xinlian.people.matching import Told
from xinlian.rows.refusals import Refused
from xinlian.training.actions import registering
from xinlian.training.actions.intake import Registered
from xinlian.training.api.door import (
    MOST,
    BuilderOut,
    Outcome,
    Reason,
    builder_out,
    failed,
    pass_out,
    reasons_out,
)
from xinlian.training.api.projects import project_named
from xinlian.training.models import Builder, Project
from xinlian.training.queries import base, clearing_desk, standing
from xinlian.training.queries.cases import cases
from xinlian.training.rules import clearance
from xinlian.training.who import KEEPERS, READERS

PER_PAGE = 100
router = Router(tags=["builders"])


class BuilderIn(Schema):
    """Somebody who comes. A phone or an ID number, or both; `trade` by its code; no `id_type`: a citizen's number."""

    client_uid: uuid.UUID
    name: str = Field(min_length=1, max_length=60, pattern=NO_NUL)
    phone: str = Field("", max_length=20, pattern=NO_NUL)
    id_number: str = Field("", max_length=30, pattern=NO_NUL)
    id_type: str = Field("", max_length=10, pattern=NO_NUL)
    trade: int
    team: uuid.UUID | None = None
    language: str = Field("zh", max_length=12, pattern=NO_NUL)


class BuildersIn(Schema):
    """Several at once."""

    builders: list[BuilderIn] = Field(min_length=1, max_length=MOST)


class RegisteredOut(Outcome):
    """Of one: the builder, whether they are new here or were found again, and what is missing before they may work."""

    builder: BuilderOut | None = None
    new: bool = False
    changed: bool = False
    missing: list[Reason] = []


class RegisteredAll(Schema):
    """In the order of what was sent."""

    results: list[RegisteredOut]


class PassOut(Pass):
    """A pass with the address that its square code holds."""

    address: str


class Standing(Schema):
    """How somebody stands today: whether they may go to work, until when, or everything that is missing.

    `work_pass`: the one that stands, else the last one. `simulator_number`: what runs name them by.
    """

    builder: BuilderOut
    ok: bool
    until: datetime.date | None
    reasons: list[Reason]
    simulator_number: str
    work_pass: PassOut | None


class Standings(Schema):
    """A page of them; ask again with `after` = `next` until it is null."""

    builders: list[Standing]
    next: uuid.UUID | None


class Wanted(Schema):
    """Which page."""

    after: uuid.UUID | None = None
    per_page: int = Field(PER_PAGE, ge=1, le=MOST)


class CertificateOut(Schema):
    """A certificate. `state`: valid, over, revoked; `address`: what its square code says."""

    uid: uuid.UUID
    number: str
    code: str
    title: str
    state: str
    awarded_on: datetime.date
    ends_at: datetime.datetime | None
    address: str


@router.post("/projects/{uid}/builders", response=says(RegisteredAll), summary="Register up to 200 at once")
def register(request: HttpRequest, uid: uuid.UUID, said: BuildersIn) -> dict[str, Any]:
    """Each is answered by itself. Whoever was here before is found again by phone or ID number and never made twice."""
    project = project_named(request, uid, READERS)
    trades = {one.code: one for one in base.trades(today())}
    teams = {one.uid: one for one in base.teams(project, today())}
    coming = [_coming(one, trades, teams) for one in said.builders]
    became = registering.register_many(
        project=project,
        several=[one for one in coming if isinstance(one, registering.Coming)],
        way="api",
        by=by_of(request),
        at=timezone.now(),
    )
    done = iter(became)
    outcomes = [next(done) if isinstance(one, registering.Coming) else one for one in coming]
    return {"results": [_outcome(one.client_uid, what) for one, what in zip(said.builders, outcomes, strict=True)]}


def _coming(one: BuilderIn, trades: Mapping[int, Any], teams: Mapping[uuid.UUID, Any]) -> registering.Coming | Refused:
    try:
        told = _told(one)
        if one.trade not in trades:
            raise Refused("trade_ended")
        if one.team is not None and one.team not in teams:
            raise Refused("team_elsewhere")
    except Refused as refused:
        return refused
    return registering.Coming(one.client_uid, told, teams[one.team] if one.team else None, trades[one.trade])


def _told(one: BuilderIn) -> Told:
    phone = phone_number(one.phone) if one.phone.strip() else None
    if phone and phone.wrong:
        raise Refused(phone.wrong)
    id_type, number = id_of(one.id_type, "".join(one.id_number.split()).upper())
    if number.wrong:
        raise Refused(number.wrong)
    if one.language not in LANGUAGES:
        raise Refused("language_unknown")
    name, mobile = " ".join(one.name.split()), phone.value if phone else ""
    return Told(name, mobile, id_type if number.value else "", number.value, languages=(one.language,))


def _outcome(client_uid: uuid.UUID, what: Registered | Refused) -> dict[str, Any]:
    if isinstance(what, Refused):
        return failed(client_uid, what)
    missing = reasons_out(one.kept() for one in what.missing)
    told = {"builder": builder_out(what.builder), "new": what.new, "changed": what.changed, "missing": missing}
    return {"client_uid": client_uid, "ok": True, **told}


@router.get("/projects/{uid}/builders", response=says(Standings), summary="Who works on a project, and how each stands")
def builders(request: HttpRequest, uid: uuid.UUID, wanted: Query[Wanted]) -> dict[str, Any]:
    """In the order in which they came."""
    project = project_named(request, uid, READERS)
    rows = clearing_desk.builders(viewer(request)).filter(project=project, left_on=None).order_by("id")
    if wanted.after is not None:
        rows = rows.filter(pk__gt=found(rows.filter(uid=wanted.after).first()).pk)
    several = list(rows[: wanted.per_page + 1])
    page = several[: wanted.per_page]
    more = page[-1].uid if len(several) > len(page) else None
    return {"builders": standings(page, conduct=_conduct(request, project)), "next": more}


def _conduct(request: HttpRequest, project: Project) -> bool:
    return viewer(request).holds(KEEPERS, project.union_path)


def standings(several: list[Builder], *, conduct: bool) -> list[dict[str, Any]]:
    """How each stands, in few queries for the reasons; `conduct`: with points and what officers stopped."""
    held, on, now = cases(several, today()), today(), timezone.now()
    projects: dict[Project, list[int]] = {}
    for one in several:
        projects.setdefault(one.project, []).append(one.person_id)
    numbers = {project: standing.numbers(project, people) for project, people in projects.items()}
    passes = {project: standing.shown(project, people) for project, people in projects.items()}
    return [
        {
            **_verdict(one, clearance.decide(held[one.pk], on), conduct=conduct),
            "simulator_number": numbers[one.project].get(one.person_id, ""),
            "work_pass": pass_out(row, now) if (row := passes[one.project].get(one.person_id)) else None,
        }
        for one in several
    ]


def _verdict(one: Builder, verdict: clearance.Verdict, *, conduct: bool) -> dict[str, Any]:
    reasons = clearing_desk.shown([reason.kept() for reason in verdict.reasons], conduct=conduct)
    return {"builder": builder_out(one), "ok": verdict.ok, "until": verdict.until, "reasons": reasons_out(reasons)}


def builder_named(request: HttpRequest, uid: uuid.UUID, roles: tuple[str, ...] = READERS) -> Builder:
    """A builder of a project in which one of the roles is held, or 404."""
    return found(clearing_desk.builders(viewer(request), roles).filter(uid=uid).first())


@router.get("/builders/{uid}", response=says(Standing), summary="How one stands today")
def builder(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """Every reason; of a medical check no more than that it is missing, over, or bars the trade."""
    one = builder_named(request, uid)
    return standings([one], conduct=_conduct(request, one.project))[0]


@router.get("/builders/{uid}/pass", response=says(PassOut), summary="The pass of one")
def pass_of(request: HttpRequest, uid: uuid.UUID) -> dict[str, Any]:
    """404 for who never had one."""
    return pass_out(found(clearing_desk.pass_of(builder_named(request, uid))), timezone.now())


@router.get("/builders/{uid}/certificates", response=says(list[CertificateOut]), summary="The certificates of one")
def certificates_of(request: HttpRequest, uid: uuid.UUID) -> list[dict[str, Any]]:
    """Those that your part of the tree issued, the newest first."""
    one = builder_named(request, uid)
    rows = certificates.all_of(viewer(request)).filter(person=one.person_id).order_by("-awarded_on", "-id")
    return [certificate_out(row) for row in rows]


def certificate_out(row: Certificate) -> dict[str, Any]:
    """A certificate, with what its square code says."""
    return {
        "uid": row.uid,
        "number": row.number,
        "code": row.code,
        "title": row.title,
        "state": certificates.standing(row, timezone.now()),
        "awarded_on": row.awarded_on,
        "ends_at": row.ends_at,
        "address": certificates.address(row),
    }
