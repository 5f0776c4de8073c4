"""Studios and improvements: who is here, the desk's list with its numbers, a studio's page."""

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.identity import phone_number
from xinlian.people.keys import phone_key
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, scope
from xinlian.rows.refusals import Refused
from xinlian.training.models import (
    Builder,
    Improvement,
    ImprovementGain,
    ImprovementWorker,
    Project,
    Studio,
    StudioMember,
    Trainer,
)
from xinlian.training.rules import studios as rules
from xinlian.training.who import KEEPERS, READERS


def here(person: Person, project: Project) -> bool:
    """Whether somebody works or teaches at a project now."""
    return _people_of(project).filter(pk=person.pk).exists()


def _people_of(project: Project) -> "QuerySet[Person]":
    works = Builder.objects.filter(project=project, left_on=None).order_by().values("person")
    teaches = Trainer.objects.filter(project=project, ended_on=None).order_by().values("person")
    return Person.objects.filter(Q(pk__in=works) | Q(pk__in=teaches), is_active=True)


def person_named(project: Project, text: str) -> Person:
    """Somebody who works or teaches here, by phone or whole name. Raises Refused: studio_person_unknown, studio_person_many."""
    number, people = phone_number(text).value, _people_of(project)
    found = list((people.filter(phone_key=phone_key(number)) if number else people.filter(name=text.strip()))[:2])
    if len(found) > 1:
        raise Refused("studio_person_many")
    if not found:
        raise Refused("studio_person_unknown")
    return found[0]


def sent(client_uid: uuid.UUID, by: Person) -> Improvement | None:
    """What somebody proposed under this number before. Raises Refused improvement_known, where it was somebody else."""
    found = Improvement.objects.filter(client_uid=client_uid).select_related("project").first()
    if found is not None and found.proposed_by_id != by.pk:
        raise Refused("improvement_known")
    return found


def works_on(person: Person, improvement: Improvement) -> bool:
    """Whether it is somebody's own: they proposed it, work on it or lead its studio."""
    if improvement.proposed_by_id == person.pk:
        return True
    leads = StudioMember.objects.filter(studio=improvement.studio_id, person=person, part="lead", until_on=None)
    return leads.exists() or ImprovementWorker.objects.filter(improvement=improvement, person=person).exists()


def studios(viewer: Viewer, roles: tuple[str, ...] = READERS) -> "QuerySet[Studio]":
    """The studios of bases in which one of the roles is held."""
    return scope(viewer, Studio.objects.select_related("project__union", "trade", "room"), roles)


def improvements(viewer: Viewer, roles: tuple[str, ...] = READERS) -> "QuerySet[Improvement]":
    """The improvements of projects in which one of the roles is held."""
    rows = Improvement.objects.select_related("project__union", "studio__project", "proposed_by", "decided_by")
    return scope(viewer, rows, roles)


def open_studios(project: Project) -> "QuerySet[Studio]":
    """Those that can take work on."""
    return Studio.objects.filter(project=project, closed_on=None)


def waiting(viewer: Viewer, project: Project) -> "QuerySet[Improvement]":
    """Proposals that nobody answered, the oldest first."""
    return improvements(viewer).filter(project=project, state="proposed").order_by("proposed_at", "id")


def sums_by(gains: "QuerySet[ImprovementGain]", column: str) -> dict[int, tuple[rules.Sum, ...]]:
    """Sums of results by a column, in one query."""
    found: dict[int, list[tuple[str, int, bool]]] = defaultdict(list)
    for key, unit, amount, at in gains.order_by().values_list(column, "unit", "amount", "confirmed_at"):
        found[key].append((unit, amount, at is not None))
    return {key: rules.sums(several) for key, several in found.items()}


@dataclass(frozen=True, slots=True)
class StudioLine:
    """A studio with its numbers."""

    studio: Studio
    lead: str
    people: int
    going: int
    done: int
    sums: tuple[rules.Sum, ...]


def lines(project: Project) -> list[StudioLine]:
    """The studios of a base, those that are closed last."""
    rows = Studio.objects.filter(project=project).select_related("trade", "room")
    several = sorted(rows, key=lambda one: one.closed_on is not None)
    leads = dict(_now(project).filter(part="lead").values_list("studio", "person__name"))
    people = _counted(_now(project))
    going, done = (_counted(_of(project, state)) for state in (rules.OPEN, ("done",)))
    sums = sums_by(_counting(project), "improvement__studio")
    return [
        StudioLine(one, leads.get(one.pk, ""), people[one.pk], going[one.pk], done[one.pk], sums.get(one.pk, ()))
        for one in several
    ]


def _now(project: Project) -> "QuerySet[StudioMember]":
    return StudioMember.objects.filter(studio__project=project, until_on=None).order_by()


def _of(project: Project, states: Sequence[str]) -> "QuerySet[Improvement]":
    return Improvement.objects.filter(studio__project=project, state__in=states).order_by()


