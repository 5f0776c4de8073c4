"""What the base counts of teams by month, each against what the test put there; and how often it asks."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from xinlian.people.models import Person
from xinlian.training.models import HoursElsewhere, Team
from xinlian.training.queries import hours as hours_queries
from xinlian.training.queries import season_counts as counts
from xinlian.training.rules import season as rules
from xinlian.training.tests.season_world import DAY, HOUR, JUNE, MAY, NOW, Contest

pytestmark = pytest.mark.django_db
IN_MAY = NOW - 30 * DAY
JULY = datetime.date(2030, 7, 31)


@pytest.fixture
def base() -> Contest:
    return Contest()


def months(first: datetime.date = MAY, last: datetime.date = JULY) -> counts.Months:
    return counts.Months(first, last, NOW)


def shares(found: counts.Found) -> dict[tuple[int, datetime.date], tuple[Decimal, int]]:
    return {key: (one.top, one.bottom) for key, one in found.items()}


def leave(builder: object, on: datetime.date) -> None:
    builder.left_on = on  # type: ignore[attr-defined]
    builder.save()  # type: ignore[attr-defined]


def test_heads_are_who_was_there_on_a_day_of_the_month(base: Contest) -> None:
    base.people(2, base.team, days=100)
    late = base.add_builder(NOW - 2 * DAY, base.team)
    gone, lately = base.people(2, base.welders)
    leave(gone, datetime.date(2030, 4, 30))
    leave(lately, datetime.date(2030, 6, 1))
    base.add_builder(NOW - 50 * DAY, base.team).delete()
    assert late.team == base.team
    assert {key: int(one.top) for key, one in counts.heads(base.project, months()).items()} == {
        (base.team.pk, MAY): 2,
        (base.team.pk, JUNE): 3,
        (base.welders.pk, MAY): 1,
        (base.welders.pk, JUNE): 1,
    }


def test_days_outside_the_season_do_not_count(base: Contest) -> None:
    [one] = base.people(1, base.team)
    span = months(datetime.date(2030, 5, 10), JULY)
    base.seen(one, 3, datetime.datetime(2030, 5, 9, 23, 59, tzinfo=timezone.get_current_timezone()))
    base.seen(one, 5, datetime.datetime(2030, 5, 10, tzinfo=timezone.get_current_timezone()))
    base.seen(one, 7, NOW + DAY)
    assert counts.points(base.project, span) == {(base.team.pk, MAY): 5}


def test_hours_are_sessions_to_which_they_came_and_those_noted_elsewhere(base: Contest) -> None:
    first, second = base.people(2, base.team)
    [other] = base.people(1, base.bridge)
    may, june = base.session(IN_MAY, 90), base.session(NOW - 5 * DAY, 120)
    for one in (first, second):
        base.came(one, may)
    base.came(first, june)
    base.came(other, june)
    base.came(second, june, undone_at=NOW)
    HoursElsewhere.objects.create(
        builder=second,
        tier="team",
        minutes=45,
        on=NOW.date(),
        what="班前",
        noted_at=NOW,
        client_uid=base.project.uid,
        **base.own,
    )
    found = counts.hours(base.project, months())
    assert found == {(base.team.pk, MAY): 180, (base.team.pk, JUNE): 165, (base.bridge.pk, JUNE): 120}
    whole = hours_queries.of_many([first, second, other], base.project, NOW.date())
    assert sum(one.total for one in whole) == sum(found.values()), "as each one's own hours say"


def test_who_came_back_to_another_team_counts_where_they_were(base: Contest) -> None:
    [before] = base.people(1, base.team)
    leave(before, datetime.date(2030, 6, 10))
    again = base.add_builder(NOW - 8 * DAY, base.welders, before.person)
    base.came(before, base.session(NOW - 12 * DAY, 60))
    base.came(again, base.session(NOW - 5 * DAY, 30))
    assert counts.hours(base.project, months()) == {(base.team.pk, JUNE): 60, (base.welders.pk, JUNE): 30}
    base.ran(again, 80, NOW - 5 * DAY)
    assert list(counts.simulators(base.project, months())) == [(base.welders.pk, JUNE)]


def test_cleared_is_as_was_decided_by_the_end_of_the_month(base: Contest) -> None:
    first, second, third, gone = base.people(4, base.team)
    base.decided(first, NOW - 60 * DAY)
    base.decided(first, NOW - 5 * DAY, ok=False)
    base.decided(second, NOW - 5 * DAY)
    base.decided(third, NOW - 40 * DAY, days=12)  # over before the end of May
    base.decided(gone, NOW - 60 * DAY)
    leave(gone, datetime.date(2030, 6, 15))
    assert shares(counts.cleared(base.project, months())) == {
        (base.team.pk, MAY): (Decimal(2), 4),
        (base.team.pk, JUNE): (Decimal(1), 3),
    }


def test_only_the_first_time_somebody_sits_a_paper_counts(base: Contest) -> None:
    first, second = base.people(2, base.team)
    may, june = base.add_class(IN_MAY), base.add_class(NOW - 5 * DAY)
    base.sat(first, may, 59)
    base.sat(first, june, 90)
    base.sat(second, june, 60)
    assert shares(counts.exams(base.project, months())) == {
        (base.team.pk, MAY): (Decimal(0), 1),
        (base.team.pk, JUNE): (Decimal(1), 1),
    }


def test_an_exam_that_is_not_published_tells_nothing(base: Contest) -> None:
    [one] = base.people(1, base.team)
    held = base.add_class(NOW - 5 * DAY)
    base.sat(one, held, 90)
    type(held.exam).objects.filter(pk=held.exam.pk).update(state="set", published_at=None)  # type: ignore[union-attr]
    assert counts.exams(base.project, months()) == {}


def test_of_simulators_the_best_graded_run_of_each_as_percent(base: Contest) -> None:
    first, second = base.people(2, base.team)
    base.ran(first, 60, NOW - 3 * DAY)
    base.ran(first, 90, NOW - 2 * DAY)
    base.ran(first, 99, NOW - DAY, mode="practice")
    base.ran(first, 99, NOW - DAY, withdrawn_at=NOW, withdrawn_why="坏")
    base.ran(second, 40, NOW - DAY, full=50)
    base.ran(second, 10, IN_MAY)
    assert shares(counts.simulators(base.project, months())) == {
        (base.team.pk, MAY): (Decimal(10), 1),
        (base.team.pk, JUNE): (Decimal(170), 2),
    }


def test_a_violation_that_was_withdrawn_does_not_count(base: Contest) -> None:
    [one] = base.people(1, base.team)
    base.seen(one, 3, NOW - DAY)
    base.seen(one, 5, NOW - DAY, withdrawn_at=NOW)
    assert counts.points(base.project, months()) == {(base.team.pk, JUNE): 3}


def test_nobody_of_another_project_counts(base: Contest) -> None:
    other = Contest()
    [theirs] = other.people(1, other.team)
    person: Person = theirs.person
    held = other.session(NOW - 5 * DAY)
    other.came(theirs, held)
    other.sat(theirs, held.training_class, 90)
    base.add_builder(NOW - 90 * DAY, base.team, person)
    found = counts.counted(base.project, months(), [rules.HOURS, rules.EXAMS, rules.POINTS, rules.CLEARED])
    assert found[rules.EXAMS] == {}
    assert {one.top for one in found[rules.HOURS].values()} == {0}


def test_many_teams_are_asked_for_as_often_as_few(base: Contest) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            counts.counted(base.project, months(), rules.KNOWN)
        return len(seen)

    people = base.people(2)
    held = base.session(NOW - 5 * DAY)
    base.came(people[0], held)
    few = asked()
    several: list[Team] = [base.add_team(f"班{n}") for n in range(12)]
    for one in base.people(3, *several):
        base.decided(one, NOW - HOUR)
        base.came(one, held)
        base.sat(one, held.training_class, 80)
    assert asked() == few <= 12
