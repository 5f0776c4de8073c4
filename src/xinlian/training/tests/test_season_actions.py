"""A season's way from draft to published and back; marks all or nothing; who may not."""

import datetime
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from xinlian.journal.models import Entry
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person
from xinlian.training.actions import season as acts
from xinlian.training.actions import season_marks as marks
from xinlian.training.models import Season, SeasonFigure, SeasonItem, SeasonMark, SeasonResult
from xinlian.training.queries import season as queries
from xinlian.training.rules import season as rules
from xinlian.training.rules.season import Item
from xinlian.training.rules.season_table import SECTIONS, TEAMS, WHOLE, digest
from xinlian.training.tests.season_world import DAY, HALVES, JUNE, MAY, NOW, Contest

pytestmark = pytest.mark.django_db
JULY = datetime.date(2030, 7, 1)


@pytest.fixture
def base() -> Contest:
    return Contest()


def refused(act: Callable[..., Any], *args: Any, **said: Any) -> str:
    with pytest.raises(Refused) as error, transaction.atomic():
        act(*args, **said)
    return error.value.code


def test_a_new_season_has_the_eight_comparisons(base: Contest) -> None:
    made = acts.make(project=base.project, title=" 大干一百天 ", first_on=MAY, last_on=MAY, **base.said)
    assert made.title == "大干一百天"
    assert made.state == "draft"
    assert [(one.name, one.weight, one.source) for one in queries.items(made)] == [
        (name, weight, source) for name, weight, source, _target in rules.PROPOSED
    ]
    again = {"project": base.project, "first_on": MAY, "last_on": MAY}
    assert refused(acts.make, title="大干一百天", **again, **base.said) == "season_known"
    assert refused(acts.make, title="  ", **again, **base.said) == "season_title"


def test_items_change_while_it_is_a_draft_and_not_after(base: Contest) -> None:
    season = base.draft()
    said = {"season": season, "title": "新名", "first_on": MAY, "last_on": JULY, **base.said}
    acts.change(items=[Item("", "比安全", 100, rules.POINTS, Decimal(8))], **said)
    assert [(one.name, one.target) for one in queries.items(season)] == [("比安全", Decimal(8))]
    assert refused(acts.change, items=[], **said) == "season_items_number"
    acts.start(season=season, **base.said)
    assert refused(acts.change, items=HALVES, **said) == "season_not_draft"
    assert refused(acts.drop, season=season, **base.said) == "season_not_draft"
    assert [one.name for one in queries.items(season)] == ["比安全"]


def test_it_starts_with_a_hundred_only_and_one_at_a_time(base: Contest) -> None:
    lame = base.draft([Item("", "比质量", 99)])
    assert refused(acts.start, season=lame, **base.said) == "season_weights"
    assert Season.objects.get(pk=lame.pk).state == "draft"
    base.running(title="甲")
    other = base.draft(title="乙")
    assert refused(acts.start, season=other, **base.said) == "season_runs"
    neighbour = Contest()
    neighbour.running(title="甲")
    with pytest.raises(IntegrityError), transaction.atomic():
        Season.objects.filter(pk=other.pk).update(state="running")


def test_ended_early_today_is_its_last_day(base: Contest) -> None:
    season = base.running()
    assert refused(acts.publish, season=season, **base.said) == "season_not_ended"
    acts.end(season=season, **base.said)
    assert (season.state, season.last_on) == ("ended", NOW.date())
    assert refused(acts.end, season=season, **base.said) == "season_not_running"
    base.running(title="下一季")


def test_published_once_all_marks_are_there_and_kept(base: Contest) -> None:
    base.people()
    season = base.running()
    acts.end(season=season, **base.said)
    with pytest.raises(Refused) as error, transaction.atomic():
        acts.publish(season=season, **base.said)
    assert error.value.code == "season_holes"
    # Two months, two items, three teams and two sections.
    assert error.value.facts["n"] == 20
    assert str(error.value.facts["words"]).startswith("2030-05 ")
    base.fill(season)
    result = acts.publish(season=season, **base.said)
    kept = queries.shown(season, TEAMS, WHOLE, NOW)
    assert kept is not None
    assert [(one.rank, one.total) for one in kept.lines] == [(1, "80.00")] * 3
    assert set(result.tables) == {
        f"{kind}/{one}" for kind in (TEAMS, SECTIONS) for one in (WHOLE, "2030-05", "2030-06")
    }
    assert result.sha256 == digest(SeasonResult.objects.get(pk=result.pk).tables)
    SeasonMark.objects.update(mark=10)
    base.people(3)
    assert queries.shown(season, TEAMS, WHOLE, NOW) == kept, "what is published does not move"


