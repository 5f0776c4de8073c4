"""A bank of five hundred out of Excel with twenty defects, and an exam on a phone whose network is cut in the middle."""

import datetime
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import DESK, PHONE, Site, _context, close, sign_in_staff, sign_in_worker
from toolchain.test_bank import DEFECTS, HEADERS, rows
from xinlian.sheets.tests.books import book

pytestmark = pytest.mark.journey

BANK, PAPER, EXAM, CODE = "五百题库", "五百题卷", "断网考试", "4711"
WORKER, NAME = "19900001287", "演示1287"
QUESTIONS = 8
GIVEN = """select count(*), count(distinct g.client_uid) from assessment_given g
join assessment_sitting s on s.id = g.sitting_id join assessment_exam e on e.id = s.exam_id where e.title = ?"""


@pytest.fixture
def officer(browser: Browser, site: Site) -> Iterator[Page]:
    context = _context(browser, site, viewport=DESK, locale="zh-CN")
    page = context.new_page()
    sign_in_staff(page, "yongkang")
    yield page
    close(context)


@pytest.fixture
def second(browser: Browser, site: Site) -> Iterator[Page]:
    context = _context(browser, site, viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True)
    yield context.new_page()
    close(context)


def test_from_excel_to_an_exam_finished_on_another_phone(
    officer: Page, phone: Page, second: Page, site: Site, tmp_path: Path
) -> None:
    _bank(officer, tmp_path)
    _paper(officer)
    _exam(officer)
    sign_in_worker(phone, site, WORKER)
    _begin(phone)
    for place in range(2):
        _answer(phone, place)
    _arrived(site, 2)

    phone.context.set_offline(True)
    for place in (2, 3):
        _answer(phone, place, "存在手机上")
    expect(phone.locator("[data-net-words]")).to_contain_text("2 条待发送")
    phone.reload()  # the page itself, the paper and what was answered are on the phone
    expect(phone.locator("[data-count]")).to_have_text(f"4 / {QUESTIONS}")
    assert site.rows(GIVEN, EXAM) == [(2, 2)]

    sign_in_worker(second, site, WORKER)
    second.goto("/exams/")
    second.get_by_role("link", name=EXAM).click()
    expect(second.locator("main")).to_contain_text("换手机也能接着考")
    second.get_by_role("link", name="接着考").click()
    expect(second.locator("[data-count]")).to_have_text(f"2 / {QUESTIONS}")
    left = [page.locator("[data-left]").inner_text().removeprefix("还剩 ") for page in (phone, second)]
    seconds = [int(minute) * 60 + int(second) for minute, second in (one.split(":") for one in left)]
    assert abs(seconds[0] - seconds[1]) <= 2, "both show the clock of the server"
    for place in range(4, QUESTIONS):
        _go(second, place)
        _answer(second, place)
    _arrived(site, QUESTIONS - 2)
    expect(officer.locator("tr", has_text=NAME)).to_contain_text(f"{QUESTIONS - 2} / {QUESTIONS}", timeout=15_000)

    phone.context.set_offline(False)
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    _arrived(site, QUESTIONS)
    expect(phone.locator("[data-net]")).to_be_hidden()
    expect(officer.locator("tr", has_text=NAME)).to_contain_text(f"{QUESTIONS} / {QUESTIONS}", timeout=15_000)

    second.locator(".turn [data-done]").click()
    expect(second.locator("[data-ask-words]")).to_contain_text(
        "还有 2 题没有答"
    )  # this phone has not heard of the other's
    second.locator(".sit dialog [data-yes]").click()
    expect(second.locator("[data-message]")).to_contain_text("已经交卷")
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.locator("[data-message]")).to_contain_text("已经交卷")
    assert site.rows(GIVEN, EXAM) == [(QUESTIONS, QUESTIONS)], "every answer is there once"
    _published(officer, second)


def _bank(officer: Page, folder: Path) -> None:
    """The file is read, its twenty defects are named, nothing is in the bank before the yes; twice is once."""
    officer.goto("/desk/banks/new/")
    officer.get_by_label("叫什么").fill(BANK)
    officer.get_by_role("button", name="建题库").click()
    bank = officer.url
    file = book(folder / "题库.xlsx", ("安全题库", [HEADERS, *rows()]))
    for take, told in (("导入 480 题", "480"), ("导入 480 题", "0")):
        officer.goto(f"{bank}import/")
        officer.locator("input[type=file]").set_input_files(file)
        officer.get_by_role("button", name="上传并检查").click()
        refused = officer.locator("section.card", has_text="没有收的").locator("tbody tr")
        expect(refused).to_have_count(len(DEFECTS))
        for number in DEFECTS:
            row = officer.locator("tr", has=officer.get_by_role("rowheader", name=f"安全题库!{number + 1}", exact=True))
            expect(row.locator("td")).not_to_be_empty()
        officer.get_by_role("button", name=take).click()
        expect(officer.locator(".stat", has_text="新加的")).to_contain_text(told)
    officer.goto(bank)
    expect(officer.locator(".tbl-top")).to_contain_text("480")
    officer.get_by_role("button", name="全部审过").click()
    officer.get_by_role("dialog").get_by_role("button", name="全部审过").click()
    expect(officer.locator("main")).to_contain_text("都审过了")


