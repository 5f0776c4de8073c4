"""An officer brings a list from Excel, mends what was wrong with it, and gives a colleague a role and a login."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import PASSWORD, Site, sign_in_staff
from xinlian.sheets.tests.books import book
from xinlian.testing.make import impossible_phone

pytestmark = pytest.mark.journey

HEADERS = ["姓名", "手机", "职业", "工会"]


def _rows(count: int) -> list[list[object]]:
    return [[f"旅程{n}", impossible_phone(60_000_000 + n), "快递员", "舞阳街道总工会"] for n in range(1, count + 1)]


def _imported(site: Site) -> object:
    return site.one("SELECT count(*) FROM people_person WHERE name LIKE '旅程%'")


def _choose_union(page: Page) -> None:
    option = page.locator("select[name=union] option", has_text="舞阳街道总工会")
    page.locator("select[name=union]").select_option(option.get_attribute("value"))


def test_a_list_from_excel_is_checked_confirmed_and_mended(desk: Page, site: Site, tmp_path: Path) -> None:
    rows = _rows(1200)
    rows[7][1], rows[99][2], rows[777][3] = "1990", "宇航员", "永康市总工会"
    path = book(tmp_path / "快递员.xlsx", ("人员", [["名册"], HEADERS, *rows]), merge=[("A1:D1", "名册")])
    sign_in_staff(desk, "deqing")
    desk.get_by_role("link", name="人员", exact=True).first.click()
    desk.get_by_role("link", name="从 Excel 导入").first.click()
    desk.locator("input[type=file]").set_input_files(path)
    desk.get_by_role("button", name="上传并检查").click()
    expect(desk.get_by_role("button", name="确认导入 1197 行")).to_be_visible(timeout=60_000)
    for reason in ("请填 11 位手机号", "不认识的职业“宇航员”", "“永康市总工会”不归您管"):
        expect(desk.locator("main")).to_contain_text(reason)
    assert _imported(site) == 0
    desk.get_by_role("button", name="确认导入 1197 行").click()
    expect(desk.locator(".page-head")).to_contain_text("已导入", timeout=60_000)
    assert _imported(site) == 1197
    with desk.expect_download() as download:
        desk.get_by_role("link", name="下载要改的行").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    rows[7][1], rows[99][2], rows[777][3] = impossible_phone(60_009_999), "快递员", "舞阳街道总工会"
    again = book(tmp_path / "快递员改好.xlsx", ("人员", [HEADERS, *rows]))
    desk.goto("/desk/people/import/")
    desk.locator("input[type=file]").set_input_files(again)
    desk.get_by_role("button", name="上传并检查").click()
    desk.get_by_role("button", name="确认导入 3 行").click(timeout=60_000)
    expect(desk.locator(".page-head")).to_contain_text("已导入", timeout=60_000)
    assert _imported(site) == 1200


def test_a_role_and_a_login_that_must_be_changed(desk: Page, site: Site) -> None:
    sign_in_staff(desk, "deqing")
    desk.goto("/desk/people/new/")
    desk.locator("input[name=name]").fill("旅行站长")
    desk.locator("input[name=phone]").fill(impossible_phone(61_000_001))
    _choose_union(desk)
    desk.get_by_role("button", name="存下来").click()
    desk.get_by_text("给一个角色").click()
    desk.locator("select[name=role]").select_option("officer")
    _choose_union(desk)
    desk.get_by_role("button", name="给这个角色").click()
    desk.get_by_text("开通登录名").click()
    desk.locator("input[name=username]").fill("journey-officer")
    desk.get_by_role("button", name="生成密码").click()
    password = desk.locator("p.big.mono").inner_text()
    other = desk.context.browser.new_context(base_url=site.url, locale="zh-CN")  # type: ignore[union-attr]
    page = other.new_page()
    page.goto("/accounts/login/?next=/desk/")
    page.locator("input[name=login]").fill("journey-officer")
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/accounts/password/")
    page.locator("input[name=oldpassword]").fill(password)
    page.locator("input[name=password1]").fill(f"own-{PASSWORD}")
    if page.locator("input[name=password2]").count():
        page.locator("input[name=password2]").fill(f"own-{PASSWORD}")
    page.locator("main form button[type=submit]").first.click()
    page.goto("/desk/")
    expect(page.locator("h1")).to_have_text("今天")
    other.close()
