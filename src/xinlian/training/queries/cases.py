"""All that decides whether builders may go to work, put together for `rules.clearance`."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from xinlian.training.models import Builder, Programme, Project, Session, Task, TrainingClass
from xinlian.training.queries import facts, standing
from xinlian.training.queries.waiting import teaches
from xinlian.training.rules import ages, clearance

CHUNK = 500
EVERY: list[int | None] = [None]


@dataclass(frozen=True, slots=True)
class Known:
    """What was fetched for a chunk of builders of one project."""

    project: Project
    on: datetime.date
    programmes: Mapping[int | None, Programme]
    classes: Sequence[TrainingClass]
    timetables: Mapping[int, Sequence[Session]]
    came: facts.Attended
    seats: Mapping[tuple[int, int], object]
    sat: Mapping[tuple[int, int], Sequence[facts.Sat]]
    tasks: Mapping[int, Sequence[Task]]
    runs: Mapping[tuple[int, int], Decimal]
    halts: Mapping[int, clearance.Halt]


def cases(builders: Sequence[Builder], on: datetime.date) -> dict[int, clearance.Case]:
    """The case of each builder on a day, by the builder's key. Builders come with person and project."""
    found: dict[int, clearance.Case] = {}
    by_project: dict[int, list[Builder]] = {}
    for one in builders:
        by_project.setdefault(one.project_id, []).append(one)
    for several in by_project.values():
        for start in range(0, len(several), CHUNK):
            found |= _cases(several[start : start + CHUNK], on)
    return found


def _known(builders: Sequence[Builder], on: datetime.date) -> Known:
    project, people, programmes = (
        builders[0].project,
        [one.person_id for one in builders],
        _programmes(builders[0].project),
    )
    classes = facts.classes_of(people, project)
    keys = [one.pk for one in classes]
    tasks: dict[int, list[Task]] = {}
    for task in Task.objects.filter(programme__project=project).select_related("scenario"):
        tasks.setdefault(task.programme_id, []).append(task)
    scenarios = {task.scenario_id for several in tasks.values() for task in several}
    known = [*programmes.values(), *(one.programme for one in classes)]
    papers = {one.paper_id for one in known if one.paper_id}
    return Known(
        project,
        on,
        programmes,
        classes,
        facts.sessions(keys),
        facts.attended(people, keys),
        facts.seats(people, keys),
        facts.sat(people, papers) if papers else {},
        tasks,
        facts.best_runs(people, scenarios) if scenarios else {},
        standing.halts(project, people),
    )


def _cases(builders: Sequence[Builder], on: datetime.date) -> dict[int, clearance.Case]:
    known, keys = _known(builders, on), [one.pk for one in builders]
    checks, asked = facts.checks(keys), facts.hours_asked(known.project, on)
    demands, rule, seen = facts.demands(known.project, on), facts.points_rule(known.project, on), facts.violations(keys)
    taught = facts.taught(builders, known.timetables, known.came)
    found = {}
    for one in builders:
        number = number_of(one)
        age_rule, barred_by = facts.demand_of(demands, one.trade_id)
        entry, refresher = _entry(one, known), _last_done(one, known, ("refresher",))
        programme = entry.programme if entry else _programme(one, known)
        found[one.pk] = clearance.Case(
            name=one.person.name,
            has_id=bool(one.person.id_key),
            born=born_on(one),
            man=ages.is_man(number),
            age_rule=age_rule,
            check=checks.get(one.pk),
            barred_by=barred_by,
            came_on=timezone.localdate(one.here_since),
            attended=entry is not None and bool(known.timetables.get(entry.pk)),
            sessions_missing=_missing(one, entry, known),
            taught=taught.get(one.pk, []),
            hours_asked=asked,
            theory=_theory(one, entry, known),
            practical=_practical(one, programme, known),
            violations=seen.get(one.pk, []),
            points_rule=rule,
            refreshed_on=_ended(refresher),
            trained_on=_ended(_last_done(one, known, ("entry", "refresher", "yearly"))),
            pass_months=programme.pass_months if programme else 12,
            left_on=one.left_on,
            halt=known.halts.get(one.person_id),
        )
    return found


