"""Anybody can recompute a board from what it was reckoned from, also after it was frozen."""

import json
import random
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xinlian.boards.actions import boards
from xinlian.boards.models import Board
from xinlian.engines.ranking.ranking import rank
from xinlian.engines.ranking.reading import from_json
from xinlian.people.models import Person
from xinlian.simulators.actions import machines
from xinlian.simulators.tests.world import DAY, HOUR, MINUTE, Base, base
from xinlian.testing.make import make_person

pytestmark = pytest.mark.django_db


def download(board: Board, person: Person) -> Any:
    client = Client()
    client.force_login(person)
    return client.get(reverse("boards:marks", args=[board.uid]))


def recomputed(board: Board, person: Person) -> int:
    """How many the engine ranks as the board does; it ranks nobody else and nobody otherwise."""
    table = from_json(download(board, person).content.decode())
    standings = {one.entry.id: (one.rank, one.total) for one in rank(table.entries, table.rule)}
    assert standings == {uid: (place, total) for uid, (place, total) in table.published.items()}
    return len(standings)


def played(made: Base, seed: int) -> None:
    rng = random.Random(seed)
    for number in range(24):
        said = made.said(
            rng.choice(made.people),
            rng.choice([70, 80, 80, 95.5, 100]),
            seconds=rng.choice([None, 200, 300]),
            ended_at=made.now - HOUR - number * rng.randrange(1, 90) * MINUTE,
            mode=rng.choice(["graded", "graded", "practice"]),
        )
        made.take(said)


@pytest.mark.parametrize("seed", range(4))
def test_a_board_is_recomputed_by_its_file(seed: int) -> None:
    made = base(5)
    other = machines.add_simulator(
        union=made.union, kind="paver", name="摊铺", version="1", full=100, mean_ref=60, sd_ref=8,  # type: ignore[arg-type]
        by=made.officer, at=made.now,
    )  # fmt: skip
    task = machines.add_scenario(simulator=other, code="L1", name="摊铺", by=made.officer, at=made.now)
    several: list[dict[str, Any]] = [
        {}, {"how": "last"}, {"how": "first"}, {"how": "mean", "fewest": 2}, {"how": "mean_best", "of": 2},
        {"simulator": None}, {"simulator": None, "how": "mean"}, {"since_on": (made.now - 2 * DAY).date()},
        {"simulator": other},
    ]  # fmt: skip
    ladders = [made.ladder(**one) for one in several]
    played(made, seed)
    second = Base(made.union, made.officer, other, made.device, made.key, task, made.people, made.now)
    second.device = machines.add_device(
        version=other.versions.get(), name="2 号机", place="", by=made.officer, at=made.now
    )[0]
    played(second, seed + 10)
    for ladder in ladders:
        assert recomputed(ladder.board, made.officer) == ladder.board.entries.count()


def test_a_frozen_board_is_recomputed_as_it_stood() -> None:
    made = base(3)
    ladder = made.ladder()
    made.take(*(made.said(one, 70) for one in made.people))
    boards.freeze(board=ladder.board, by=made.officer, at=made.now)
    made.now += MINUTE
    made.take(made.said(made.people[0], 99))
    machines.withdraw_runs(device=made.device, since=None, why="坏了", by=made.officer, at=made.now)
    ladder.board.refresh_from_db()
    assert recomputed(ladder.board, made.officer) == 3


def test_the_file_has_no_names_and_is_for_those_on_the_board() -> None:
    made = base(2)
    ladder = made.ladder()
    made.take(*(made.said(one, 70) for one in made.people))
    text = json.dumps(download(ladder.board, made.people[0].person).json(), ensure_ascii=False)
    for one in made.people:
        assert one.number not in text
        assert one.person.name not in text
    assert download(ladder.board, make_person()).status_code == 404