def _paper(officer: Page) -> None:
    officer.goto("/desk/papers/new/")
    officer.get_by_label("用哪个题库").select_option(label=BANK)
    officer.get_by_role("button", name="接着写要求").click()
    officer.get_by_label("叫什么").fill(PAPER)
    officer.get_by_label("考多少分钟").fill("45")
    officer.get_by_label("多少分及格").fill("4")
    officer.get_by_label("第 1 行：题型").select_option(label="单选")
    officer.get_by_label("第 1 行：几题").fill("3")
    officer.get_by_label("第 2 行：题型").select_option(label="多选")
    officer.get_by_label("第 2 行：几题").fill("1")
    for number in (1, 2):
        officer.get_by_label(f"第 {number} 行：每题几分").fill("2")
    officer.get_by_role("button", name="出卷").click()
    expect(officer.get_by_role("alert").first).to_contain_text("第 2 行要 1 题，题库里审过的只有 0 题")
    for field in ("几题", "每题几分"):
        officer.get_by_label(f"第 2 行：{field}").fill("")
    officer.get_by_label("第 1 行：几题").fill(str(QUESTIONS))
    officer.get_by_role("button", name="出卷").click()
    expect(officer.locator(".drawn li")).to_have_count(QUESTIONS)


def _exam(officer: Page) -> None:
    """Set for now with a code; the phone of nobody is named; then the room."""
    officer.get_by_role("link", name="用它安排考试").click()
    officer.get_by_label("叫什么").fill(EXAM)
    now = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=8)))
    officer.get_by_label("什么时候可以开考").fill(f"{now:%Y-%m-%dT%H:%M}")
    officer.get_by_label("什么时候结束").fill(f"{now + datetime.timedelta(hours=3):%Y-%m-%dT%H:%M}")
    officer.get_by_role("textbox", name="考场口令").fill(CODE)
    officer.get_by_role("button", name="安排", exact=True).click()
    officer.get_by_label("考生的手机号").fill(f"张三\t19912345678\n{NAME}\t{WORKER}")
    officer.get_by_role("button", name="加进名单").click()
    expect(officer.locator("main")).to_contain_text("加了 1 个考生")
    expect(officer.locator("main")).to_contain_text("19912345678")
    officer.get_by_role("link", name="看考场").click()
    expect(officer.locator("tr", has_text=NAME)).to_contain_text("还没开考")


def _begin(phone: Page) -> None:
    phone.goto("/exams/")
    phone.get_by_role("link", name=EXAM).click()
    phone.get_by_label("考场口令").fill("0000")
    phone.get_by_role("button", name="开考").click()
    expect(phone.locator("main")).to_contain_text("考场口令不对")
    phone.get_by_label("考场口令").fill(CODE)
    phone.get_by_role("button", name="开考").click()
    expect(phone.locator("[data-count]")).to_have_text(f"0 / {QUESTIONS}")


def _go(page: Page, place: int) -> None:
    sheet = page.locator("[data-sheet]")
    if not sheet.evaluate("box => box.open"):
        sheet.locator("summary").click()
    page.locator("[data-cells] button").nth(place).click()


def _answer(page: Page, place: int, told: str = "已保存") -> None:
    """Choose what is right, 选项甲, wherever it stands, and go on."""
    expect(page.locator("[data-question] legend")).to_contain_text(f"第 {place + 1} 题")
    page.locator("[data-question] .row-pick", has_text="选项甲").click()
    expect(page.locator("[data-saved]")).to_contain_text(told)
    if page.locator("[data-after]").is_visible():
        page.locator("[data-after]").click()


def _arrived(site: Site, count: int) -> None:
    for _ in range(80):
        if site.rows(GIVEN, EXAM) == [(count, count)]:
            return
        time.sleep(0.25)
    raise AssertionError(f"{site.rows(GIVEN, EXAM)} answers arrived, {count} were given")


def _published(officer: Page, phone: Page) -> None:
    officer.get_by_role("navigation", name="您在这里").get_by_role("link", name=EXAM).click()
    officer.get_by_role("button", name="结束考试").click()
    officer.get_by_role("dialog").get_by_role("button", name="结束考试").click()
    officer.get_by_role("button", name="公布成绩").click()
    officer.get_by_role("dialog").get_by_role("button", name="公布成绩").click()
    expect(officer.locator("main")).to_contain_text("公布了")
    phone.get_by_role("link", name="看这场考试").click()
    expect(phone.locator(".score")).to_contain_text("16 / 16")
    expect(phone.locator("main")).to_contain_text("全部答对")