def test_a_published_one_takes_no_marks_until_it_is_withdrawn_with_a_reason(base: Contest) -> None:
    base.people()
    season = base.running()
    base.fill(season)
    acts.end(season=season, **base.said)
    first = acts.publish(season=season, **base.said)
    change = [base.cell(season, "比质量", base.team, 10, 80)]
    said = {"season": season, "month": MAY, "changes": change, **base.said}
    assert refused(marks.give_marks, **said) == "season_not_going"
    assert refused(marks.reckon, season=season, **base.said) == "season_not_going"
    assert refused(acts.withdraw, season=season, why="  ", **base.said) == "season_why"
    acts.withdraw(season=season, why="算错了", **base.said)
    marks.give_marks(**said)
    second = acts.publish(season=season, **base.said)
    first.refresh_from_db()
    assert (first.why, first.withdrawn_by) == ("算错了", base.officer)
    assert first.tables != second.tables
    assert queries.result(season) == second
    assert refused(acts.publish, season=season, **base.said) == "season_not_ended"
    acts.withdraw(season=season, why="又错了", **base.said)
    assert refused(acts.withdraw, season=season, why="还错", **base.said) == "season_not_published"


def test_a_season_without_anybody_is_not_published(base: Contest) -> None:
    season = base.running()
    acts.end(season=season, **base.said)
    assert refused(acts.publish, season=season, **base.said) == "season_nobody"


def test_marks_are_given_changed_and_taken_back(base: Contest) -> None:
    base.people()
    season = base.running()
    assert base.give(season, MAY, ("比质量", base.team, "88.5"), ("比质量", base.section, 70)) == 2
    row = SeasonMark.objects.get(team=base.team)
    assert (row.mark, row.evidence, row.noted_by, row.month) == (Decimal("88.5"), "检查", base.officer, MAY)
    said = {"season": season, "month": MAY, **base.said}
    marks.give_marks(changes=[base.cell(season, "比质量", base.team, 90, "88.5")], **said)
    assert SeasonMark.objects.get(team=base.team).mark == 90
    marks.give_marks(changes=[base.cell(season, "比质量", base.team, None, 90)], **said)
    assert not SeasonMark.objects.filter(team=base.team).exists()
    same = base.cell(season, "比质量", base.section, "70.0", 70)
    assert marks.give_marks(changes=[same], **said) == 0
    assert Entry.objects.filter(verb="season.marked").count() == 4


@pytest.mark.parametrize("seen", [None, "60", "70"])
def test_nobody_overwrites_what_they_did_not_see_and_nothing_else_is_saved(base: Contest, seen: str | None) -> None:
    base.people()
    season = base.running()
    base.give(season, MAY, ("比质量", base.team, 80))
    changes = [base.cell(season, "比进度", base.team, 55), base.cell(season, "比质量", base.team, 40, seen)]
    with pytest.raises(marks.MarksChanged) as error:
        marks.give_marks(season=season, month=MAY, changes=changes, **base.said)
    assert {key: row.mark for key, row in error.value.cells.items() if row} == {changes[1].key: 80}
    assert [one.mark for one in SeasonMark.objects.all()] == [80]


def test_taking_back_what_somebody_changed_meanwhile_is_told(base: Contest) -> None:
    base.people()
    season = base.running()
    base.give(season, MAY, ("比质量", base.team, 80))
    gone = base.cell(season, "比质量", base.team, None, 70)
    with pytest.raises(marks.MarksChanged):
        marks.give_marks(season=season, month=MAY, changes=[gone], **base.said)
    assert SeasonMark.objects.count() == 1


