"""Marks of a season from Excel: given out, filled in, brought back; what changed meanwhile is not overwritten."""

from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.sheets.commands import import_file
from xinlian.sheets.models import Upload
from xinlian.sheets.tests.books import book
from xinlian.testing.make import make_officer
from xinlian.training.importing_marks import HEADERS, rows
from xinlian.training.models import Season, SeasonMark
from xinlian.training.tests.season_world import JUNE, MAY, NOW, Contest
from xinlian.training.tests.test_clearing_desk import browser

pytestmark = pytest.mark.django_db
Row = list[object]


@pytest.fixture
def contest(monkeypatch: pytest.MonkeyPatch) -> Contest:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    made = Contest()
    made.people(1)
    return made


def bring(path: Path, season: Season, by: Person, several: list[Row], *, dry: bool = False) -> Upload:
    file = book(path / "marks.xlsx", ("打分", [list(HEADERS), *several]))
    return import_file(kind="marks", path=file, by=by, at=NOW, options={"season": str(season.uid)}, dry=dry)


def codes(upload: Upload) -> list[tuple[int, str]]:
    return list(upload.problems.order_by("row").values_list("row", "code"))


def given(season: Season) -> dict[tuple[str, str, str], tuple[Decimal, str]]:
    found = SeasonMark.objects.filter(item__season=season).select_related("item", "team", "section")
    return {
        (f"{one.month:%Y-%m}", str(one.team or one.section), one.item.name): (one.mark, one.evidence) for one in found
    }


def row(section: str, team: str, item: str, mark: object, *, month: object = "2030-06", before: object = "") -> Row:
    return [month, section, team, item, mark, "联合检查", before]


def test_the_table_given_out_comes_back_filled_in(contest: Contest, tmp_path: Path) -> None:
    season = contest.running()
    contest.give(season, MAY, ("比质量", contest.team, 71))
    table = [list(one) for one in rows(season, NOW.date())]
    assert len(table) == 2 * 5 * 2, "two months, two sections with three teams, two items"
    assert [one for one in table if one[4] is not None] == [["2030-05", "一标", "钢筋班", "比质量", 71.0, "检查", 71.0]]
    filled = [[*one[:4], one[4] or 60 + place, one[5] or "六月检查", one[6]] for place, one in enumerate(table)]
    assert bring(tmp_path, season, contest.officer, filled, dry=True).new == 19
    assert len(given(season)) == 1
    before = Entry.objects.count()
    upload = bring(tmp_path, season, contest.officer, filled)
    assert (upload.new, upload.same, upload.changed, upload.bad) == (19, 1, 0, 0)
    assert Entry.objects.filter(verb="season.marked").count() == 1 + 2, "one line for each month"
    assert Entry.objects.count() > before
    assert len(given(season)) == 20
    assert given(season)["2030-05", "钢筋班", "比质量"] == (Decimal(71), "检查")
    assert bring(tmp_path, season, contest.officer, filled).same == 20


def test_a_mark_changes_only_where_the_table_knows_what_stood_there(contest: Contest, tmp_path: Path) -> None:
    season = contest.running()
    contest.give(season, JUNE, ("比质量", contest.team, 70), ("比进度", contest.team, 70))
    several = [
        row("一标", "钢筋班", "比质量", 90, before=70),
        row("一标", "钢筋班", "比进度", 90, before=60),
        row("一标", "焊接班", "比质量", 80),
    ]
    upload = bring(tmp_path, season, contest.officer, several)
    assert codes(upload) == [(3, "season_mark_there")]
    assert (upload.new, upload.changed) == (1, 1)
    assert given(season) == {
        ("2030-06", "钢筋班", "比质量"): (Decimal(90), "联合检查"),
        ("2030-06", "钢筋班", "比进度"): (Decimal(70), "检查"),
        ("2030-06", "焊接班", "比质量"): (Decimal(80), "联合检查"),
    }
    again = bring(tmp_path, season, contest.officer, [row("一标", "钢筋班", "比质量", "", before=90)])
    assert (again.same, given(season)["2030-06", "钢筋班", "比质量"][0]) == (1, Decimal(90)), "no mark takes none back"


