"""What is known of many builders at once: medicals, attendance, hours, exams, runs, points. A few queries whatever the number."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Max, Q
from django.utils import timezone

from xinlian.assessment.models import Sitting
from xinlian.enrolment.models import Attendance, Seat
from xinlian.simulators.models import Run
from xinlian.training.models import (
    Builder,
    HoursElsewhere,
    HoursRule,
    Medical,
    PointsRule,
    Project,
    Session,
    TradeDemand,
    TrainingClass,
    Violation,
)
from xinlian.training.rules import ages, hours, medical, points

CAME = ("accepted", "attended", "missed")


def checks(builders: Collection[int]) -> dict[int, medical.Check]:
    """The medical check that counts of each builder, by the builder's key; who has none is left out."""
    found: dict[int, list[medical.Check]] = defaultdict(list)
    for one in Medical.objects.filter(builder__in=builders, withdrawn_at=None):
        found[one.builder_id].append(medical.Check(one.checked_on, one.valid_until, medical.opened(one.found)))
    return {key: check for key, several in found.items() if (check := medical.newest(several)) is not None}


def demands(project: Project, on: datetime.date) -> dict[int | None, TradeDemand]:
    """What each trade asks on a day; None for those without a row of their own."""
    rows = TradeDemand.objects.filter(project=project, effective_on__lte=on).order_by("effective_on")
    return {row.trade_id: row for row in rows}


def demand_of(found: Mapping[int | None, TradeDemand], trade_id: int) -> tuple[ages.AgeRule, tuple[str, ...]]:
    """The age rule and the restrictions that bar a trade."""
    row = found.get(trade_id) or found.get(None)
    if row is None:
        return ages.AgeRule(), ()
    return ages.AgeRule(row.least_age, row.most_age_men, row.most_age_women), tuple(row.barred_by)


def hours_asked(project: Project, on: datetime.date) -> list[hours.Asked]:
    """The hours that are asked on a day: the newest row of each kind."""
    rows = HoursRule.objects.filter(project=project, effective_on__lte=on).order_by("effective_on")
    newest = {(row.tier, row.every_year): row for row in rows}
    return [
        hours.Asked(row.tier, row.minutes, row.within_days, row.every_year) for row in newest.values() if row.minutes
    ]


def points_rule(project: Project, on: datetime.date) -> points.Rule:
    """How many points lead to what, on a day."""
    row = PointsRule.objects.filter(project=project, effective_on__lte=on).order_by("-effective_on").first()
    return points.Rule(row.retrain_at, row.suspend_at, row.days) if row else points.Rule()


def violations(builders: Collection[int]) -> dict[int, list[points.Seen]]:
    """Those that stand, by the builder's key."""
    found: dict[int, list[points.Seen]] = defaultdict(list)
    rows = Violation.objects.filter(builder__in=builders, withdrawn_at=None)
    for key, several, seen_at in rows.values_list("builder", "points", "seen_at"):
        found[key].append(points.Seen(several, timezone.localdate(seen_at)))
    return found


Attended = Mapping[tuple[int, int], Collection[str]]


def seats(people: Collection[int], classes: Iterable[int]) -> dict[tuple[int, int], Seat]:
    """The seat of each person in each class, by (person, class): those that stood when the class began."""
    rows = Seat.objects.filter(
        application__person__in=people, batch__training_class__in=list(classes), state__in=CAME
    ).annotate(class_id=F("batch__training_class"), person_id=F("application__person"))
    return {(row.person_id, row.class_id): row for row in rows}


def attended(people: Collection[int], classes: Iterable[int]) -> Attended:
    """The codes of the sessions somebody was at, by (person, class)."""
    rows = Attendance.objects.filter(
        seat__application__person__in=people, seat__batch__training_class__in=list(classes), undone_at=None
    ).values_list("seat__application__person", "seat__batch__training_class", "session")
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for person, one, code in rows:
        found[person, one].add(code)
    return found


def sessions(classes: Iterable[int]) -> dict[int, list[Session]]:
    """The timetable of classes, by class."""
    found: dict[int, list[Session]] = defaultdict(list)
    for one in Session.objects.filter(training_class__in=list(classes)).select_related("subject"):
        found[one.training_class_id].append(one)
    return found


def missing(timetable: Sequence[Session], codes: Collection[str]) -> list[Session]:
    """The sessions of a class that somebody was not at, nor at one that makes up for them."""
    made_up = {one.makes_up_id for one in timetable if one.makes_up_id and one.code in codes}
    return [one for one in timetable if one.makes_up_id is None and one.code not in codes and one.pk not in made_up]


def taught(
    builders: Sequence[Builder], timetables: Mapping[int, Sequence[Session]], came: Attended
) -> dict[int, list[hours.Taught]]:
    """Minutes by tier and day of each builder: sessions they were at, and hours noted elsewhere."""
    by_person = {one.person_id: one.pk for one in builders}
    found: dict[int, list[hours.Taught]] = defaultdict(list)
    for (person, training_class), codes in came.items():
        for one in timetables.get(training_class, ()):
            if one.code in codes and person in by_person:
                length = round((one.ends_at - one.starts_at).total_seconds() / 60)
                day = timezone.localdate(one.starts_at)
                found[by_person[person]].append(hours.Taught(one.subject.tier, length, day))
    for noted in HoursElsewhere.objects.filter(builder__in=by_person.values()):
        found[noted.builder_id].append(hours.Taught(noted.tier, noted.minutes, noted.on))
    return found


def classes_of(people: Collection[int], project: Project) -> list[TrainingClass]:
    """Every class of a project in which one of these people had a seat, with its programme."""
    held = Seat.objects.filter(application__person__in=people, state__in=CAME).order_by()
    rows = TrainingClass.objects.filter(programme__project=project, batch__in=held.values("batch"))
    return list(rows.select_related("programme", "batch").prefetch_related("programme__trades"))


@dataclass(frozen=True, slots=True)
class Sat:
    """The best published result of somebody in one exam: when it opened, and whether they passed."""

    opens_at: datetime.datetime
    passed: bool


def sat(people: Collection[int], papers: Collection[int]) -> dict[tuple[int, int], list[Sat]]:
    """Published results by (person, paper), whichever exam of the paper it was: a retake is an exam of its own."""
    rows = Sitting.objects.filter(
        person__in=people, exam__paper__in=papers, exam__state="published", ended_at__isnull=False
    )
    found: dict[tuple[int, int], list[Sat]] = defaultdict(list)
    for person, paper, _exam, opens_at, least, best in (
        rows.values_list("person", "exam__paper", "exam", "exam__opens_at", "exam__paper__pass_marks")
        .annotate(best=Max("marks"))
        .order_by()
    ):
        found[person, paper].append(Sat(opens_at, best is not None and best >= least))
    return found


def best_runs(people: Collection[int], scenarios: Collection[int]) -> dict[tuple[int, int], Decimal]:
    """The best graded marks that stand, by (person, scenario)."""
    rows = Run.objects.filter(Q(mode="graded", withdrawn_at=None), trainee__person__in=people, scenario__in=scenarios)
    return {
        (person, scenario): best
        for person, scenario, best in rows.values_list("trainee__person", "scenario")
        .annotate(best=Max("marks"))
        .order_by()
    }