def test_marks_that_cannot_be(base: Contest) -> None:
    base.people()
    season = base.running([*HALVES[:1], Item("", "比培训", 40, rules.HOURS, Decimal(2))])
    other = Contest()

    def give(month: datetime.date, *cells: Any) -> str:
        changes = [base.cell(season, *one) for one in cells]
        return refused(marks.give_marks, season=season, month=month, changes=changes, **base.said)

    assert give(MAY, ("比质量", base.team, "100.1")) == "season_mark_range"
    assert give(MAY, ("比质量", base.team, "88.55")) == "season_mark_range"
    assert give(MAY, ("比培训", base.team, 80)) == "season_mark_elsewhere"
    assert give(MAY, ("比质量", other.team, 80)) == "season_mark_elsewhere"
    assert give(MAY, ("比质量", other.section, 80)) == "season_mark_elsewhere"
    assert give(JULY, ("比质量", base.team, 80)) == "season_month_begun"
    assert give(datetime.date(2030, 8, 1), ("比质量", base.team, 80)) == "season_month"
    draft = base.draft(title="草稿")
    change = base.cell(draft, "比质量", base.team, 80)
    said = {"month": MAY, "changes": [change], **base.said}
    assert refused(marks.give_marks, season=draft, **said) == "season_not_going"
    assert refused(marks.give_marks, season=season, **said) == "season_mark_elsewhere", "an item of another season"
    assert not SeasonMark.objects.exists()


def test_the_database_holds_a_mark_to_its_limits(base: Contest) -> None:
    season = base.running()
    item = SeasonItem.objects.filter(season=season)[0]
    fine: dict[str, Any] = {"item": item, "month": MAY, "mark": 5, "evidence": "检查", "noted_at": NOW, **base.own}
    SeasonMark.objects.create(team=base.team, **fine)
    SeasonMark.objects.create(section=base.section, **fine)
    for wrong in (
        {"team": base.team},
        {"section": base.section},
        {"team": base.welders, "section": base.section},
        {},
        {"team": base.welders, "mark": 101},
        {"team": base.welders, "mark": -1},
        {"team": base.welders, "evidence": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            SeasonMark.objects.create(**{**fine, **wrong})


def test_counting_again_replaces_what_was_counted(base: Contest) -> None:
    [one] = base.people(1, base.team)
    season = base.running([Item("", "比安全", 100, rules.POINTS, Decimal(10))])
    base.seen(one, 6, NOW - DAY)
    assert SeasonFigure.objects.get(month=JUNE, source=rules.POINTS).top == 0
    assert marks.reckon_all(by=None, at=NOW) == 1
    assert SeasonFigure.objects.get(month=JUNE, source=rules.POINTS).top == 6
    table = queries.shown(season, TEAMS, "2030-06", NOW)
    assert table is not None
    assert [line.total for line in table.lines] == ["0.00"], "six points of one head are sixty per ten"
    assert Season.objects.get(pk=season.pk).reckoned_at == NOW


def test_the_clock_leaves_a_line_only_where_something_moved(base: Contest) -> None:
    [one] = base.people(1, base.team)
    season = base.running([Item("", "比安全", 100, rules.POINTS, Decimal(10))])
    kept = set(SeasonFigure.objects.values_list("pk", flat=True))
    marks.reckon_all(by=None, at=NOW + DAY / 24)
    season.refresh_from_db()
    assert season.reckoned_at == NOW + DAY / 24
    assert set(SeasonFigure.objects.values_list("pk", flat=True)) == kept
    base.seen(one, 1, NOW - DAY)
    marks.reckon_all(by=None, at=NOW + DAY / 12)
    assert Entry.objects.filter(verb="season.reckoned").count() == 1
    marks.reckon(season=season, **base.said)
    assert Entry.objects.filter(verb="season.reckoned").count() == 2


@pytest.mark.parametrize("role", ["trainer", "medic", "inspector", "approver", ""])
def test_only_officers_act(base: Contest, role: str) -> None:
    by = make_officer(base.union, role) if role else make_person(base.union)
    stranger = make_officer(Contest().union, "officer")
    base.people()
    season = base.running()
    for one in (by, stranger):
        said: dict[str, Any] = {"by": one, "at": NOW}
        given = {"month": MAY, "changes": [base.cell(season, "比质量", base.team, 80)]}
        days = {"title": "x", "first_on": MAY, "last_on": MAY}
        codes = [
            refused(acts.make, project=base.project, **days, **said),
            refused(acts.change, season=season, items=HALVES, **days, **said),
            refused(marks.give_marks, season=season, **given, **said),
            refused(acts.withdraw, season=season, why="x", **said),
            *(
                refused(act, season=season, **said)
                for act in (acts.start, acts.end, acts.drop, acts.publish, marks.reckon)
            ),
        ]
        assert set(codes) == {"role_officer"}
