"""A thousand certificates from one table, with a bar that moves; one is downloaded, verified by a stranger, taken back."""

import io
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from journeys.conftest import PHONE, Site, _context, close, sign_in_staff, sign_in_worker
from journeys.test_gate import shell
from xinlian.sheets.tests.books import book

pytestmark = pytest.mark.journey

COUNT = 1000
TITLE = "骑手安全培训合格证书"
PEOPLE = f"""
import json
from xinlian.people.models import Person, Union
union = Union.objects.get(name="浙江省总工会")
rows = Person.objects.filter(union_path__startswith=union.union_path, is_active=True).exclude(phone_key=None).order_by("id")
print("FOUND " + json.dumps([(one.name, one.phone) for one in rows[:{COUNT}]]))
"""
HEADERS = ["姓名", "手机", "发证日期", "学时"]


def _template(desk: Page) -> None:
    desk.goto("/desk/certificates/templates/new/")
    desk.get_by_label("证书名称").fill("骑手职业资格证书")
    desk.get_by_label("证明什么").fill("参加骑手安全培训，考核合格，特发此证。")
    desk.get_by_label("达到什么要求才发").fill("学满 8 学时；考试 80 分以上。")
    desk.get_by_label("编号开头").fill("浙骑")
    desk.get_by_label("有效多少个月").fill("12")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("alert").first).to_contain_text("内部证书")
    desk.get_by_label("证书名称").fill(TITLE)
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("heading", name=TITLE)).to_be_visible()


def _sound(content: bytes) -> bool:
    signature = PdfFileReader(io.BytesIO(content)).embedded_signatures[0]
    roots = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(signature, roots)
    return bool(status.intact and status.valid)


def _bring(desk: Page, path: Path) -> set[int]:
    """Bring the table; what the bar showed on the way."""
    desk.locator("section.card", has_text=TITLE).locator("a", has_text="从 Excel 一次发很多张").click()
    desk.locator("input[type=file]").set_input_files(path)
    desk.get_by_role("button", name="上传并检查").click()
    desk.get_by_role("button", name=f"确认导入 {COUNT} 行").click(timeout=60_000)
    seen: set[int] = set()
    begin = time.monotonic()
    while time.monotonic() - begin < 240:
        if "已导入" in desk.locator(".page-head").inner_text():
            return seen
        seen.update(desk.locator("progress").evaluate_all("bars => bars.map((bar) => bar.value)"))  # gone at any moment
        desk.wait_for_timeout(300)
    raise AssertionError(f"not done after 240 s; the bar stood at {sorted(seen)[-3:]}")


def test_a_thousand_certificates(desk: Page, phone: Page, browser: Browser, site: Site, tmp_path: Path) -> None:
    people: list[list[str]] = json.loads(shell(site, PEOPLE))
    assert len(people) == COUNT
    path = book(tmp_path / "证书.xlsx", ("证书", [HEADERS, *([*one, "2026-11-01", 8] for one in people)]))
    sign_in_staff(desk, "zhejiang")
    _template(desk)
    seen = _bring(desk, path)
    assert len(seen) >= 5, seen
    where = f"select count(*), count(distinct number), count(distinct place) from credentials_certificate where title = '{TITLE}'"
    assert site.rows(where) == [(COUNT, COUNT, COUNT)]

    sign_in_worker(phone, site, people[3][1])
    phone.goto("/certificates/")
    card = phone.locator("section.card", has_text=TITLE)
    with phone.expect_download() as download:
        card.get_by_role("link", name="下载 PDF").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name.startswith("浙骑2026")
    with ThreadPoolExecutor(1) as apart:  # both the browser's driver and the validator have a loop of their own
        assert apart.submit(_sound, file.read_bytes()).result()

    card.locator("summary").click()
    code = card.locator(".qr")
    code.scroll_into_view_if_needed()
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(code.screenshot())))
    host = site.url.partition("://")[2].upper()
    address = found[0].text.partition(host)[2]
    assert found[0].text == f"HTTPS://{host}{address}"
    stranger = _context(browser, site, viewport=PHONE, locale="zh-CN")
    page = stranger.new_page()
    page.goto(address)
    for words in ("有效", people[3][0], TITLE, "内部证书"):
        expect(page.locator("main")).to_contain_text(words)
    page.goto("/verify/")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="查这个文件").click()
    expect(page.locator("main")).to_contain_text(people[3][0])

    desk.goto(f"/desk/certificates/?q={file.stem}")
    desk.locator("tbody a").first.click()
    desk.locator("summary", has_text="撤销").click()
    desk.get_by_label("理由").fill("考试成绩登错了")
    desk.get_by_role("button", name="撤销").click()
    desk.get_by_role("dialog").get_by_role("button", name="撤销").click()
    expect(desk.locator("main")).to_contain_text("已撤销")
    page.goto(address)
    expect(page.locator("main")).to_contain_text("这张证书被撤销了")
    phone.reload()
    expect(phone.locator("section.card", has_text=TITLE)).to_contain_text("考试成绩登错了")
    close(stranger)
