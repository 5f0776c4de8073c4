"""Acts at once, on PostgreSQL and SQLite: boards opened, frozen and withdrawn from while runs come in stay true, nobody waits in a ring."""

import random
import threading
import uuid
from collections.abc import Callable

import pytest
from django.db import transaction

from xinlian.boards.actions import boards
from xinlian.boards.rooms import thaw
from xinlian.people.models import Person
from xinlian.simulators.actions import machines, trainees
from xinlian.simulators.actions.standings import fill
from xinlian.simulators.models import Ladder, Run, Turn
from xinlian.simulators.rules.runs import Said
from xinlian.simulators.tests.world import base
from xinlian.testing.threads import at_once


@pytest.mark.usefixtures("emptied_afterwards")
@pytest.mark.parametrize("seed", range(4))
def test_boards_opened_frozen_and_let_go_while_runs_come_in_are_true(seed: int) -> None:
    made = base(4)
    rng = random.Random(seed)
    frozen = made.ladder()
    said = [made.said(rng.choice(made.people), rng.randrange(101)) for _ in range(40)]
    opened: list[Ladder] = []

    def freeze_and_open() -> None:
        for _ in range(5):
            boards.freeze(board=frozen.board, by=made.officer, at=made.now)
            opened.append(made.ladder())
            thaw(frozen.board, made.officer, made.now)

    def take(mine: list[Said]) -> None:
        assert [one.code for said in mine for one in made.take(said)] == [""] * len(mine)

    at_once(freeze_and_open, lambda: take(said[:20]), lambda: take(said[20:]))
    assert Run.objects.count() == 40
    with transaction.atomic():
        assert [fill(one, made.now) for one in (frozen, *opened)] == [0] * 6, "a recount moves nobody"


@pytest.mark.usefixtures("emptied_afterwards")
def test_runs_that_come_in_while_a_device_s_are_withdrawn_and_put_back_stand_as_the_boards_say() -> None:
    made = base(6)
    ladder = made.ladder(how="last")

    def take() -> None:
        for marks in range(40):
            made.take(made.said(made.people[marks % 6], marks))

    def withdraw() -> None:
        for _ in range(15):
            machines.withdraw_runs(device=made.device, since=None, why="坏了", by=made.officer, at=made.now)
            machines.put_back_runs(device=made.device, by=made.officer, at=made.now)

    at_once(take, withdraw, take)
    with transaction.atomic():
        assert fill(ladder, made.now) == 0, "a recount moves nobody"


@pytest.mark.usefixtures("emptied_afterwards")
def test_people_moved_to_other_teams_in_any_order_while_they_train_wait_for_one_another_in_no_ring() -> None:
    made = base(5)
    made.ladder()
    people = [one.person for one in made.people]
    said = {"union": made.union, "by": made.officer, "at": made.now}

    def move(order: list[Person], team: str) -> None:
        for n in range(8):
            trainees.enlist(people=order, site="一标", team=f"{team}{n}", **said)

    def take() -> None:
        for marks in range(16):
            made.take(*(made.said(one, marks) for one in made.people))

    at_once(lambda: move(people, "甲"), lambda: move(people[::-1], "乙"), take)


@pytest.mark.usefixtures("emptied_afterwards")
def test_a_button_pressed_twice_at_once_is_one_turn() -> None:
    made = base(1)
    uid, gate = uuid.uuid4(), threading.Barrier(4)
    found: list[Turn] = []

    def press() -> None:
        gate.wait()
        found.append(
            trainees.queue(
                device=made.device, trainee=made.people[0], scenario=made.task, graded=True, client_uid=uid,
                by=made.people[0].person, at=made.now,
            )
        )  # fmt: skip

    at_once(*[press] * 4)
    assert Turn.objects.get() in found
    assert len({one.pk for one in found}) == 1


def while_open(act: Callable[[], object], other: Callable[[], object]) -> None:
    """`other` begins when `act` is done but not yet committed, which waits for it for a moment."""
    acted, ended = threading.Event(), threading.Event()

    def first() -> None:
        with transaction.atomic():
            act()
            acted.set()
            ended.wait(1)

    def second() -> None:
        acted.wait()
        other()
        ended.set()

    at_once(first, second)


@pytest.mark.usefixtures("emptied_afterwards")
def test_a_board_opened_while_a_run_is_being_taken_does_not_overlook_it() -> None:
    made = base(1)
    opened: list[Ladder] = []
    while_open(lambda: made.take(made.said(made.people[0])), lambda: opened.append(made.ladder()))
    assert opened[0].board.entries.get().person == made.people[0].person


@pytest.mark.usefixtures("emptied_afterwards")
def test_a_run_taken_while_its_device_s_runs_are_withdrawn_stands_as_the_board_says() -> None:
    made = base(2)
    one, other = made.people
    ladder = made.ladder()
    made.take(made.said(one, "70"))
    while_open(
        lambda: made.take(made.said(one, "80"), made.said(other, "90")),
        lambda: machines.withdraw_runs(device=made.device, since=None, why="坏了", by=made.officer, at=made.now),
    )
    with transaction.atomic():
        assert fill(ladder, made.now) == 0, "a recount moves nobody"
