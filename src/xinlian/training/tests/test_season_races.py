"""Officers who mark at the same moment: nobody's mark is lost without a word, and nothing comes half."""

import pytest

from xinlian.rows.refusals import Refused
from xinlian.testing.threads import at_once
from xinlian.training.actions import season as acts
from xinlian.training.actions import season_marks as marks
from xinlian.training.models import Season, SeasonMark, SeasonResult
from xinlian.training.queries import season as queries
from xinlian.training.tests.season_world import MAY, Contest

THREADS = 6
pytestmark = pytest.mark.usefixtures("emptied_afterwards")


def test_of_six_who_mark_the_same_cells_one_is_kept_whole() -> None:
    base = Contest()
    base.people()
    season = base.running()
    told: list[int] = []

    def mark(number: int) -> None:
        cells = [base.cell(season, name, base.team, 50 + number) for name in ("比质量", "比进度")]
        cells = cells[::-1] if number % 2 else cells
        try:
            marks.give_marks(season=season, month=MAY, changes=cells, **base.said)
        except marks.MarksChanged:
            told.append(number)

    at_once(*(lambda number=number: mark(number) for number in range(THREADS)))
    kept = {int(one.mark) - 50 for one in SeasonMark.objects.all()}
    assert SeasonMark.objects.count() == 2
    assert len(kept) == 1
    assert sorted([*told, *kept]) == list(range(THREADS))


def test_changes_of_what_was_seen_are_kept_once() -> None:
    base = Contest()
    base.people()
    season = base.running()
    base.give(season, MAY, ("比质量", base.team, 10))
    told: list[int] = []

    def mark(number: int) -> None:
        change = base.cell(season, "比质量", base.team, 20 + number, 10)
        try:
            marks.give_marks(season=season, month=MAY, changes=[change], **base.said)
        except marks.MarksChanged:
            told.append(number)

    at_once(*(lambda number=number: mark(number) for number in range(THREADS)))
    assert len(told) == THREADS - 1
    assert SeasonMark.objects.get().mark == 20 + ({*range(THREADS)} - {*told}).pop()


def test_who_publishes_and_who_marks_do_not_pass_each_other() -> None:
    base = Contest()
    base.people()
    season = base.running()
    base.fill(season)
    acts.end(season=season, **base.said)

    codes: set[str] = set()

    def publish() -> None:
        acts.publish(season=Season.objects.get(pk=season.pk), **base.said)

    def mark(number: int) -> None:
        change = base.cell(season, "比质量", base.team, number, 80)
        try:
            marks.give_marks(season=season, month=MAY, changes=[change], **base.said)
        except Refused as refused:
            codes.add(refused.code)

    at_once(publish, *(lambda number=number: mark(number) for number in range(1, THREADS)))
    assert codes <= {"season_not_going", "season_marks_changed"}
    kept = SeasonResult.objects.get().tables
    now = queries.every_table(queries.known(season, base.said["at"]))
    assert kept == now, "what was published is what stands"
