"""What the desk's pages about clearance show: who is ready, who lacks what, and the story of one builder."""

import datetime
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from xinlian.credentials.models import WorkPass
from xinlian.credentials.rules.states import STANDS
from xinlian.people.identity import phone_number
from xinlian.people.keys import phone_key
from xinlian.people.scope import Viewer, scope
from xinlian.rows.uids import uid_of
from xinlian.training.models import Builder, Clearance, Project, Team, TrainingClass
from xinlian.training.queries import kept
from xinlian.training.queries.kept import Reasons, Stand
from xinlian.training.rules import clearance as rules
from xinlian.training.who import KEEPERS, READERS

MOST = 2000
KNOWN_STATES = ("ready", "lacking", "cleared")
ORDER = (*KNOWN_STATES, "")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    q: str = ""
    team: str = ""
    training_class: str = ""
    state: str = ""
    reason: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A builder as a page shows them: ready (may go to work and has no pass that says so), lacking, cleared."""

    builder: Builder
    state: str
    reasons: Reasons
    until: datetime.date | None
    decided_at: datetime.datetime | None


@dataclass(frozen=True, slots=True)
class Board:
    """Who fits, how many of each state and of each reason before the state was chosen; of how many no reasons are known
    here, and from when the decisions are of those of whom nothing is new.
    """

    stands: list[Stand]
    states: Counter[str]
    reasons: Counter[str]
    unseen: int
    as_of: datetime.datetime | None

    @property
    def ready(self) -> list[int]:
        """The builders who may go to work and have no pass that says so."""
        return [one.builder for one in self.stands if one.state == "ready"]


def builders(viewer: Viewer, roles: Iterable[str] = READERS) -> QuerySet[Builder]:
    """The builders of the viewer's part of the tree, with what their lines need."""
    rows = scope(viewer, Builder.objects.all(), tuple(roles))
    return rows.select_related("person", "trade", "team__section", "project__site", "project__union")


def shown(told: Reasons, *, conduct: bool) -> Reasons:
    """Reasons as far as somebody may know them: points and an officer's stops are for officers and oneself alone."""
    if conduct:
        return told
    open_ = [one for one in told if one[0] not in rules.CONDUCT]
    return [*open_, ["other", {}]] if len(open_) < len(told) else open_


def board(viewer: Viewer, project: Project, wanted: Wanted, on: datetime.date) -> Board:
    """Everybody who works on a project, as they stand: as was decided last, and as of now where something is new."""
    here = _narrowed(scope(viewer, Builder.objects.all(), READERS).filter(project=project, left_on=None), wanted)
    found = kept.stands(here.order_by("-came_at", "pk"), project, on)
    conduct = viewer.holds(KEEPERS, project.union_path)
    several = list(found.found.values())
    if not conduct:
        several = [one._replace(reasons=shown(one.reasons, conduct=False)) for one in several]
    seen = Counter(code for one in several for code in {str(reason[0]) for reason in one.reasons})
    states = Counter(one.state for one in several)
    fitting = _sorted(here, [one for one in several if _fits(one, wanted)], wanted.sort)
    return Board(fitting, states, seen, found.unseen, found.as_of)


def _sorted(rows: QuerySet[Builder], several: list[Stand], sort: str) -> list[Stand]:
    """In the order of a column; ready ones first where none is named."""
    column = sort.lstrip("-")
    named = {"name": "person__name", "team": "team__name"}
    words = dict(rows.order_by().values_list("pk", named[column])) if column in named else {}
    keys: dict[str, Callable[[Stand], Any]] = {
        "until": lambda one: one.until.isoformat() if one.until else "",
        **dict.fromkeys(named, lambda one: words[one.builder] or ""),
    }
    return sorted(several, key=keys.get(column, lambda one: ORDER.index(one.state)), reverse=sort.startswith("-"))


def lines(viewer: Viewer, several: Iterable[Stand], on: datetime.date) -> list[Line]:
    """Those of a page, as they stand now, with all that their lines show."""
    order = [one.builder for one in several]
    last = Clearance.objects.filter(builder=OuterRef("pk")).order_by("-decided_at", "-id")
    rows = builders(viewer).filter(pk__in=order).annotate(last_at=Subquery(last.values("decided_at")[:1]))
    found = {one.pk: (one, now) for one, now in kept.of_builders(list(rows), on)}
    return [_line(viewer, *found[key]) for key in order if key in found]


def _line(viewer: Viewer, one: Any, now: Stand) -> Line:
    reasons = shown(now.reasons, conduct=viewer.holds(KEEPERS, one.union_path))
    return Line(one, now.state, reasons, now.until, one.last_at)


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


def _fits(one: Stand, wanted: Wanted) -> bool:
    if wanted.state in KNOWN_STATES and one.state != wanted.state:
        return False
    return not wanted.reason or any(reason[0] == wanted.reason for reason in one.reasons)


def ready(viewer: Viewer, project: Project, wanted: Wanted, on: datetime.date) -> list[Builder]:
    """Those of a list who may go to work and have no pass that says so."""
    return list(builders(viewer, KEEPERS).filter(pk__in=board(viewer, project, wanted, on).ready))


def chosen(viewer: Viewer, project: Project, uids: Iterable[str]) -> list[Builder]:
    """Those of a project whose box was ticked."""
    wanted = [uid for uid in map(uid_of, uids) if uid]
    return list(builders(viewer, KEEPERS).filter(project=project, uid__in=wanted)[:MOST])


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
