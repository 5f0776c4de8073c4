"""Runs are taken once, through any door and in any order; boards follow, and withdrawing a device equals never having had it."""

import random
import threading
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from xinlian.boards.actions import boards
from xinlian.boards.models import Board, BoardEntry
from xinlian.boards.queries import ranks
from xinlian.boards.rooms import thaw
from xinlian.notices.models import Notice
from xinlian.rows.refusals import Refused
from xinlian.simulators.actions import machines, taking, trainees
from xinlian.simulators.actions.standings import fill
from xinlian.simulators.models import Device, Run, StrayRun, Trainee, Turn
from xinlian.simulators.tests.world import DAY, HOUR, MINUTE, base
from xinlian.testing.make import make_officer, make_person, make_union

WRITERS = 6


def order(board: Board) -> list[tuple[int, int, str]]:
    """A whole board: rank, person, marks, equal to a sort by the engine's count of each key."""
    entries = list(BoardEntry.objects.filter(board=board).order_by("okey", "person_id"))
    keys = [one.okey for one in entries]
    found = []
    for one in entries:
        rank = sum(key < one.okey for key in keys) + 1
        place = ranks.place_of(board, one.person)
        assert place is not None
        assert place.rank == rank
        found.append((rank, one.person_id, f"{place.marks} {place.seconds}"))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"number": "12345678"}, "run_for_nobody"),
        ({"number": ""}, "run_for_nobody"),
        ({"scenario": "L9"}, "run_of_no_scenario"),
        ({"marks": None}, "run_marks_no_number"),
        ({"marks": Decimal("NaN")}, "run_marks_no_number"),
        ({"marks": Decimal("Infinity")}, "run_marks_no_number"),
        ({"marks": Decimal("100.001")}, "run_marks_range"),
        ({"marks": Decimal("-0.001")}, "run_marks_range"),
        ({"seconds": -1}, "run_seconds_range"),
        ({"seconds": 86_401}, "run_seconds_range"),
        ({"mode": "exam"}, "run_mode_unknown"),
        ({"ended_at": 365 * DAY}, "run_from_the_future"),
        ({"ended_at": 11 * MINUTE}, "run_from_the_future"),
        ({"ended_at": -401 * DAY}, "run_too_old"),
        ({"faults": (("", 1),)}, "run_faults_wrong"),
        ({"faults": (("x", 0),)}, "run_faults_wrong"),
        ({"faults": tuple((f"f{n}", 1) for n in range(51))}, "run_faults_wrong"),
        ({"registration": str(uuid.uuid4())}, "run_registration_of_another"),
        ({"registration": "x"}, "run_registration_of_another"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason_and_kept(more: dict[str, Any], code: str) -> None:
    made = base(1)
    if "ended_at" in more:
        more = {"ended_at": made.now + more["ended_at"]}
    said = made.said(made.people[0], **more) if "marks" not in more else made.said(made.people[0])
    if "marks" in more:
        said = type(said)(**{name: getattr(said, name) for name in type(said).__slots__} | more)
    uid = uuid.uuid4()
    for _ in range(2):
        assert [one.code for one in made.take(said, uid=uid)] == [code]
    stray = StrayRun.objects.get()
    assert (stray.code, stray.device, stray.said["uid"]) == (code, made.device, str(uid))
    assert not Run.objects.exists()


@pytest.mark.django_db
def test_a_machine_gone_wrong_fills_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "MOST_STRAYS", 3)
    made = base(1)
    assert {one.code for one in made.take(*(made.said(made.people[0], 101 + n) for n in range(6)))} == {
        "run_marks_range"
    }
    assert StrayRun.objects.count() == 3


@pytest.mark.django_db
def test_what_is_not_said_of_somebody_listed_stays() -> None:
    made = base(1)
    person = made.people[0].person
    trainees.enlist(union=made.union, people=[person], site="九标", by=made.officer, at=made.now)
    assert Trainee.objects.get().label == "九标 · 甲班"
    trainees.settle_in(trainee=made.people[0], site="", team="", by=made.officer, at=made.now)
    assert Trainee.objects.get().label == ""


