"""The labour contest's pages: the whole way at the desk, the sheet of marks, the phone, the screen, who is kept out."""

import argparse
import datetime
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from xinlian.testing.make import make_officer, make_person
from xinlian.training.actions import season as acts
from xinlian.training.actions import season_marks
from xinlian.training.models import Season, SeasonMark
from xinlian.training.queries import hall
from xinlian.training.queries import season as queries
from xinlian.training.rules import season as rules
from xinlian.training.rules.season import Item
from xinlian.training.tests.season_world import JUNE, MAY, NOW, Contest
from xinlian.training.tests.test_clearing_desk import browser
from xinlian.web.cli import rank

pytestmark = pytest.mark.django_db
LIST = reverse("training:desk_seasons")


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Contest:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return Contest()


def page(season: Season, step: str = "", **query: str) -> str:
    name = f"training:desk_season_{step}" if step else "training:desk_season"
    tail = "&".join(f"{key}={value}" for key, value in query.items())
    return reverse(name, args=[season.uid]) + (f"?{tail}" if tail else "")


def sheet_url(season: Season, month: datetime.date = MAY) -> str:
    return reverse("training:desk_season_marks", args=[season.uid, month.year, month.month])


def fields(text: str) -> dict[str, str]:
    """What the sheet would send."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", text):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = (value[1] if value else "").replace("&quot;", '"')
    return {name: value for name, value in found.items() if name in ("seen", "evidence") or name[:2] in ("m-", "e-")}


def recompute(file: Path) -> int:
    """What `./xinlian rank FILE` says."""
    return rank.run(argparse.Namespace(file=file, rule=None, json=False))


def box(season: Season, name: str, unit: Any) -> str:
    item = season.items.get(name=name)
    return f"{item.place}-{unit.uid}"


def test_from_nothing_to_a_published_result(base: Contest) -> None:
    base.people()
    desk = browser(base.officer)
    assert "还没有竞赛季" in desk.get(LIST).text
    new = reverse("training:desk_season_new") + f"?project={base.project.uid}"
    bad = desk.post(new, {"title": "夏季赛", "first_on": "2030-06-01", "last_on": "2030-05-01"})
    assert bad.status_code == 422
    assert "最后一天不能早于第一天" in bad.text
    assert 'value="夏季赛"' in bad.text
    desk.post(new, {"title": "夏季赛", "first_on": "2030-05-01", "last_on": "2030-07-31"})
    season = Season.objects.get()
    form = {"title": "夏季赛", "first_on": "2030-05-01", "last_on": "2030-07-31"}
    form |= {"name1": "比质量", "weight1": "60", "source1": "marks", "name3": "比进度", "weight3": "30"}
    form |= {"source3": "marks", "target3": "7"}
    assert desk.post(page(season, "edit"), form | {"name4": "比培训", "source4": "hours"}).status_code == 422
    desk.post(page(season, "edit"), form)
    assert [(one.name, one.weight, one.target) for one in queries.items(season)] == [
        ("比质量", 60, None),
        ("比进度", 30, None),
    ]
    assert "现在加起来是 90" in desk.get(page(season)).text
    assert "正好 100" in desk.post(page(season, "start"), follow=True).text
    desk.post(page(season, "edit"), form | {"weight3": "40"})
    assert "开始比了" in desk.post(page(season, "start"), follow=True).text
    assert "还没有分，先不算" in desk.get(page(season)).text
    base.fill(season)
    assert "打齐分就可以公布" in desk.post(page(season, "end"), follow=True).text
    assert "公布了，从现在起不再变" in desk.post(page(season, "publish"), follow=True).text
    assert "80.00" in desk.get(page(season)).text
    assert "写清楚为什么" in desk.post(page(season, "withdraw"), {"why": ""}, follow=True).text
    done = desk.post(page(season, "withdraw"), {"why": "质量分算错"}, follow=True).text
    assert "质量分算错" in done


def test_a_draft_can_be_dropped_and_a_season_cannot(base: Contest) -> None:
    desk = browser(base.officer)
    running, draft = base.running(title="在比"), base.draft(title="草稿")
    assert desk.post(page(draft, "drop")).status_code == 302
    assert "已经开始了" in desk.post(page(running, "drop"), follow=True).text
    assert list(Season.objects.all()) == [running]


def test_the_sheet_saves_what_was_typed_and_takes_the_months_evidence(base: Contest) -> None:
    base.people()
    season, desk = base.running(), browser(base.officer)
    said = fields(desk.get(sheet_url(season)).text)
    first, second = box(season, "比质量", base.team), box(season, "比进度", base.section)
    said |= {f"m-{first}": "88.5", f"m-{second}": "70", f"e-{second}": "周报", "evidence": "六月检查"}
    answer = desk.post(sheet_url(season), said, follow=True)
    assert "改了 2 格" in answer.text
    assert {(str(one.mark), one.evidence) for one in SeasonMark.objects.all()} == {
        ("88.5", "六月检查"),
        ("70.0", "周报"),
    }
    again = fields(answer.text)
    assert again[f"m-{first}"] == "88.5"
    desk.post(sheet_url(season), again | {f"m-{first}": ""})
    assert [one.evidence for one in SeasonMark.objects.all()] == ["周报"]


def test_one_wrong_cell_saves_nothing_and_loses_nothing(base: Contest) -> None:
    base.people()
    season, desk = base.running(), browser(base.officer)
    said = fields(desk.get(sheet_url(season)).text)
    first, second = box(season, "比质量", base.team), box(season, "比进度", base.team)
    for wrong in ("101", "很好", "88.55", "-1", "1e9", "NaN"):
        answer = desk.post(sheet_url(season), said | {f"m-{first}": wrong, f"m-{second}": "80", f"e-{second}": "周报"})
        assert answer.status_code == 422
        assert f'value="{wrong}"' in answer.text
        assert 'value="周报"' in answer.text
        assert answer.text.count('aria-invalid="true"') == 1
    answer = desk.post(sheet_url(season), said | {f"m-{first}": "80"})
    assert "或者填“这个月的依据”" in answer.text
    assert not SeasonMark.objects.exists()


def test_two_officers_at_once_do_not_overwrite_each_other(base: Contest) -> None:
    base.people()
    season = base.running()
    other = make_officer(base.union, "officer")
    type(other).objects.filter(pk=other.pk).update(name="老周")
    here, there = browser(base.officer), browser(other)
    mine, theirs = (fields(one.get(sheet_url(season)).text) for one in (here, there))
    first, second = box(season, "比质量", base.team), box(season, "比进度", base.team)
    there.post(sheet_url(season), theirs | {f"m-{first}": "60", f"e-{first}": "抽查"})
    answer = here.post(sheet_url(season), mine | {f"m-{first}": "90", f"m-{second}": "80", "evidence": "检查"})
    assert answer.status_code == 422
    assert "老周 刚刚打了 60.0（抽查）" in answer.text
    assert [str(one.mark) for one in SeasonMark.objects.all()] == ["60.0"]
    kept = fields(answer.text)
    assert (kept[f"m-{first}"], kept[f"m-{second}"]) == ("90", "80")
    here.post(sheet_url(season), kept)
    assert {str(one.mark) for one in SeasonMark.objects.all()} == {"90.0", "80.0"}, "who has seen it may"


@pytest.mark.parametrize("seen", ["", "x", "[]", "{}", "null", '{"a": 1}'])
def test_a_sheet_that_says_nothing_of_what_was_seen_overwrites_nothing(base: Contest, seen: str) -> None:
    base.people()
    season = base.running()
    base.give(season, MAY, ("比质量", base.team, 60))
    key = box(season, "比质量", base.team)
    answer = browser(base.officer).post(sheet_url(season), {"seen": seen, f"m-{key}": "99", f"e-{key}": "x"})
    assert answer.status_code == 422
    assert SeasonMark.objects.get().mark == 60


def test_months_that_there_are_not_have_no_sheet(base: Contest) -> None:
    season, desk = base.running(), browser(base.officer)
    for year, month in ((2030, 4), (2030, 7), (2030, 13), (0, 1)):
        assert desk.get(reverse("training:desk_season_marks", args=[season.uid, year, month])).status_code == 404
    assert desk.get(sheet_url(base.draft(title="草稿"))).status_code == 404


def test_the_table_says_why_and_who_is_left_out(base: Contest) -> None:
    base.people(2, base.team, base.bridge)
    season, desk = base.running(), browser(base.officer)
    base.fill(season)
    text = desk.get(page(season)).text
    assert "80.00" in text
    assert "+48.00" in text
    assert "一标 · 焊接班" in text, "nobody works in it"
    assert "二标" in desk.get(page(season, kind="sections", period="2030-06")).text
    for query in ({"kind": "people"}, {"period": "2030-07"}, {"period": "x"}):
        assert desk.get(page(season, **query)).status_code == 404


@pytest.mark.parametrize("state", ["running", "published"])
def test_the_download_recomputes_to_the_same_ranks(
    base: Contest, tmp_path: Path, capsys: pytest.CaptureFixture[str], state: str
) -> None:
    people = base.people(3)
    items = [
        Item("", "比质量", 55),
        Item("", "比安全", 25, rules.POINTS, Decimal(20)),
        Item("", "比考试", 20, rules.EXAMS),
    ]
    season = base.running(items)
    base.seen(people[0], 3, NOW)
    held = base.add_class(NOW - datetime.timedelta(days=3))
    base.sat(people[1], held, 80)
    base.sat(people[4], held, 50)
    base.give(season, MAY, ("比质量", base.team, "81.3"), ("比质量", base.welders, "81.4"), ("比质量", base.bridge, 70))
    base.give(season, JUNE, ("比质量", base.team, "77.7"), ("比质量", base.welders, "90"), ("比质量", base.bridge, 70))
    for month in (MAY, JUNE):
        base.give(season, month, ("比质量", base.section, 80), ("比质量", base.other_section, 80))
    season_marks.reckon(season=season, **base.said)
    if state == "published":
        acts.end(season=season, **base.said)
        acts.publish(season=season, **base.said)
    desk = browser(base.officer)
    for kind in ("teams", "sections"):
        for period in ("all", "2030-05", "2030-06"):
            answer = desk.get(reverse("training:desk_season_file", args=[season.uid, kind, period]))
            file = tmp_path / f"{kind}-{period}.json"
            file.write_bytes(answer.content)
            assert recompute(file) == 0, capsys.readouterr().out
            said = json.loads(answer.content)
            assert len({one["total"] for one in said["published"]}) > 1 or period != "all"
            spoilt = json.loads(answer.content)
            spoilt["published"][0]["rank"] = 9
            file.write_text(json.dumps(spoilt))
            assert recompute(file) == 1, "a rank that does not follow is told"
    assert desk.get(reverse("training:desk_season_file", args=[season.uid, "people", "all"])).status_code == 404


def test_a_builder_sees_where_team_and_section_stand_and_why(base: Contest) -> None:
    builder, _other = base.people(2, base.team)
    base.people(2, base.welders)
    season = base.running()
    base.give(season, MAY, ("比质量", base.team, 70), ("比进度", base.team, 70), ("比质量", base.welders, 90))
    base.give(season, MAY, ("比进度", base.welders, 90), ("比质量", base.section, 66), ("比进度", base.section, 66))
    phone = browser(builder.person)
    url = reverse("training:my_season")
    text = phone.get(url).text
    assert "我的班组" in text
    assert '第 <b class="num">2</b> 名' in text
    assert "+42.00" in text
    assert "66.00" in phone.get(url, {"kind": "sections"}).text
    assert "第" in phone.get(url, {"kind": "x", "period": "x"}).text
    assert url in phone.get(reverse("training:my_work")).text
    names = {one.person.name for one in base.project.builders.exclude(pk=builder.pk).select_related("person")}
    assert not [name for name in names if name in text], "nobody's name"
    stranger = browser(make_person(base.union))
    assert "现在没有竞赛" in stranger.get(url).text
    assert season.title not in stranger.get(url).text


def test_a_draft_is_shown_to_nobody_outside_the_desk(base: Contest) -> None:
    [builder] = base.people(1, base.team)
    base.draft(title="还没想好")
    assert "还没想好" not in browser(builder.person).get(reverse("training:my_season")).text
    assert "还没想好" not in browser(builder.person).get(reverse("training:my_work")).text
    assert hall.told(base.project, NOW).season is None


def test_the_screen_tells_who_leads_while_a_season_runs(base: Contest, client: Client) -> None:
    people = base.people()
    season = base.running()
    base.fill(season)
    url = reverse("training:hall", args=[base.project.hall_key])
    text = client.get(url).text
    for words in (season.title, "领先的班组", "钢筋班", "领先的标段", "80.00"):
        assert words in text
    assert not [one for one in people if one.person.name in text]
    acts.end(season=season, **base.said)
    assert season.title not in client.get(url).text


def test_readers_look_and_do_not_act_and_neighbours_see_nothing(base: Contest) -> None:
    base.people()
    season = base.running()
    base.fill(season)
    reader, neighbour = browser(make_officer(base.union, "auditor")), browser(Contest().officer)
    looked = [page(season), LIST, reverse("training:desk_season_file", args=[season.uid, "teams", "all"])]
    assert {reader.get(url).status_code for url in looked} == {200}
    assert sheet_url(season) not in reader.get(page(season)).text
    assert {neighbour.get(url).status_code for url in (looked[0], looked[2], sheet_url(season))} == {404}
    assert season.title not in neighbour.get(LIST).text
    for step in ("start", "end", "reckon", "publish", "withdraw", "drop"):
        assert reader.post(page(season, step), {"why": "x"}).status_code == 403
        assert neighbour.post(page(season, step), {"why": "x"}).status_code == 404
    assert reader.post(sheet_url(season), {}).status_code == 403
    assert neighbour.post(sheet_url(season), {}).status_code == 404
    season.refresh_from_db()
    assert season.state == "running"


def test_pages_ask_as_often_for_many_teams_as_for_few(base: Contest) -> None:
    builder, *_others = base.people()
    season = base.running(
        [*(Item("", f"比{n}", 40) for n in range(2)), Item("", "比安全", 20, rules.POINTS, Decimal(9))]
    )
    base.fill(season)
    desk, phone = browser(base.officer), browser(builder.person)
    urls = [(desk, page(season)), (desk, sheet_url(season)), (phone, reverse("training:my_season"))]

    def asked() -> list[int]:
        found = []
        for who, url in urls:
            with CaptureQueriesContext(connection) as seen:
                assert who.get(url).status_code == 200
            found.append(len(seen))
        return found

    asked()
    few = asked()
    base.people(2, *(base.add_team(f"班{n}") for n in range(12)))
    season_marks.reckon(season=season, **base.said)
    assert asked() == few


def test_a_sheet_that_would_be_too_large_is_marked_section_by_section(
    base: Contest, monkeypatch: pytest.MonkeyPatch
) -> None:
    base.people()
    season, desk = base.running(), browser(base.officer)
    assert queries.sections_to_mark(season, MAY) == []
    monkeypatch.setattr(queries, "MOST_CELLS", 5)
    first, second = box(season, "比质量", base.team), box(season, "比质量", base.bridge)
    assert f"m-{first}" in (text := desk.get(sheet_url(season)).text)
    assert f"m-{second}" not in text
    url = f"{sheet_url(season)}?section={base.other_section.uid}"
    said = fields(desk.get(url).text)
    assert f"m-{first}" not in said
    answer = desk.post(url, said | {f"m-{second}": "70", "evidence": "检查"}, follow=True)
    assert "改了 1 格" in answer.text
    assert f"m-{second}" in answer.text, "back to the same section"
    assert SeasonMark.objects.get().team == base.bridge


def test_of_very_many_teams_a_phone_lists_the_first_and_those_around_mine(base: Contest) -> None:
    teams = [base.team, *(base.add_team(f"班{n:02d}") for n in range(45))]
    builder = base.people(1, *teams)[0]
    season = base.running([Item("", "比质量", 100)])
    base.give(season, MAY, *(("比质量", team, place) for place, team in enumerate(teams)))
    text = browser(builder.person).get(reverse("training:my_season")).text
    assert 'class="own"' in text
    assert "还有 22 个没有列出来" in text
    assert ("班44" in text, "班02" in text, "班03" in text, "班20" in text) == (True, True, False, False)
    assert "班44" in browser(base.officer).get(page(season)).text
