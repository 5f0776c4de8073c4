"""A team of thirty out of Excel: registered, checked by the medic, put into a class; each sees what their work needs and no more."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import DESK, Site, _context, close, sign_in_staff, sign_in_worker
from xinlian.sheets.tests.books import book
from xinlian.testing.make import impossible_id, impossible_phone

pytestmark = pytest.mark.journey

FIRST, MANY = 70_300_000, 30
TODAY = datetime.datetime.now(ZoneInfo("Asia/Shanghai")).date()
UNFIT = 7
TEAM = (
    """select count(*) from training_builder b join people_person p on p.id = b.person_id where p.name like '旅工%'"""
)
CHECKED = """select count(*) from training_medical m join training_builder b on b.id = m.builder_id
join people_person p on p.id = b.person_id where p.name like '旅工%'"""
SEATED = """select count(*) from enrolment_seat s join enrolment_application a on a.id = s.application_id
join people_person p on p.id = a.person_id where p.name like '旅工%' and s.state = 'accepted'"""


def name_of(number: int) -> str:
    return f"旅工{number:02d}"


def id_of(number: int, born: datetime.date = datetime.date(1990, 1, 1)) -> str:
    return impossible_id(FIRST + number, born)


def rows() -> list[list[object]]:
    """Thirty builders, one who is too young, and one of the thirty again under another team."""
    people = [[name_of(n), impossible_phone(FIRST + n), id_of(n), "钢筋工", "一标", "钢筋班"] for n in range(MANY)]
    young = id_of(90, TODAY - datetime.timedelta(days=16 * 365))
    return [
        *people,
        ["旅小工", impossible_phone(FIRST + 90), young, "钢筋工", "一标", "钢筋班"],
        [name_of(3), impossible_phone(FIRST + 3), id_of(3), "钢筋工", "二标", "钢筋班"],
    ]


@pytest.fixture
def medic(browser: Browser, site: Site) -> Iterator[Page]:
    context = _context(browser, site, viewport=DESK, locale="zh-CN")
    page = context.new_page()
    sign_in_staff(page, "yongkang-medic")
    yield page
    close(context)


def bring(page: Page, path: Path, many: int) -> None:
    """Upload a table, see what it would do, and take it."""
    page.locator("input[type=file]").set_input_files(path)
    page.get_by_role("button", name="上传并检查").click()
    page.get_by_role("button", name=f"确认导入 {many} 行").click(timeout=60_000)
    expect(page.locator(".page-head")).to_contain_text("已导入", timeout=60_000)


def test_a_team_of_thirty_from_excel_to_a_class(
    desk: Page, medic: Page, phone: Page, site: Site, tmp_path: Path
) -> None:
    sign_in_staff(desk, "yongkang")
    desk.goto("/desk/builders/")
    desk.get_by_role("link", name="从 Excel 导入").click()
    headers = ["姓名", "手机", "身份证号", "工种", "标段", "班组"]
    desk.locator("input[type=file]").set_input_files(book(tmp_path / "班组.xlsx", ("工人", [headers, *rows()])))
    desk.get_by_role("button", name="上传并检查").click()
    expect(desk.get_by_role("button", name=f"确认导入 {MANY} 行")).to_be_visible(timeout=60_000)
    expect(desk.locator("main")).to_contain_text("岁")
    assert site.one(TEAM) == 0
    desk.get_by_role("button", name=f"确认导入 {MANY} 行").click()
    expect(desk.locator(".page-head")).to_contain_text("已导入", timeout=60_000)
    assert site.one(TEAM) == MANY

    _checked(medic, site, tmp_path)
    _class(desk, site)
    _phone(phone, site)


def _checked(medic: Page, site: Site, folder: Path) -> None:
    """The medic brings what the clinic found; nobody else reads it."""
    headers = ["姓名", "身份证号", "体检日期", "有效期", "结果", "机构"]
    found = [
        [name_of(n), id_of(n), TODAY.isoformat(), (TODAY + datetime.timedelta(days=365)).isoformat(),
         "不合格" if n == UNFIT else "合格", "旅程医院"] for n in range(MANY)
    ]  # fmt: skip
    medic.goto("/desk/medicals/")
    medic.get_by_role("link", name="从 Excel 导入").click()
    bring(medic, book(folder / "体检.xlsx", ("体检", [headers, *found])), MANY)
    assert site.one(CHECKED) == MANY


def _class(desk: Page, site: Site) -> None:
    """The officer sees who may come and who may not, with no medical value, and holds the class."""
    desk.goto(f"/desk/builders/?q={name_of(UNFIT)}")
    desk.get_by_role("link", name=name_of(UNFIT)).click()
    expect(desk.locator("main")).to_contain_text("这个工种不行")
    assert "不合格" not in desk.locator("main").inner_text()
    assert "旅程医院" not in desk.content()

    desk.goto("/desk/base/classes/new/")
    desk.get_by_role("link", name="新工人岗前培训").click()
    first = TODAY + datetime.timedelta(days=20)
    desk.locator("[name=day1]").fill(first.isoformat())
    desk.locator("[name=day2]").fill((first + datetime.timedelta(days=1)).isoformat())
    desk.get_by_label("教培室").check()
    desk.get_by_role("button", name="看看能开几个班").click()
    waits = desk.locator("section", has_text="继续等的人").locator("tr", has_text=name_of(UNFIT))
    expect(waits).to_contain_text("体检不能干登记的工种")
    proposal = desk.locator("form.proposal").first
    expect(proposal).to_contain_text(name_of(0))
    proposal.get_by_role("button", name="开这个班").click()
    expect(desk.locator("h1")).to_contain_text("新工人岗前培训")
    assert site.one(SEATED) == MANY - 1
    expect(desk.locator("main")).to_contain_text(name_of(0))


def _phone(phone: Page, site: Site) -> None:
    """A builder sees what is next and what is missing, in plain words."""
    sign_in_worker(phone, site, impossible_phone(FIRST))
    phone.goto("/my-work/")
    expect(phone.locator("main")).to_contain_text("教培室")
    expect(phone.locator("main")).to_contain_text("还没有上过岗前培训")
    phone.goto("/my-medicals/")
    expect(phone.locator("main")).to_contain_text("合格")