@pytest.mark.django_db
def test_what_is_just_inside_is_taken() -> None:
    made = base(1)
    for more in (
        {"ended_at": made.now + 10 * MINUTE},
        {"ended_at": made.now - 400 * DAY},
        {"marks": "100"},
        {"marks": "0"},
        {"seconds": None},
        {"scenario": made.task.iri},
        {"mode": "practice"},
        {"faults": (("x", 1),)},
    ):
        assert [one.code for one in made.take(made.said(made.people[0], **more))] == [""]
    assert Run.objects.count() == 8


@pytest.mark.django_db
def test_the_same_run_is_taken_once_and_another_under_its_id_is_refused() -> None:
    made, uid = base(1), uuid.uuid4()
    said = made.said(made.people[0], "80.0")
    assert [(one.code, one.known) for one in made.take(said, uid=uid)] == [("", False)]
    again = made.said(made.people[0], "80")
    assert [(one.code, one.known) for one in made.take(again, uid=uid)] == [("", True)]
    assert [one.code for one in made.take(made.said(made.people[0], "81"), uid=uid)] == ["run_changed"]
    assert Run.objects.get().marks == 80


@pytest.mark.django_db
def test_one_bad_run_does_not_keep_the_others_back() -> None:
    made = base(2)
    one, other = made.people
    became = made.take(made.said(one), made.said(one, "101"), made.said(other))
    assert [taken.code for taken in became] == ["", "run_marks_range", ""]
    assert Run.objects.count() == 2


@pytest.mark.django_db
def test_another_union_s_trainee_is_nobody_here() -> None:
    made, elsewhere = base(1), base(1)
    assert [one.code for one in made.take(made.said(elsewhere.people[0]))] == ["run_for_nobody"]


