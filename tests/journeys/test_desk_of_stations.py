"""An officer with a deadline: 300 stations from Excel with 12 defects, mended, published, reviewed, one demoted."""

import re
from pathlib import Path

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect

from journeys.conftest import Site, sign_in_staff

pytestmark = pytest.mark.journey

HEADERS = ["编号", "名称", "类别", "工会", "纬度", "经度", "地址", "电话", "开放时间", "设施", "公路编号", "公里桩"]
ROWS = 300
TAKING_MS = 90_000
# Excel row (the first station stands in row 3, below a title and the header): (column, what is wrong, a word of the reason)
DEFECTS: dict[int, tuple[str, object, str]] = {
    10: ("纬度", 119.91, "经"),
    30: ("纬度", 0, "0"),
    50: ("经度", 2.35, "中国"),
    70: ("开放时间", "看心情", "看心情"),
    90: ("编号", "JT00001", "重复"),
    110: ("工会", "没有这个工会", "没有这个工会"),
    130: ("设施", "饮用水、游泳池", "游泳池"),
    150: ("公里桩", "前面不远", "前面不远"),
    170: ("名称", "", ""),
    190: ("电话", "打不通", "打不通"),
    210: ("纬度", "三十度", "三十度"),
    230: ("编号", "一号站", "一号站"),
}


def rows() -> list[dict[str, object]]:
    """Good rows of 300 stations around Deqing."""
    return [
        {
            "编号": f"JT{number:05d}",
            "名称": f"试验驿站{number:03d}",
            "类别": "职工驿站",
            "工会": "德清县总工会",
            "纬度": round(30.45 + number % 20 * 0.004, 5),
            "经度": round(119.85 + number // 20 * 0.006, 5),
            "地址": f"试验路 {number} 号",
            "电话": "19900000000",
            "开放时间": "每天 7:00-22:00",
            "设施": "饮用水、微波炉、淋浴2",
            "公路编号": "",
            "公里桩": "",
        }
        for number in range(1, ROWS + 1)
    ]


def workbook(path: Path, spoiled: bool) -> Path:
    """The table as officers have it: a merged title above the header."""
    table = rows()
    if spoiled:
        for place, (column, wrong, _word) in DEFECTS.items():
            table[place - 3][column] = wrong
        table[30 - 3]["经度"] = 0
        table[10 - 3]["经度"] = 30.5
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("驿站")
        sheet.merge_range(0, 0, 0, len(HEADERS) - 1, "2026 年驿站汇总表")
        sheet.write_row(1, 0, HEADERS)
        for number, row in enumerate(table, 2):
            sheet.write_row(number, 0, list(row.values()))
    return path


def upload(page: Page, path: Path) -> None:
    """Bring the table in WGS-84 and wait until it is checked."""
    page.goto("/desk/stations/import/")
    page.locator("input[type=file]").set_input_files(str(path))
    page.get_by_label(re.compile("WGS-84")).check(force=True)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.locator("main")).to_contain_text("前", timeout=TAKING_MS)
    expect(page.locator(".page-head")).to_contain_text("等您确认", timeout=TAKING_MS)


def take(page: Page, count: int) -> None:
    """Confirm, and wait until it is in."""
    page.get_by_role("button", name=f"确认导入 {count} 行").click()
    expect(page.locator(".page-head")).to_contain_text("已导入", timeout=TAKING_MS)


def test_three_hundred_stations_with_twelve_defects(desk: Page, site: Site, tmp_path: Path) -> None:
    sign_in_staff(desk, "zhejiang")
    upload(desk, workbook(tmp_path / "驿站.xlsx", spoiled=True))
    told = desk.locator("section[aria-labelledby=why] tbody tr")
    expect(told).to_have_count(len(DEFECTS))
    lines = {int(line.locator("td.n").inner_text()): line.inner_text() for line in told.all()}
    assert sorted(lines) == sorted(DEFECTS)
    assert {row: line for row, line in lines.items() if DEFECTS[row][2] not in line} == {}
    take(desk, ROWS - len(DEFECTS))
    drafts = "select count(*) from stations_station where code like 'JT%' and state = 'draft'"
    assert site.one(drafts) == ROWS - len(DEFECTS)

    upload(desk, workbook(tmp_path / "驿站（改好）.xlsx", spoiled=False))
    expect(desk.locator("section[aria-labelledby=why]")).to_have_count(0)
    take(desk, len(DEFECTS))
    assert site.one(drafts) == ROWS

    upload(desk, workbook(tmp_path / "驿站（改好）.xlsx", spoiled=False))
    expect(desk.locator("main")).to_contain_text("没有要写入的行")
    assert site.one(drafts) == ROWS

    desk.goto("/desk/stations/?q=试验驿站&state=draft")
    expect(desk.locator("main")).to_contain_text(f"{ROWS}")
    desk.locator("section", has_text="对全部筛选结果").get_by_role("button", name="公布").click()
    expect(desk.locator("main")).to_contain_text("还什么都没有做")
    desk.get_by_role("button", name=f"就这样做：{ROWS} 个").click()
    expect(desk.locator(".note").first).to_be_visible(timeout=TAKING_MS)
    assert site.one("select count(*) from stations_station where code like 'JT%' and state = 'published'") == ROWS


def test_a_review_takes_stars_away_and_says_why(desk: Page, phone: Page, site: Site) -> None:
    name = "综合文化职工驿站"
    stars = "select s.stars from stations_station s join places_place p on p.id = s.place_id where p.name = ?"
    before = int(str(site.one(stars, name)))
    sign_in_staff(desk, "zhejiang")
    desk.goto(f"/desk/stations/?q={name}")
    desk.locator("tbody input[type=checkbox]").first.check()
    desk.get_by_role("button", name="开始年度评价").first.click()
    desk.get_by_role("button", name="就这样做：1 个").click()
    desk.goto("/desk/stations/reviews/")
    desk.get_by_role("link", name=name).first.click()
    for group in desk.locator("main form fieldset").all():
        group.locator("input[type=radio]").last.check(force=True)
    desk.get_by_role("button", name="存下").click()
    desk.get_by_role("button", name="定级").click()
    desk.locator("dialog").get_by_role("button", name="定级").click()
    expect(desk.locator("main")).to_contain_text("已定级")
    after = int(str(site.one(stars, name)))
    assert after < before
    uid = str(
        site.one("select s.uid from stations_station s join places_place p on p.id = s.place_id where p.name = ?", name)
    )
    phone.goto(f"/stations/{uid[:8]}-{uid[8:12]}-{uid[12:16]}-{uid[16:20]}-{uid[20:]}/")
    expect(phone.locator("main")).to_contain_text(f"{after} 星" if after else "评")
