"""Builders as the desk and team leaders see them: who they are, where they work, what they lack. No medical value."""

import datetime
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from xinlian.people.models import Person
from xinlian.people.scope import Viewer, scope
from xinlian.training.models import Builder, Medical, Project, Team
from xinlian.training.queries import cases, kept
from xinlian.training.reason_texts.intake import carries, lacks
from xinlian.training.rules import clearance
from xinlian.training.who import KEEPERS, READERS

HERE, LEFT, READY, LACKING = "here", "left", "ready", "lacking"
WITH = ("person", "project__union", "team__section", "trade", "registered_by")
HEADERS = ("姓名", "工种", "标段", "班组", "登记日期", "离场日期", "能不能上岗", "还差什么", "体检")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    q: str = ""
    project: str = ""
    trade: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A builder with what they lack, and how far the medical check carries, in words."""

    builder: Builder
    ready: bool
    lacks: tuple[str, ...]
    medical: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The keys of those who are listed; of how many it is not known; from when the decisions are of those of whom nothing
    is new.
    """

    keys: "Sequence[int] | QuerySet[Builder, int]"
    unknown: int = 0
    as_of: datetime.datetime | None = None


def works(person: Person) -> bool:
    """Whether somebody works on a project, or did."""
    return Builder.objects.filter(person=person).exists()


def builders(viewer: Viewer, roles: tuple[str, ...] = READERS) -> "QuerySet[Builder]":
    """The builders of projects in which one of the roles is held."""
    return scope(viewer, Builder.objects.select_related(*WITH), roles)


def found(viewer: Viewer, wanted: Wanted) -> "QuerySet[Builder]":
    """Narrowed by a part of the name or the team, the project, the trade; who left apart from who is here."""
    rows = builders(viewer)
    words = wanted.q.replace("\0", "").strip()  # PostgreSQL is not asked for what it cannot hold
    if words:
        rows = rows.filter(Q(person__name__icontains=words) | Q(team__name__icontains=words))
    if wanted.project:
        rows = rows.filter(project__uid=wanted.project)
    if wanted.trade:
        rows = rows.filter(trade__uid=wanted.trade)
    rows = rows.filter(left_on__isnull=wanted.state != LEFT)
    return rows.order_by("-came_at", "id")


def narrowed(rows: "QuerySet[Builder]", state: str, on: datetime.date) -> Narrowed:
    """Who may go to work, or who may not, as was decided last, and as of now where something is new; everybody else is
    told apart by the database.
    """
    if state not in (READY, LACKING):
        return Narrowed(rows.values_list("pk", flat=True))
    okay, unknown, since = dict[int, bool](), set[int](), list[datetime.datetime]()
    for project in Project.objects.filter(pk__in=rows.order_by().values("project")):
        found = kept.stands(rows.filter(project=project), project, on)
        okay |= {key: one.ok for key, one in found.found.items()}
        unknown |= {key for key, one in found.found.items() if not one.state}
        since += [found.as_of] if found.as_of else []
    keys = [key for key in rows.values_list("pk", flat=True) if key not in unknown and okay[key] == (state == READY)]
    return Narrowed(keys, len(unknown), min(since, default=None))


def exactly(rows: "QuerySet[Builder]", state: str, on: datetime.date) -> list[Builder]:
    """The same with everybody reckoned now, for a file that lasts: a second for two thousand."""
    several = list(rows)
    if state not in (READY, LACKING):
        return several
    held = cases.cases(several, on)
    return [one for one in several if clearance.decide(held[one.pk], on).ok == (state == READY)]


def page_lines(keys: Iterable[object], on: datetime.date) -> list[Line]:
    """What each of a page lacks now. By key: to sort whole rows of thousands for fifty of them takes long."""
    order = [one for one in keys if isinstance(one, int)]
    rows = {one.pk: one for one in Builder.objects.filter(pk__in=order).select_related(*WITH)}
    return lines((rows[key] for key in order if key in rows), on)


def lines(several: Iterable[Builder], on: datetime.date) -> list[Line]:
    """What each of them lacks on a day."""
    rows = list(several)
    held = cases.cases(rows, on)
    return [_line(one, held[one.pk], on) for one in rows]


def _line(builder: Builder, case: clearance.Case, on: datetime.date) -> Line:
    verdict = clearance.decide(case, on)
    return Line(builder, verdict.ok, tuple(lacks(verdict.reasons)), carries(case.check, case.barred_by, on))


def table_rows(several: Sequence[Builder], on: datetime.date) -> Iterator[list[object]]:
    """The rows of an export under HEADERS: no number, no medical value."""
    for line in lines(several, on):
        one = line.builder
        section, team = (one.team.section.name, one.team.name) if one.team else ("", "")
        came = timezone.localdate(one.came_at)
        ready = "能" if line.ready else "不能"
        yield [one.person.name, one.trade.name, section, team, came, one.left_on, ready, "、".join(line.lacks), line.medical[0]]  # fmt: skip


def one(viewer: Viewer, uid: uuid.UUID, roles: tuple[str, ...] = READERS) -> "QuerySet[Builder]":
    """One builder whom the viewer may see."""
    return builders(viewer, roles).filter(uid=uid)


def line_of(builder: Builder, on: datetime.date) -> Line:
    """A builder's own line."""
    return lines([builder], on)[0]


def led_by(person: Person) -> "QuerySet[Team]":
    """The teams that somebody leads."""
    return Team.objects.filter(leader=person, closed_on=None).select_related("section__project")


def of_team(team: Team) -> "QuerySet[Builder]":
    """Who works in a team now."""
    rows = Builder.objects.filter(team=team, left_on=None).select_related(*WITH)
    return rows.order_by("person__name", "id")


def mine(person: Person) -> "QuerySet[Builder]":
    """Where somebody works now, the latest first."""
    return Builder.objects.filter(person=person, left_on=None).select_related(*WITH)


def registered_by(person: Person, uid: uuid.UUID) -> "QuerySet[Builder]":
    """A builder whom somebody registered, whom they lead, or who they are: to tell them at once what is missing."""
    lately = Q(registered_by=person, came_at__gte=timezone.now() - datetime.timedelta(hours=1))
    rows = Builder.objects.filter(lately | Q(team__leader=person) | Q(person=person), uid=uid, left_on=None)
    return rows.select_related(*WITH)


def joined(key: str) -> Team | None:
    """The team that a code for joining leads to."""
    return Team.objects.filter(join_key=key).select_related("section__project__union").first() if key else None


def my_checks(person: Person) -> "QuerySet[Medical]":
    """One's own checks that stand, newest first, as they were sealed."""
    rows = Medical.objects.filter(builder__person=person, withdrawn_at=None).select_related("builder__project")
    return rows.order_by("-checked_on", "-id")


def kept_project(viewer: Viewer) -> "QuerySet[Project]":
    """The projects that the viewer registers builders at."""
    return scope(viewer, Project.objects.select_related("union"), KEEPERS)


def mine_at(person: Person, project: Project) -> Builder | None:
    """Oneself at a project, while one works there."""
    return mine(person).filter(project=project).first()