@pytest.mark.django_db
def test_a_turn_is_one_attempt_of_one_person() -> None:
    made = base(2)
    one, other = made.people
    said = {"device": made.device, "scenario": made.task, "graded": True, "by": made.officer, "at": made.now}
    first = trainees.queue(trainee=one, client_uid=uuid.uuid4(), **said)
    assert trainees.queue(trainee=one, client_uid=first.client_uid, **said) == first
    with pytest.raises(Refused, match="turn_already"):
        trainees.queue(trainee=one, client_uid=uuid.uuid4(), **said)
    second = trainees.queue(trainee=other, client_uid=uuid.uuid4(), **(said | {"at": made.now + MINUTE}))
    called = trainees.call_next(device=made.device, by=None, at=made.now)
    assert called == first == trainees.call_next(device=made.device, by=None, at=made.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.filter(pk=second.pk).update(state="called")
    assert [one.kind for one in Notice.objects.filter(person=one.person)] == ["simulators.called"]
    registered = {"registration": str(first.uid)}
    assert [t.code for t in made.take(made.said(other, **registered))] == ["run_registration_of_another"]
    assert [t.code for t in made.take(made.said(one, **registered))] == [""]
    first.refresh_from_db()
    assert first.state == "done"
    assert [t.code for t in made.take(made.said(one, "99", **registered))] == ["run_attempt_used"]
    assert trainees.call_next(device=made.device, by=None, at=made.now) == second
    assert trainees.miss(turn=second, by=other.person, at=made.now)
    assert not trainees.miss(turn=second, by=other.person, at=made.now)
    assert trainees.call_next(device=made.device, by=None, at=made.now) is None


@pytest.mark.django_db
def test_two_runs_of_one_call_cannot_use_the_same_attempt() -> None:
    made = base(1)
    said = {"device": made.device, "scenario": made.task, "graded": True, "by": made.officer, "at": made.now}
    turn = trainees.queue(trainee=made.people[0], client_uid=uuid.uuid4(), **said)
    several = [made.said(made.people[0], marks, registration=str(turn.uid)) for marks in ("80", "90")]
    assert [one.code for one in made.take(*several)] == ["", "run_attempt_used"]


@pytest.mark.django_db
def test_who_may_what() -> None:
    made, stranger = base(1), make_person()
    said = {"device": made.device, "scenario": made.task, "graded": True, "at": made.now}
    with pytest.raises(Refused, match="role_trainer"):
        trainees.queue(trainee=made.people[0], client_uid=uuid.uuid4(), by=stranger, **said)
    turn = trainees.queue(trainee=made.people[0], client_uid=uuid.uuid4(), by=made.people[0].person, **said)
    with pytest.raises(Refused, match="role_trainer"):
        trainees.miss(turn=turn, by=stranger, at=made.now)
    neighbour = make_officer(make_union("乙县总工会"))
    for act in (machines.block, machines.withdraw_runs):
        more: dict[str, Any] = {"since": None} if act is machines.withdraw_runs else {}
        with pytest.raises(Refused, match="role_"):
            act(device=made.device, why="x", by=neighbour, at=made.now, **more)
    with pytest.raises(Refused, match="device_why_missing"):
        machines.block(device=made.device, why=" ", by=made.officer, at=made.now)
    for act in (machines.unblock, machines.put_back_runs, machines.renew_key):
        with pytest.raises(Refused, match="role_officer"):
            act(device=made.device, by=neighbour, at=made.now)


@pytest.mark.django_db
def test_only_graded_runs_rank_and_each_ladder_counts_as_it_says() -> None:
    made = base(3)
    one, other, third = made.people
    trainees.settle_in(trainee=third, site="二标", team="乙班", by=made.officer, at=made.now)
    best, last = made.ladder(), made.ladder(how="last")
    mean, twice = made.ladder(how="mean_best", of=2), made.ladder(fewest=2)
    team, days = made.ladder(site="二标", team="乙班"), made.ladder(since_on=(made.now - 3 * DAY).date())
    overall = made.ladder(simulator=None)
    made.take(made.said(one, "90", ended_at=made.now - 5 * DAY), made.said(one, "70", ended_at=made.now - DAY))
    made.take(made.said(other, "85"), made.said(other, "99", mode="practice"), made.said(third, "60"))
    marks = {
        ladder.pk: {entry.person_id: entry_marks(ladder.board, entry.person_id) for entry in ladder.board.entries.all()}
        for ladder in (best, last, mean, twice, team, days, overall)
    }
    a, b, c = (each.person_id for each in made.people)
    assert marks[best.pk] == {a: "90", b: "85", c: "60"}
    assert marks[last.pk] == {a: "70", b: "85", c: "60"}
    assert marks[mean.pk] == {a: "80", b: "85", c: "60"}
    assert marks[twice.pk] == {a: "90"}
    assert marks[team.pk] == {c: "60"}
    assert marks[days.pk] == {a: "70", b: "85", c: "60"}
    assert marks[overall.pk] == {a: "83.33", b: "75", c: "33.33"}
    trainees.settle_in(trainee=third, site="一标", team="甲班", by=made.officer, at=made.now)
    assert not team.board.entries.exists()
    assert "甲班" in best.board.entries.get(person=c).label


def entry_marks(board: Board, person: int) -> str:
    place = ranks.place_of(board, board.entries.get(person=person).person)
    assert place is not None
    return f"{(Decimal(place.marks) / 1000).normalize():f}"


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_withdrawing_a_device_s_runs_equals_never_having_had_them_in_any_order(seed: int) -> None:
    rng = random.Random(seed)
    here = base(4)
    bad, _key = machines.add_device(version=here.device.version, name="2 号机", place="", by=here.officer, at=here.now)
    ladders = [here.ladder(), here.ladder(how="mean"), here.ladder(how="last", fewest=2), here.ladder(simulator=None)]
    runs = [
        (here.said(rng.choice(here.people), rng.randrange(101), seconds=rng.choice([None, 100, 200]),
                   ended_at=here.now - rng.randrange(1000) * MINUTE), rng.choice([here.device, bad]))
        for _ in range(16)
    ]  # fmt: skip
    for said, device in runs:
        here.take(said, device=device)
    machines.block(device=bad, why="打分不准", by=here.officer, at=here.now)
    with_bad = [order(one.board) for one in ladders]
    count = machines.withdraw_runs(device=bad, since=None, why="打分不准", by=here.officer, at=here.now)
    assert count == sum(device == bad for _said, device in runs)
    withdrawn = [order(one.board) for one in ladders]
    Run.objects.all().delete()
    BoardEntry.objects.all().delete()
    Board.objects.all().delete()
    fresh = [here.ladder(), here.ladder(how="mean"), here.ladder(how="last", fewest=2), here.ladder(simulator=None)]
    clean = [said for said, device in runs if device != bad]
    rng.shuffle(clean)
    for said in clean:
        here.take(said)
    assert [order(one.board) for one in fresh] == withdrawn
    machines.unblock(device=bad, by=here.officer, at=here.now)
    bad.refresh_from_db()
    for said, device in runs:
        if device == bad:
            here.take(said, device=bad)
    assert [order(one.board) for one in fresh] == with_bad


@pytest.mark.django_db
def test_a_device_blocked_and_its_runs_withdrawn_and_put_back() -> None:
    made = base(1)
    ladder = made.ladder()
    made.take(made.said(made.people[0], "80", ended_at=made.now - 2 * HOUR), made.said(made.people[0], "90"))
    machines.withdraw_runs(device=made.device, since=made.now - 90 * MINUTE, why="坏了", by=made.officer, at=made.now)
    assert entry_marks(ladder.board, made.people[0].person_id) == "80"
    told = Notice.objects.get(person=made.people[0].person)
    assert (told.kind, told.facts["why"]) == ("simulators.withdrawn", "坏了")
    machines.block(device=made.device, why="坏了", by=made.officer, at=made.now)
    made.device.refresh_from_db()
    assert [one.code for one in made.take(made.said(made.people[0], "95"))] == ["run_device_blocked"]
    machines.put_back_runs(device=made.device, by=made.officer, at=made.now)
    assert entry_marks(ladder.board, made.people[0].person_id) == "90"


@pytest.mark.django_db
def test_a_frozen_board_stands_and_catches_up() -> None:
    made = base(2)
    ladder = made.ladder()
    made.take(made.said(made.people[0], "80"))
    boards.freeze(board=ladder.board, by=made.officer, at=made.now)
    assert [one.code for one in made.take(made.said(made.people[1], "90"))] == [""]
    assert [line[1] for line in order(ladder.board)] == [made.people[0].person_id]
    thaw(ladder.board, made.officer, made.now)
    assert [line[1] for line in order(ladder.board)] == [made.people[1].person_id, made.people[0].person_id]


@pytest.mark.django_db
def test_another_version_leaves_what_was_scored() -> None:
    made = base(1)
    overall = made.ladder(simulator=None)
    made.take(made.said(made.people[0], "80"))
    said: dict[str, Any] = {"full": Decimal(1000), "by": made.officer, "at": made.now}
    with pytest.raises(Refused, match="simulator_references"):
        machines.add_version(simulator=made.simulator, version="2", mean_ref=Decimal(600), sd_ref=None, **said)
    newer = machines.add_version(
        simulator=made.simulator, version="2", mean_ref=Decimal(600), sd_ref=Decimal(100), **said
    )
    with pytest.raises(Refused, match="simulator_version_already"):
        machines.add_version(simulator=made.simulator, version="2", mean_ref=None, sd_ref=None, **said)
    machines.set_version(device=made.device, version=newer, by=made.officer, at=made.now)
    made.device.refresh_from_db()
    assert [one.code for one in made.take(made.said(made.people[0], "650"))] == [""]
    assert entry_marks(overall.board, made.people[0].person_id) == "66.67"
    other = base(0, made.union)
    with pytest.raises(Refused, match="device_other_simulator"):
        machines.set_version(device=made.device, version=other.simulator.versions.get(), by=made.officer, at=made.now)


@pytest.mark.usefixtures("emptied_afterwards")
def test_writers_at_once_take_each_run_once_and_the_boards_are_true() -> None:
    made = base(3)
    ladders = [made.ladder(), made.ladder(how="mean"), made.ladder(simulator=None)]
    rng = random.Random(7)
    told = [taking.Told(uuid.uuid4(), made.said(rng.choice(made.people), rng.randrange(101)), {}) for _ in range(24)]
    broken: list[BaseException] = []

    def write(seed: int) -> None:
        own = list(told)
        random.Random(seed).shuffle(own)
        try:
            for begin in range(0, len(own), 3):
                became = taking.take(
                    simulator=made.simulator, version=made.device.version, device=made.device, door="post",
                    told=own[begin : begin + 3], by=None, at=made.now,
                )  # fmt: skip
                assert not [one.code for one in became if one.code]
        except BaseException as error:
            broken.append(error)
        finally:
            connection.close()

    running = [threading.Thread(target=write, args=(seed,)) for seed in range(WRITERS)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    assert not broken
    assert Run.objects.count() == len(told)
    found = [order(one.board) for one in ladders]
    with transaction.atomic():
        assert [fill(one, made.now) for one in ladders] == [0, 0, 0], "a recount moves nobody"
    assert [order(one.board) for one in ladders] == found
    assert Device.objects.get().heard_at == made.now
    assert Trainee.objects.filter(moved__gt=0).count() == 3
