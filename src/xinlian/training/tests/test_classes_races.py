"""Eight at the same moment, on real connections: one class in a room, one person in the last seat, nothing half made."""

from collections.abc import Callable

import pytest

from xinlian.enrolment.models import Application, Batch, Seat
from xinlian.enrolment.queries.seats import drift
from xinlian.testing.threads import outcomes
from xinlian.training.actions import classes, timetable
from xinlian.training.models import Session, Slot, TrainingClass
from xinlian.training.tests.classes_world import World, make_programme, make_world, sessions

THREADS = 8
pytestmark = pytest.mark.usefixtures("emptied_afterwards")


def holding(world: World, *, programmes: int) -> list[Callable[[], object]]:
    """Eight classes in the same room and hours, over so many programmes."""
    several = [world.programme, *(make_programme(world, f"培训{n}") for n in range(programmes - 1))]
    jobs: list[Callable[[], object]] = []
    for number in range(THREADS):
        one, programme = world.builder(), several[number % programmes]
        act = {"programme": programme, "people": [one], "room": world.rooms[0], "days": world.days}
        jobs.append(lambda act=act: classes.hold_class(by=world.officer, at=world.now, **act))
    return jobs


@pytest.mark.parametrize("programmes", [1, 8])
def test_eight_classes_in_one_room_and_one_is_held(programmes: int) -> None:
    world = make_world()
    assert sorted(outcomes(holding(world, programmes=programmes))) == ["", *["clash_room"] * 7]
    assert TrainingClass.objects.count() == Batch.objects.count() == Seat.objects.count() == 1
    assert Application.objects.count() == 1
    assert Session.objects.count() == 6
    assert Slot.objects.count() == 38
    assert drift() == []


def test_eight_for_the_last_seat_and_one_has_it() -> None:
    world = make_world()
    made = world.held(2, room=world.rooms[1])
    jobs: list[Callable[[], object]] = [
        lambda one=one: classes.add_person(training_class=made, builder=one, by=world.officer, at=world.now)
        for one in [world.builder() for _ in range(THREADS)]
    ]
    assert sorted(outcomes(jobs)) == ["", *["class_full"] * 7]
    assert Batch.objects.get().taken == Seat.objects.filter(state="accepted").count() == 3
    assert drift() == []


def test_one_person_added_eight_times_has_one_seat() -> None:
    world = make_world()
    made, one = world.held(1), world.builder()
    act = {"training_class": made, "builder": one, "by": world.officer, "at": world.now}
    assert sorted(outcomes([lambda: classes.add_person(**act)] * THREADS))[0] == ""
    assert Seat.objects.filter(application__person=one.person).count() == 1
    assert drift() == []


def test_sessions_of_eight_classes_moved_to_one_place() -> None:
    world = make_world()
    made = [world.held(1, days=[world.day(10 + 3 * n), world.day(11 + 3 * n)]) for n in range(THREADS)]
    target = sessions(made[0])[0].starts_at - 4 * (sessions(made[0])[0].ends_at - sessions(made[0])[0].starts_at)
    room = world.rooms[1]
    jobs: list[Callable[[], object]] = [
        lambda one=one: timetable.move_session(
            session=one, starts_at=target, room=room, trainer=None, by=world.officer, at=world.now
        )
        for one in [sessions(each)[0] for each in made]
    ]
    assert sorted(outcomes(jobs)) == ["", *["clash_room"] * 7]
    assert Slot.objects.filter(room=room).count() == 6
    assert Slot.objects.count() == 38 * THREADS
