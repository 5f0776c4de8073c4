"""How thousands stand, for lists, filters and counts: as was decided last; reckoned now for those of whom something is new."""

import datetime
import functools
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, TextField
from django.db.models.functions import Cast

from xinlian.assessment.models import Sitting
from xinlian.credentials.models import PassStep, WorkPass
from xinlian.enrolment.models import Attendance
from xinlian.rows.days import last_day
from xinlian.simulators.models import Run
from xinlian.training.models import Builder, Clearance, HoursElsewhere, Medical, Project
from xinlian.training.queries.cases import cases
from xinlian.training.rules import clearance as rules

LIVE = 150  # reckoned for one page: about half a millisecond each
WITH = ("person", "trade", "team__section")
Reasons = Sequence[Sequence[Any]]


class Stand(NamedTuple):
    """How a builder stands: ready (may go to work and has no pass that says so), lacking, cleared; "": not known.

    Tuples here and below: there are thousands of them, and frozen dataclasses take three times as long.
    """

    builder: int
    state: str
    reasons: Reasons
    until: datetime.date | None

    @property
    def ok(self) -> bool:
        """Whether they may go to work."""
        return self.state in ("ready", "cleared")


@dataclass(frozen=True, slots=True)
class Stands:
    """By builder, in the order asked for; how many have no reasons here since there were too many to reckon; and the
    moment from which on nothing is known to be new of those who were not reckoned now, None where all were.
    """

    found: dict[int, Stand]
    unseen: int
    as_of: datetime.datetime | None


class _Kept(NamedTuple):
    ok: bool
    reasons: Reasons
    until: datetime.date | None
    trade: int


def stands(rows: QuerySet[Builder], project: Project, on: datetime.date, most: int = LIVE) -> Stands:
    """How builders of a project stand, in the order of the rows. No more than `most` are reckoned now: first those of whom
    something is new, then those on whom nobody decided yet, the last who came first.

    Somebody on whom nobody decided and who was at no session lacks something for certain: their class.
    """
    light = list(rows.values_list("pk", "person", "trade"))
    kept, last = _kept(rows), _passes(project)
    floor = _floor(rows, project)
    news = _newer(rows, _news(floor, {person for _pk, person, _trade in light})) if floor else set()
    came = _came(rows) if len(kept) < len(light) else set()
    found, doubtful, fresh = dict[int, Stand](), list[int](), list[int]()
    for pk, person, trade in light:
        one = kept.get(pk)
        if one is None:
            (doubtful if pk in came else fresh).append(pk)
            found[pk] = Stand(pk, "lacking", (), None)
            continue
        says = one.ok and last.get(person) == one.until
        if pk in news or one.trade != trade or (one.until is not None and one.until < on):
            doubtful.append(pk)
        found[pk] = Stand(pk, ("cleared" if says else "ready") if one.ok else "lacking", one.reasons, one.until)
    wanted = [*doubtful, *fresh]
    found |= {pk: Stand(pk, "", (), None) for pk in doubtful[most:]}
    whole = list(Builder.objects.filter(pk__in=wanted[:most]).select_related(*WITH))
    for each in whole:
        each.project = project  # one for all of them, instead of a row with its union and site for each
    found |= {one.pk: stand for one, stand in of_builders(whole, on)}
    left = len(light) > len(wanted)
    return Stands(found, len(wanted[most:]), floor if left else None)


def _floor(rows: QuerySet[Builder], project: Project) -> datetime.datetime | None:
    """Since when something new may be unknown to a decision: the clock's last round, else the oldest decision."""
    if project.looked_at is not None:
        return project.looked_at
    oldest = Clearance.objects.filter(builder__in=rows.order_by().values("pk")).aggregate(at=Min("decided_at"))["at"]
    return oldest if isinstance(oldest, datetime.datetime) else None


def newest(rows: QuerySet[Builder]) -> QuerySet[Clearance]:
    """The newest decision on each."""
    after = Q(decided_at__gt=OuterRef("decided_at")) | Q(decided_at=OuterRef("decided_at"), pk__gt=OuterRef("pk"))
    later = Clearance.objects.filter(after, builder=OuterRef("builder"))
    return Clearance.objects.filter(~Exists(later), builder__in=rows.order_by().values("pk")).order_by()