def test_each_row_that_cannot_be_taken_is_named_with_its_reason(contest: Contest, tmp_path: Path) -> None:
    season = contest.running()
    several = [
        row("一标", "钢筋班", "比质量", 101),
        row("一标", "钢筋班", "比进度", "好"),
        row("一标", "钢筋班", "比速度", 80),
        row("三标", "", "比质量", 80),
        row("一标", "木工班", "比质量", 80),
        row("二标", "", "比质量", 80, month="2030年7月"),
        row("二标", "", "比质量", 80, month="2031-01"),
        row("二标", "", "比质量", 80, month="六月"),
        ["2030/6/15", "二标", "架桥班", "比质量", 80, "", ""],
        ["2030-06", "二标", "", "比质量", 92.5, "月检", ""],
        row("二标", "", "比质量", 70),
        ["2030-06", "二标", "", "比进度", "", "月检", ""],
        row("二标", "", "比质量", "sNaN"),
        row("二标", "", "比进度", 80, before="sNaN"),
    ]
    upload = bring(tmp_path, season, contest.officer, several)
    assert codes(upload) == [
        (2, "season_mark_range"),
        (3, "cell_number"),
        (4, "season_item_unknown"),
        (5, "section_unknown"),
        (6, "team_unknown"),
        (7, "season_month_begun"),
        (8, "season_month"),
        (9, "cell_day"),
        (10, "season_row_evidence"),
        (12, "row_twice"),
        (13, "season_mark_range"),
        (14, "cell_number"),
        (15, "cell_number"),
    ]
    assert given(season) == {("2030-06", "二标", "比质量"): (Decimal("92.5"), "月检")}


def test_a_team_with_nobody_and_a_season_that_is_over_take_no_marks(contest: Contest, tmp_path: Path) -> None:
    empty = contest.add_team("空班")
    season = contest.running()
    upload = bring(tmp_path, season, contest.officer, [row("一标", empty.name, "比质量", 80)])
    assert codes(upload) == [(2, "season_mark_nobody")]
    Season.objects.filter(pk=season.pk).update(state="published")
    over = bring(tmp_path, season, contest.officer, [row("一标", "钢筋班", "比质量", 80)])
    assert (over.state, over.failure) == ("failed", "season_not_going")
    assert given(season) == {}


def test_nobody_marks_the_season_of_a_neighbour(contest: Contest, tmp_path: Path) -> None:
    season, other = contest.running(), Contest()
    assert bring(tmp_path, season, other.officer, [row("一标", "钢筋班", "比质量", 80)]).failure == "season_unknown"
    with pytest.raises(Refused, match="role_missing"):
        bring(tmp_path, season, make_officer(contest.union, "viewer"), [row("一标", "钢筋班", "比质量", 80)])
    assert given(season) == {}


def test_the_pages(contest: Contest, tmp_path: Path) -> None:
    season = contest.running()
    contest.give(season, MAY, ("比质量", contest.team, 71))
    client, page = browser(contest.officer), f"/desk/base/seasons/{season.uid}/"
    html = client.get(page).content.decode()
    assert f'href="{page}marks/all.xlsx"' in html
    assert f'href="{page}marks/bring/"' in html
    file = tmp_path / "downloaded.xlsx"
    file.write_bytes(b"".join(client.get(f"{page}marks/all.xlsx").streaming_content))  # type: ignore[attr-defined]
    options = {"season": str(season.uid)}
    same = import_file(kind="marks", path=file, by=contest.officer, at=NOW, options=options)
    assert (same.same, same.new, same.bad) == (20, 0, 0), "as it was given out it says nothing new"
    assert "第一季" in client.get(f"{page}marks/bring/").content.decode()
    client.force_login(Contest().officer)
    assert [client.get(f"{page}marks/{one}").status_code for one in ("all.xlsx", "bring/")] == [404, 404]
    client.force_login(contest.officer)
    Season.objects.filter(pk=season.pk).update(state="published")
    assert [client.get(f"{page}marks/{one}").status_code for one in ("all.xlsx", "bring/")] == [404, 404]