def _counting(project: Project) -> "QuerySet[ImprovementGain]":
    return ImprovementGain.objects.filter(improvement__project=project).exclude(improvement__state="dropped")


def _counted(rows: "QuerySet[Any]") -> dict[int, int]:
    return defaultdict(int, rows.values_list("studio").annotate(n=Count("pk")))


@dataclass(frozen=True, slots=True)
class Totals:
    """A base's studios in numbers."""

    studios: int
    people: int
    waiting: int
    going: int
    done: int
    sums: tuple[rules.Sum, ...]


def totals(project: Project) -> Totals:
    """All studios of a base together; improvements that were dropped spare nothing."""
    rows = Improvement.objects.filter(project=project).order_by()
    states = dict(rows.values_list("state").annotate(n=Count("pk")))
    return Totals(
        studios=open_studios(project).count(),
        people=_now(project).values("person").distinct().count(),
        waiting=states.get("proposed", 0),
        going=sum(states.get(one, 0) for one in rules.OPEN),
        done=states.get("done", 0),
        sums=sums_by(_counting(project), "improvement__project").get(project.pk, ()),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """An improvement in a list."""

    row: Improvement
    people: int
    used: list[str]
    sums: tuple[rules.Sum, ...]


def listed(several: Iterable[Improvement]) -> list[Line]:
    """Improvements with how many work on each, where each is used and what it spared."""
    rows = list(several)
    keys = [one.pk for one in rows]
    workers = ImprovementWorker.objects.filter(improvement__in=keys).order_by()
    people = defaultdict(int, workers.values_list("improvement").annotate(n=Count("pk")))
    used: dict[int, list[str]] = defaultdict(list)
    pairs = Improvement.teams.through.objects.filter(improvement__in=keys)
    for key, section, team in pairs.values_list("improvement", "team__section__name", "team__name"):
        used[key].append(f"{section} {team}")
    sums = sums_by(ImprovementGain.objects.filter(improvement__in=keys), "improvement")
    return [Line(one, people[one.pk], sorted(used[one.pk]), sums.get(one.pk, ())) for one in rows]


def studio_page(studio: Studio, rows: "QuerySet[Improvement]") -> dict[str, Any]:
    """A studio: who is in it, who was, what it works on."""
    order = [code for code, _name in StudioMember.PARTS]
    members = list(studio.members.select_related("person"))
    now = sorted((one for one in members if one.until_on is None), key=lambda one: order.index(one.part))
    return {
        "studio": studio,
        "now": now,
        "before": [one for one in members if one.until_on is not None],
        "has_lead": any(one.part == "lead" for one in now),
        "lines": listed(rows.filter(studio=studio)),
    }


def improvement_page(improvement: Improvement, on: datetime.date) -> dict[str, Any]:
    """An improvement: steps, results, who works on it, where it is used."""
    steps, gains = list(improvement.steps.all()), list(improvement.gains.select_related("noted_by", "confirmed_by"))
    return {
        "one": improvement,
        "steps": steps,
        "late": [
            one for one in steps if one.done_on is None and one.planned_on < on and improvement.state in rules.OPEN
        ],
        "steps_open": sum(one.done_on is None for one in steps),
        "gains": gains,
        "sums": rules.sums((one.unit, one.amount, one.confirmed_at is not None) for one in gains),
        "workers": improvement.workers.select_related("person"),
        "teams": list(improvement.teams.select_related("section").order_by("section__number", "name")),
    }


def member(viewer: Viewer, uid: uuid.UUID) -> "QuerySet[StudioMember]":
    """Somebody's time in a studio that the viewer keeps."""
    return scope(viewer, StudioMember.objects.filter(uid=uid).select_related("studio__project", "person"), KEEPERS)


def tasks(viewer: Viewer) -> list[dict[str, Any]]:
    """Proposals that wait for an answer, for the desk's first page."""
    if not viewer.paths(KEEPERS):
        return []
    count = improvements(viewer, KEEPERS).filter(state="proposed").count()
    url = reverse("training:desk_studios")
    return [{"label": _("等答复的改进建议"), "count": count, "url": url, "tone": "warn"}]


def exported(rows: Iterable[Improvement]) -> Iterable[list[object]]:
    """The rows of an export under `studio_texts.HEADERS`; builders are not named."""
    states = dict(Improvement.STATES)
    for line in listed(rows):
        one = line.row
        sums = {each.unit: each for each in line.sums}
        amounts = [amount for unit in rules.UNITS for amount in _amounts(sums.get(unit))]
        studio = one.studio.name if one.studio else ""
        yield [one.title, studio, str(states[one.state]), timezone.localdate(one.proposed_at), one.why, line.people, "、".join(line.used), *amounts]  # fmt: skip


def _amounts(one: rules.Sum | None) -> tuple[int, int]:
    return (one.confirmed, one.said) if one else (0, 0)