def _classes(one: Builder, known: Known, kinds: Sequence[str]) -> list[TrainingClass]:
    """The classes of some kinds for somebody's trade in which they had a seat, and that began; the first one first."""
    mine = [
        each
        for each in known.classes
        if (one.person_id, each.pk) in known.seats
        and each.programme.kind in kinds
        and timezone.localdate(each.batch.starts_at) <= known.on
        and teaches(each.programme, one.trade_id)
    ]
    return sorted(mine, key=lambda each: each.batch.starts_at)


def _done(one: Builder, training_class: TrainingClass, known: Known) -> bool:
    """Whether somebody was at everything; a refresher or a yearly class also has to be over, with its exam passed."""
    if _missing(one, training_class, known) or not known.timetables.get(training_class.pk):
        return False
    if training_class.programme.kind == "entry":
        return True
    paper, began = training_class.programme.paper_id, training_class.batch.starts_at
    passed = any(each.passed and each.opens_at >= began for each in known.sat.get((one.person_id, paper or 0), ()))
    return training_class.finished_at is not None and (paper is None or passed)


def _last_done(one: Builder, known: Known, kinds: Sequence[str]) -> TrainingClass | None:
    return next((each for each in reversed(_classes(one, known, kinds)) if _done(one, each, known)), None)


def _entry(one: Builder, known: Known) -> TrainingClass | None:
    """The entry class that counts: the last one that was finished, else the last that began."""
    several = _classes(one, known, ("entry",))
    return _last_done(one, known, ("entry",)) or (several[-1] if several else None)


def _programme(one: Builder, known: Known) -> Programme | None:
    """The programme that a trade enters by: one of its own, else one for all trades."""
    return known.programmes.get(one.trade_id) or known.programmes.get(None)


def number_of(one: Builder) -> str:
    """The number of a document that says when somebody was born; "" of others."""
    return (one.person.id_number or "") if one.person.id_type in ("mainland", "residence") else ""


def born_on(one: Builder) -> datetime.date | None:
    """By the number, else as an officer noted it."""
    return ages.birthday(number_of(one)) or (datetime.date.fromisoformat(one.born) if one.born else None)


def entry_programme(project: Project, trade_id: int) -> Programme | None:
    """The programme that a trade enters a project by."""
    found = _programmes(project)
    return found.get(trade_id) or found.get(None)


def _programmes(project: Project) -> dict[int | None, Programme]:
    rows = Programme.objects.filter(project=project, kind="entry").exclude(offering__state__in=("draft", "cancelled"))
    found: dict[int | None, Programme] = {}
    for row in rows.order_by("-id").select_related("offering").prefetch_related("trades"):
        found |= dict.fromkeys([trade.pk for trade in row.trades.all()] or EVERY, row)
    return found


def _missing(one: Builder, entry: TrainingClass | None, known: Known) -> int:
    if entry is None:
        return 0
    codes = known.came.get((one.person_id, entry.pk), ())
    return len(facts.missing(known.timetables.get(entry.pk, ()), codes))


def _theory(one: Builder, entry: TrainingClass | None, known: Known) -> clearance.Theory:
    """The exam of the programme whose class counts; nothing is said of it to those who have no class yet."""
    paper = entry.programme.paper_id if entry else None
    results = known.sat.get((one.person_id, paper), ()) if paper else ()
    return clearance.Theory(asked=paper is not None, passed=any(each.passed for each in results), sat=bool(results))


def _practical(one: Builder, programme: Programme | None, known: Known) -> list[clearance.Practical]:
    if programme is None:
        return []
    found = []
    for task in known.tasks.get(programme.pk, ()):
        if task.trade_id not in (None, one.trade_id):
            continue
        best = known.runs.get((one.person_id, task.scenario_id))
        found.append(
            clearance.Practical(
                name=task.scenario.name,
                least=f"{task.least_marks.normalize():f}",
                best=None if best is None else f"{best.normalize():f}",
                passed=best is not None and best >= task.least_marks,
            )
        )
    return found


def _ended(training_class: TrainingClass | None) -> datetime.date | None:
    return timezone.localdate(training_class.batch.ends_at) if training_class else None


def of(builder: Builder, on: datetime.date) -> clearance.Case:
    """The case of one builder."""
    return cases([builder], on)[builder.pk]


def verdict(builder: Builder, on: datetime.date) -> clearance.Verdict:
    """Whether one builder may go to work on a day."""
    return clearance.decide(of(builder, on), on)
