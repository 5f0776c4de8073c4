"""What the desk's pages about clearance show: who is ready, who lacks what, and the story of one builder."""

import datetime
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from xinlian.credentials.models import WorkPass
from xinlian.credentials.rules.states import STANDS
from xinlian.people.identity import phone_number
from xinlian.people.keys import phone_key
from xinlian.people.scope import Viewer, scope
from xinlian.rows.days import last_day
from xinlian.rows.uids import uid_of
from xinlian.training.models import Builder, Clearance, Project, Team, TrainingClass
from xinlian.training.queries.cases import cases
from xinlian.training.rules import clearance as rules
from xinlian.training.who import KEEPERS, READERS

LIVE = 2000
SOON = datetime.timedelta(days=30)
KNOWN_STATES = ("ready", "lacking", "cleared")
Reasons = Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    q: str = ""
    team: str = ""
    training_class: str = ""
    state: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A builder: ready (may go to work and has no pass that says so), lacking, cleared."""

    builder: Builder
    state: str
    reasons: Reasons
    until: datetime.date | None
    decided_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Board:
    """The lines, how many of each state and of each reason before the state was chosen, and how many were not looked at."""

    lines: list[Line]
    states: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    unseen: int = 0


def builders(viewer: Viewer, roles: Iterable[str] = READERS) -> QuerySet[Builder]:
    """The builders of the viewer's part of the tree, with what their lines need."""
    rows = scope(viewer, Builder.objects.all(), tuple(roles))
    return rows.select_related("person", "trade", "team__section", "project__site", "project__union")


def shown(kept: Reasons, *, conduct: bool) -> Reasons:
    """Reasons as far as somebody may know them: points and an officer's stops are for officers and oneself alone."""
    if conduct:
        return kept
    open_ = [one for one in kept if one[0] not in rules.CONDUCT]
    return [*open_, ["other", {}]] if len(open_) < len(kept) else open_


def board(viewer: Viewer, project: Project, wanted: Wanted, on: datetime.date) -> Board:
    """Everybody who works on a project, as they stand today.

    Verdicts are made now of those who have no pass that holds for a month more; the others' stand, as the clock sees to them daily.
    """
    here = _narrowed(builders(viewer).filter(project=project, left_on=None), wanted)
    rows = list(_annotated(here).order_by("-came_at", "pk"))
    conduct = viewer.holds(KEEPERS, project.union_path)
    steady = [one for one in rows if one.last_ok and _says(one, one.last_until) and one.last_until > on + SOON]
    kept = {one.pk for one in steady}
    waiting = [one for one in rows if one.pk not in kept]
    found = cases(waiting[:LIVE], on)
    lines = [_live(one, rules.decide(found[one.pk], on), conduct) for one in waiting[:LIVE]]
    lines += [Line(one, "cleared", [], one.last_until, one.last_at) for one in steady]
    seen = Counter(code for one in lines for code in {str(reason[0]) for reason in one.reasons})
    states = Counter(one.state for one in lines)
    unseen = max(0, len(waiting) - LIVE)
    return Board([one for one in lines if _fits(one, wanted)], states, seen, unseen)


def _narrowed(rows: QuerySet[Builder], wanted: Wanted) -> QuerySet[Builder]:
    if wanted.q:
        phone = phone_number(wanted.q)
        known = Q(person__phone_key="-" if phone.wrong else phone_key(phone.value))
        rows = rows.filter(Q(person__name__icontains=wanted.q) | known)
    if uid_of(wanted.team):
        rows = rows.filter(team__uid=wanted.team)
    if uid_of(wanted.training_class):
        people = TrainingClass.objects.filter(uid=wanted.training_class).values("batch__seats__application__person")
        rows = rows.filter(person__in=people)
    return rows


def _annotated(rows: QuerySet[Builder]) -> QuerySet[Any]:
    last = Clearance.objects.filter(builder=OuterRef("pk")).order_by("-decided_at", "-id")
    stands = WorkPass.objects.filter(person=OuterRef("person"), issuer=OuterRef("project__union"), state__in=STANDS)
    return rows.annotate(
        last_ok=Subquery(last.values("ok")[:1]),
        last_until=Subquery(last.values("until")[:1]),
        last_at=Subquery(last.values("decided_at")[:1]),
        held_as=Subquery(stands.values("state")[:1]),
        held_until=Subquery(stands.values("ends_at")[:1]),
    )


def _says(one: Any, until: datetime.date | None) -> bool:
    """Whether a pass stands that opens gates just as long as was decided: the clock decides, but makes no pass."""
    return one.held_as == "valid" and until is not None and last_day(one.held_until) == until


def _live(one: Any, verdict: rules.Verdict, conduct: bool) -> Line:
    state = ("cleared" if one.last_ok and _says(one, verdict.until) else "ready") if verdict.ok else "lacking"
    reasons = shown([reason.kept() for reason in verdict.reasons], conduct=conduct)
    return Line(one, state, reasons, verdict.until, one.last_at)


def _fits(one: Line, wanted: Wanted) -> bool:
    if wanted.state in KNOWN_STATES and one.state != wanted.state:
        return False
    return not wanted.reason or any(reason[0] == wanted.reason for reason in one.reasons)


def chosen(viewer: Viewer, project: Project, uids: Iterable[str]) -> list[Builder]:
    """Those of a project whose box was ticked."""
    wanted = [uid for uid in map(uid_of, uids) if uid]
    return list(builders(viewer, KEEPERS).filter(project=project, uid__in=wanted)[:LIVE])


def teams(project: Project) -> list[tuple[str, str]]:
    """The teams of a project, for a select."""
    rows = Team.objects.filter(section__project=project, closed_on=None).select_related("section")
    return [(str(one.uid), f"{one.section.name} · {one.name}") for one in rows.order_by("section__number", "name")]


def classes(project: Project) -> list[tuple[str, str, datetime.datetime]]:
    """The latest classes of a project, with the day on which each began."""
    rows = TrainingClass.objects.filter(programme__project=project).select_related("batch__offering")
    return [
        (str(one.uid), one.batch.offering.title, one.batch.starts_at) for one in rows.order_by("-batch__starts_at")[:60]
    ]


def one(viewer: Viewer, uid: uuid.UUID) -> QuerySet[Builder]:
    """One builder of the viewer's part of the tree, or none."""
    return builders(viewer).filter(uid=uid)


def history(builder: Builder) -> list[Clearance]:
    """Every decision about somebody, the newest first."""
    return list(builder.clearances.select_related("decided_by", "work_pass").order_by("-decided_at", "-id")[:100])


def pass_of(builder: Builder) -> WorkPass | None:
    """The pass that stands, else the last one, of this project."""
    rows = WorkPass.objects.filter(person=builder.person_id, issuer=builder.project.union_id).order_by("-issued_at")
    return rows.filter(state__in=STANDS).first() or rows.first()
