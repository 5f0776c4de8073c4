"""A panel of three on tablets with no network: one steps back from an entrant, one stands apart and looks again; then the lock."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import DESK, Site, _context, close, sign_in_staff, sign_in_worker
from journeys.test_gate import shell

pytestmark = pytest.mark.journey

TITLE, SHEET = "三位裁判的考核", "三人评分表"
TABLET = {"width": 820, "height": 1180}
JUDGES = ["演示1094", "演示1213", "演示1332"]
SCORINGS = """select count(*), count(distinct s.client_uid) from assessment_scoring s
join assessment_panelseat p on p.id = s.seat_id join assessment_practical t on t.id = p.practical_id where t.title = ?"""
BUILDERS = """
import json
from xinlian.people.models import Person, Union
union = Union.objects.get(name="永康市总工会")
rows = Person.objects.filter(union_path__startswith=union.union_path, occupation="builder").exclude(phone_key=None)
print("FOUND " + json.dumps([(one.name, one.phone) for one in rows.order_by("-id")[:3]]))
"""


def phone_of(name: str) -> str:
    return f"199{int(name.removeprefix('演示')):08d}"


@pytest.fixture
def tablets(browser: Browser, site: Site) -> Iterator[list[Page]]:
    contexts = [_context(browser, site, viewport=TABLET, locale="zh-CN", has_touch=True) for _ in JUDGES]
    pages = [context.new_page() for context in contexts]
    for page, judge in zip(pages, JUDGES, strict=True):
        sign_in_worker(page, site, phone_of(judge))
    yield pages
    for context in contexts:
        close(context)


@pytest.fixture
def officer(browser: Browser, site: Site) -> Iterator[Page]:
    context = _context(browser, site, viewport=DESK, locale="zh-CN")
    page = context.new_page()
    sign_in_staff(page, "yongkang")
    yield page
    close(context)


def test_three_judges_with_no_network(officer: Page, tablets: list[Page], site: Site) -> None:
    people = json.loads(shell(site, BUILDERS))
    _sheet(officer)
    desk = _practical(officer, people)
    codes = dict(zip(_column(officer, 1), _column(officer, 0), strict=True))
    order = [codes[name] for name, _phone in people]
    for page in tablets:
        page.goto("/judge/")
        page.locator("[data-panel-list] a", has_text=TITLE).click()
        expect(page.locator("[data-entrants] li")).to_have_count(3)
        assert all(name not in page.locator("main").inner_text() for name, _phone in people), "judges see codes only"
        leads = page.locator("[data-chief]").is_visible()
        assert page.locator("[data-chief] a[href]").count() == leads, "the chief's page is the chief's alone"
    _recuse(officer, "演示1213", order[0])
    tablets[1].reload()
    expect(_tile(tablets[1], order[0])).to_be_disabled()
    expect(_tile(tablets[1], order[0])).to_contain_text("亲兄弟")

    for page in tablets:
        page.context.set_offline(True)
    for judge, page in enumerate(tablets):
        for place, code in enumerate(order):
            if (judge, place) != (1, 0):
                _mark(page, code, level="差" if (judge, place) == (2, 2) else "好")
        page.reload()  # the sheet, the codes and what was entered are on the tablet
        mine = 2 if judge == 1 else 3
        expect(page.locator("[data-progress]")).to_have_text(f"{mine} / {mine} 打完了")
        page.locator("[data-sign-button]").click()
        page.locator("[data-judge] dialog [data-yes]").click()
        expect(page.locator("[data-sign-words]")).to_contain_text("连上网络就送到")
    assert site.rows(SCORINGS, TITLE) == [(0, 0)]

    for page in tablets:
        page.context.set_offline(False)
        page.evaluate("window.dispatchEvent(new Event('online'))")
        expect(page.locator("[data-sign-words]")).to_contain_text("已经签字", timeout=30_000)
    count, distinct = site.rows(SCORINGS, TITLE)[0]
    assert count == distinct
    officer.goto(desk)
    row = officer.locator("tbody tr", has_text=order[2])
    expect(row).to_contain_text("差得多")
    expect(row.locator(".far")).to_have_text("20")
    expect(officer.locator("tbody tr", has_text=order[0])).to_contain_text("回避")
    _lock(officer)
    expect(officer.locator("main")).to_contain_text("还没有处理")

    officer.locator("li", has_text="演示1332").get_by_role("button", name="请他再看").click()
    expect(officer.locator("main")).to_contain_text("请他再看了")
    _looks_again(tablets[2], order[2], site, count)
    officer.goto(desk)
    expect(row).not_to_contain_text("差得多")
    _lock(officer)
    expect(officer.locator("main")).to_contain_text("锁定了")
    officer.get_by_role("button", name="公布成绩").click()
    officer.get_by_role("dialog").get_by_role("button", name="公布成绩").click()
    expect(officer.locator("main")).to_contain_text("公布了")
    assert _column(officer, 5) == ["100", "100", "100"]


def _sheet(officer: Page) -> None:
    officer.goto("/desk/practicals/sheets/new/")
    officer.get_by_label("叫什么").fill(SHEET)
    rows = [
        ("评判", "外观", "80", "好=80；差=0"),
        ("测量", "尺寸", "20", "目标 6；0.5=20"),
        ("一票否决", "烧穿", "", ""),
    ]
    for number, (kind, words, most, detail) in enumerate(rows, 1):
        officer.get_by_label(f"第 {number} 行：类型").select_option(label=kind)
        officer.get_by_label(f"第 {number} 行：看什么").fill(words)
        officer.get_by_label(f"第 {number} 行：满分或最多扣").fill(most)
        officer.get_by_label(f"第 {number} 行：怎么给分").fill(detail.replace("=80", "") if number == 1 else detail)
    officer.get_by_role("button", name="保存评分表").click()
    expect(officer.locator("main")).to_contain_text("看不懂")
    officer.get_by_label("第 1 行：怎么给分").fill("好=80；差=0")
    officer.get_by_role("button", name="保存评分表").click()
    expect(officer.get_by_role("heading", name=SHEET)).to_be_visible()


def _practical(officer: Page, people: list[list[str]]) -> str:
    officer.get_by_role("link", name="用它安排考核").click()
    officer.get_by_label("叫什么").fill(TITLE)
    officer.get_by_role("button", name="安排", exact=True).click()
    officer.get_by_label("考生的手机号").fill("\n".join(f"{name} {phone}" for name, phone in people))
    officer.get_by_role("button", name="加进名单").click()
    expect(officer.locator("main")).to_contain_text("加了 3 个人")
    for place, judge in enumerate(JUDGES):
        officer.get_by_label("裁判的手机号").fill(phone_of(judge))
        officer.get_by_label("是裁判长").set_checked(place == 0)
        officer.get_by_role("button", name="请他当裁判").click()
        expect(officer.locator("thead")).to_contain_text(judge)
    return officer.url


def _column(officer: Page, place: int) -> list[str]:
    return [text.strip() for text in officer.locator(f"tbody tr > :nth-child({place + 1})").all_inner_texts()]


def _recuse(officer: Page, judge: str, code: str) -> None:
    officer.get_by_label("哪个裁判").select_option(label=judge)
    entrant = officer.get_by_label("对谁回避")
    entrant.select_option(label=entrant.locator("option", has_text=code).inner_text())
    officer.get_by_label("为什么").last.fill("亲兄弟")
    officer.get_by_role("button", name="记下回避").click()
    expect(officer.locator("main")).to_contain_text("回避记下了")


def _tile(page: Page, code: str):  # type: ignore[no-untyped-def]
    return page.locator("[data-entrants] button", has_text=code)


def _mark(page: Page, code: str, level: str) -> None:
    _tile(page, code).click()
    sheet = page.locator("form[data-sheet]")
    sheet.locator(".row-pick", has_text=level).click()
    sheet.locator("input[inputmode=decimal]").fill("六")
    expect(page.locator("[data-saved]")).to_contain_text("填得不对")
    sheet.locator("input[inputmode=decimal]").fill("6.2")
    expect(page.locator("[data-saved]")).to_contain_text("有网就送到")
    page.locator("[data-back-to]").click()
    expect(_tile(page, code)).to_contain_text("打完了")


def _looks_again(page: Page, code: str, site: Site, before: object) -> None:
    page.reload()
    _tile(page, code).click()
    page.locator("form[data-sheet] .row-pick", has_text="好").click()
    expect(page.locator("[data-saved]")).to_have_text("已保存")
    page.locator("[data-back-to]").click()
    page.locator("[data-sign-button]").click()
    page.locator("[data-judge] dialog [data-yes]").click()
    expect(page.locator("[data-sign-words]")).to_contain_text("已经签字")
    assert site.rows(SCORINGS, TITLE)[0][0] == int(str(before)) + 1


def _lock(officer: Page) -> None:
    officer.get_by_role("button", name="锁定").click()
    officer.get_by_role("dialog").get_by_role("button", name="锁定").click()
