"""Runs from tables: bad rows named, good ones taken, twice is once, and no other union's simulator."""

from pathlib import Path

import pytest
from django.utils import timezone

from xinlian.people.models import Person
from xinlian.sheets.commands import import_file
from xinlian.sheets.models import Upload
from xinlian.sheets.tests.books import book
from xinlian.simulators.models import Run, StrayRun
from xinlian.simulators.tests.world import DAY, HOUR, Base, base

pytestmark = pytest.mark.django_db
HEADERS = ["学员编号", "科目", "成绩", "结束时间", "用时秒", "类型", "记录号"]


def row(made: Base, **more: object) -> list[object]:
    ended = f"{timezone.localtime(made.now - HOUR):%Y-%m-%d %H:%M:%S}"
    said = {"number": made.people[0].number, "task": "L1", "marks": "86.5", "at": ended, "seconds": 300, "mode": ""}
    return list({**said, "uid": "", **more}.values())


def bring(path: Path, rows: list[list[object]], made: Base, by: Person | None = None, *, dry: bool = False) -> Upload:
    file = book(path / "runs.xlsx", ("成绩", [HEADERS, *rows]))
    options = {"simulator": str(made.simulator.uid)}
    return import_file(kind="runs", path=file, by=by or made.officer, at=timezone.now(), options=options, dry=dry)


def test_good_rows_are_taken_and_bad_ones_named(tmp_path: Path) -> None:
    made = base(2)
    ladder = made.ladder()
    tomorrow = f"{timezone.localtime(made.now + DAY):%Y-%m-%d %H:%M}"
    earlier = f"{timezone.localtime(made.now - DAY):%Y-%m-%d %H:%M}"
    rows = [
        row(made),
        row(made, number=made.people[1].number, mode="练习"),
        row(made, number="12345678"),
        row(made, task="L9"),
        row(made, marks="一百", at=earlier),
        row(made, marks="100.5", at=earlier),
        row(made, at="昨天"),
        row(made, at=tomorrow),
        row(made, mode="考考"),
        row(made),
    ]
    upload = bring(tmp_path, rows, made)
    assert list(upload.problems.order_by("row").values_list("row", "code")) == [
        (4, "run_for_nobody"),
        (5, "run_of_no_scenario"),
        (6, "run_marks_no_number"),
        (7, "run_marks_range"),
        (8, "run_time_unreadable"),
        (9, "run_from_the_future"),
        (10, "run_mode_unknown"),
    ]
    assert (upload.new, upload.bad) == (2, 7)
    assert list(Run.objects.order_by("mode").values_list("mode", "door")) == [
        ("graded", "table"),
        ("practice", "table"),
    ]
    assert ladder.board.entries.get().person == made.people[0].person
    assert not StrayRun.objects.exists(), "the upload names its rows itself"


def test_a_dry_run_takes_nothing_and_the_same_file_twice_is_once(tmp_path: Path) -> None:
    made = base(1)
    assert bring(tmp_path, [row(made)], made, dry=True).new == 1
    assert not Run.objects.exists()
    assert bring(tmp_path, [row(made)], made).new == 1
    assert bring(tmp_path, [row(made)], made).same == 1
    other = bring(tmp_path, [row(made, marks="90")], made)
    assert [one.code for one in other.problems.all()] == ["run_changed"]
    assert Run.objects.get().marks == 86.5


def test_only_one_s_own_union_s_simulator(tmp_path: Path) -> None:
    made, elsewhere = base(1), base(1)
    upload = bring(tmp_path, [row(made)], made, by=elsewhere.officer)
    assert (upload.state, upload.failure) == ("failed", "simulator_unknown")
    assert not Run.objects.exists()


def test_a_day_before_all_days_is_a_bad_row_and_not_the_end_of_the_table(tmp_path: Path) -> None:
    made = base(1)
    upload = bring(
        tmp_path, [row(made, at="0001-01-01 00:00:00"), row(made, at="9999-12-31T23:59:59-14:00"), row(made)], made
    )
    assert list(upload.problems.order_by("row").values_list("code", flat=True)) == ["run_time_unreadable"] * 2
    assert Run.objects.count() == 1