def _kept(rows: QuerySet[Builder]) -> dict[int, _Kept]:
    """The same as tuples. Many lack the same and hold as long, so that each list of reasons and each day is read once."""
    texts = newest(rows).annotate(text=Cast("reasons", TextField()), last=Cast("until", TextField()))
    read, day = functools.cache(json.loads), functools.cache(datetime.date.fromisoformat)
    said = texts.values_list("builder", "ok", "text", "last", "trade")
    return {
        builder: _Kept(ok, read(text), day(last) if last else None, trade) for builder, ok, text, last, trade in said
    }


def _passes(project: Project, people: Collection[int] | None = None) -> dict[int, datetime.date]:
    """The last day of the pass that opens gates, of everybody who has one of the project's union, or of some."""
    rows = WorkPass.objects.filter(issuer=project.union_id, state="valid").order_by()
    if people is not None:
        rows = rows.filter(person__in=people)
    said = rows.annotate(text=Cast("ends_at", TextField())).values_list("person", "text")
    return {person: day_before(text) for person, text in said}


@functools.lru_cache(maxsize=10_000)
def day_before(text: str) -> datetime.date:
    """The last day of what ends at a moment, as a database writes it: thousands end at the same few, so each is read once."""
    ends_at = datetime.datetime.fromisoformat(text)
    return last_day(ends_at if ends_at.tzinfo else ends_at.replace(tzinfo=datetime.UTC))


def of_builders(several: Sequence[Builder], on: datetime.date) -> Iterator[tuple[Builder, Stand]]:
    """How builders of one project stand now, reckoned from everything there is. Fetched with what cases need."""
    if not several:
        return
    kept = _kept(Builder.objects.filter(pk__in=[one.pk for one in several]))
    last, found = _passes(several[0].project, [one.person_id for one in several]), cases(several, on)
    for one in several:
        verdict, before = rules.decide(found[one.pk], on), kept.get(one.pk)
        # The clock decides, but makes no pass: it may stand and be over earlier than was decided.
        cleared = before is not None and before.ok and last.get(one.person_id) == verdict.until
        state = ("cleared" if cleared else "ready") if verdict.ok else "lacking"
        yield one, Stand(one.pk, state, [reason.kept() for reason in verdict.reasons], verdict.until)


def _came(rows: QuerySet[Builder]) -> set[int]:
    """Who was at a session of anything, of those on whom nobody decided yet."""
    decided = Clearance.objects.filter(builder=OuterRef("pk"))
    there = Attendance.objects.filter(seat__application__person=OuterRef("person"), undone_at=None)
    return set(rows.order_by().filter(~Exists(decided)).filter(Exists(there)).values_list("pk", flat=True))


def _newer(rows: QuerySet[Builder], news: Mapping[int, datetime.datetime]) -> set[int]:
    """Of whom something was noted after the newest decision on them."""
    if not news:
        return set()
    said = newest(rows.filter(person__in=list(news))).values_list("builder", "builder__person", "decided_at")
    return {builder for builder, person, decided_at in said if news[person] > decided_at}


def _news(floor: datetime.datetime, people: Collection[int]) -> dict[int, datetime.datetime]:
    """By person, of some: when the last thing was noted since a moment that a decision may hang on, wherever it was.

    Violations are not asked for: each is decided on as it is noted. Nor rules, which change everybody: the clock sees to it.
    """
    found: dict[int, datetime.datetime] = {}
    for person, *moments in _noted(floor):
        for moment in moments if person in people else ():
            if moment is not None and moment > found.get(person, floor):
                found[person] = moment
    return found


def _noted(floor: datetime.datetime) -> Iterator[tuple[Any, ...]]:
    medicals = Medical.objects.filter(Q(noted_at__gt=floor) | Q(withdrawn_at__gt=floor)).order_by()
    yield from medicals.values_list("builder__person", "noted_at", "withdrawn_at")
    hours = HoursElsewhere.objects.filter(noted_at__gt=floor).order_by()
    yield from hours.values_list("builder__person", "noted_at")
    came = Attendance.objects.filter(Q(arrived_at__gt=floor) | Q(undone_at__gt=floor)).order_by()
    yield from came.values_list("seat__application__person", "arrived_at", "undone_at")
    sat = Sitting.objects.filter(exam__published_at__gt=floor).order_by()
    yield from sat.values_list("person", "exam__published_at")
    runs = Run.objects.filter(Q(taken_at__gt=floor) | Q(withdrawn_at__gt=floor)).order_by()
    yield from runs.values_list("trainee__person", "taken_at", "withdrawn_at")
    steps = PassStep.objects.filter(at__gt=floor).order_by()
    yield from steps.values_list("work_pass__person", "at")
