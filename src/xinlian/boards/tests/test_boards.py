"""Boards: ranks equal to a recount after any posts and withdrawals, also by writers at once; withdrawing equals never having been."""

import random
import time
import uuid
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone

from xinlian.boards.actions import boards as actions
from xinlian.boards.actions import moving
from xinlian.boards.models import HISTOGRAM, Board, BoardBucket, BoardEntry, BoardMove
from xinlian.boards.queries import ranks as queries
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person, make_union
from xinlian.testing.threads import at_once

WRITERS = 8


def make_board(union: Union) -> Board:
    board = Board(union=union, title="试验榜", room="tests", about_uid=uuid.uuid4(), made_at=timezone.now())
    board.union_path, board.shard = union.union_path, union.shard
    board.save()
    return board


def post(board: Board, person: Person, marks: str | None, seconds: int | None = None) -> bool:
    wanted = moving.Wanted(board, person, None if marks is None else Decimal(marks), seconds)
    with transaction.atomic():
        return moving.put([wanted], timezone.now()) == 1


def exact(board: Board) -> None:
    """Every rank by the buckets is the rank by counting, and the buckets hold what the entries say."""
    keys = sorted(board.entries.values_list("okey", flat=True))
    for key in set(keys):
        assert queries.ahead(board, key) == sum(other < key for other in keys)
    for level, bucket in ((1, HISTOGRAM.coarse), (2, HISTOGRAM.fine)):
        held = dict(BoardBucket.objects.filter(board=board, level=level, count__gt=0).values_list("bucket", "count"))
        counted: dict[int, int] = {}
        for key in keys:
            counted[bucket(key)] = counted.get(bucket(key), 0) + 1
        assert held == counted


@pytest.mark.django_db
def test_ranks_are_standard_and_time_parts_equal_marks() -> None:
    board = make_board(make_union())
    people = [make_person() for _ in range(5)]
    for person, (marks, seconds) in zip(
        people, [("80", 60), ("90.5", None), ("90.5", 70), ("80", 60), ("0", 1)], strict=True
    ):
        assert post(board, person, marks, seconds)
    ranks = [(one.person, one.rank, one.marks, one.seconds) for one in queries.top(board)]
    assert [rank for _person, rank, _marks, _seconds in ranks] == [1, 2, 3, 3, 5]
    assert ranks[0][0] == people[2].pk
    assert ranks[1][2:] == (90_500, None)
    mine = queries.place_of(board, people[3])
    assert mine is not None
    assert mine.rank == 3
    assert {one.person for one in queries.around(board, mine, 1)} == {people[n].pk for n in (0, 1, 3, 4)}
    assert queries.size(board) == 5
    exact(board)


@pytest.mark.django_db
def test_the_same_again_moves_nothing_and_withdrawing_is_never_having_been() -> None:
    board, other = make_board(make_union()), make_board(make_union())
    people = [make_person() for _ in range(6)]
    for n, person in enumerate(people):
        post(board, person, str(10 * n))
    assert not post(board, people[3], "30")
    post(board, people[3], "99")
    assert post(board, people[3], None)
    assert not post(board, people[3], None)
    for n in (5, 0, 4, 1, 2):
        post(other, people[n], str(10 * n))
    told = [[(one.person, one.rank) for one in queries.top(one_board)] for one_board in (board, other)]
    assert told[0] == told[1]
    exact(board)
    assert queries.place_of(board, people[3]) is None


@pytest.mark.django_db
def test_a_frozen_board_stands() -> None:
    union = make_union()
    board, officer, person = make_board(union), make_officer(union), make_person()
    post(board, person, "50")
    snapshot = actions.freeze(board=board, by=officer, at=timezone.now())
    assert [line[0] for line in snapshot.lines] == [1]
    assert snapshot.sha256 == actions.digest([[1, str(board.entries.get().uid), 50_000, None]])
    with pytest.raises(Refused, match="board_frozen"):
        actions.freeze(board=board, by=officer, at=timezone.now())
    assert not post(board, person, "60")
    assert not post(board, make_person(), "60")
    assert queries.standing(board) == snapshot.lines
    with pytest.raises(Refused, match="role_trainer"):
        actions.thaw(board=board, by=person, at=timezone.now())
    actions.thaw(board=board, by=officer, at=timezone.now())
    assert post(board, person, "60")
    with pytest.raises(ValueError, match="between"):
        post(board, person, "10001")


def writer(board: Board, people: list[Person], seed: int, count: int) -> Callable[[], None]:
    """Moves people of chance, and takes some of them off."""

    def write() -> None:
        rng = random.Random(seed)
        for _ in range(count):
            marks = None if rng.random() < 0.2 else str(rng.randrange(100))
            post(board, rng.choice(people), marks, rng.randrange(3))

    return write


@pytest.mark.usefixtures("emptied_afterwards")
def test_eight_writers_at_once_leave_every_count_true() -> None:
    board = make_board(make_union())
    people = [make_person() for _ in range(6)]
    at_once(*(writer(board, people, seed, 25) for seed in range(WRITERS)))
    exact(board)
    assert queries.size(board) == BoardEntry.objects.filter(board=board).count()
    assert BoardMove.objects.filter(board=board).count() > WRITERS


@pytest.mark.usefixtures("emptied_afterwards")
def test_what_is_frozen_is_what_stands_whatever_is_on_its_way() -> None:
    union = make_union()
    board, officer = make_board(union), make_officer(union)
    people = [make_person() for _ in range(20)]
    kept: list[tuple[object, object]] = []

    def freeze() -> None:
        for _ in range(8):
            snapshot = actions.freeze(board=board, by=officer, at=timezone.now())
            time.sleep(0.02)
            kept.append((snapshot.lines, queries.standing(board)))
            actions.thaw(board=board, by=officer, at=timezone.now())

    at_once(freeze, *(writer(board, people, seed, 30) for seed in range(4)))
    assert len(kept) == 8
    assert all(frozen == later for frozen, later in kept)
    exact(board)
