"""A season of trips whole: drawn up, signed up for by phone and from Excel, drawn before witnesses, answered, led, told."""

import datetime
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import PHONE, ROOT, Site, _context, close, sign_in_staff, sign_in_worker
from xinlian.sheets.tests.books import book
from xinlian.testing.demo.trips import CROWD, FIRST_NUMBER
from xinlian.testing.make import impossible_phone

pytestmark = pytest.mark.journey

SHANGHAI = ZoneInfo("Asia/Shanghai")
TITLE = "旅程里的一线职工疗休养"
BATCHES, SEATS = 15, 48
BY_PHONE, BY_TABLE = 5, 695
LEADER = 719
MINUTES = 14
FIRST_GROUP = ("courier", "rider", "domestic")
OFFERING = "select uid from enrolment_offering where title = ?"
APPLIED = (
    "select count(*) from enrolment_application a join enrolment_offering o on o.id = a.offering_id where o.title = ?"
)
WORKERS = f"select p.id, p.name, p.occupation from people_person p where p.origin = 'demo' and p.union_path like (select union_path from people_union where name = '永康市总工会') || '%' and p.username is null order by p.id limit {CROWD}"  # the demo's later people, of the training base, have other numbers


@pytest.fixture
def phones(browser: Browser, site: Site) -> Iterator[list[Page]]:
    """Phones with nobody signed in: five workers, three witnesses, a leader, somebody on the waiting list."""
    signal.alarm(MINUTES * 60)  # a whole season takes longer than one errand
    made = [_context(browser, site, viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True) for _ in range(10)]
    yield [context.new_page() for context in made]
    for context in made:
        close(context)


def phone_of(number: int) -> str:
    """The phone of the demo county's so-manieth worker."""
    return impossible_phone(FIRST_NUMBER + number)


def begins() -> datetime.datetime:
    """When the first batch leaves: so soon that it can be ticked today, and before midnight."""
    now = datetime.datetime.now(SHANGHAI)
    return (now + datetime.timedelta(hours=6)).replace(second=0, microsecond=0)


def sure(page: Page, name: str) -> None:
    """Press a button that asks once more, and say yes."""
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()
    page.locator("dialog .btn.danger").click()


def workers(site: Site) -> list[tuple[int, str, str]]:
    """(number, name, occupation) of the demo county's workers, those of the first group first; the leader is left out."""
    rows = [(n, str(name), str(job)) for n, (_id, name, job) in enumerate(site.rows(WORKERS)) if n != LEADER]
    return sorted(rows, key=lambda row: row[2] not in FIRST_GROUP)


def test_a_season_from_programme_to_report(desk: Page, phones: list[Page], site: Site, tmp_path: Path) -> None:
    people = workers(site)
    sign_in_staff(desk, "yongkang")
    programme = draws_up(desk)
    hand = people[:BY_PHONE]
    for page, (number, _name, _job) in zip(phones, hand, strict=False):
        sign_in_worker(page, site, phone_of(number))
        signs_up(page)
    goes_together(phones[0], phones[1])
    brings_a_table(desk, programme, people[BY_PHONE : BY_PHONE + BY_TABLE], tmp_path)
    assert site.one(APPLIED, TITLE) == BY_PHONE + BY_TABLE
    draw = before_witnesses(desk, phones[5:8], programme, site)
    verified(desk, draw, tmp_path)
    answered(phones[:BY_PHONE], site)
    led(desk, phones[8], programme, [name for _n, name, _job in hand[:3]], site)
    asked(desk, phones[:3], programme)
    told(desk, programme)


def draws_up(desk: Page) -> str:
    """A programme of fifteen batches with a leader for the first, open for sign-up; its address."""
    first = begins()
    desk.goto("/desk/trips/new/")
    desk.locator("[name=title]").fill(TITLE)
    opens = datetime.datetime.now(SHANGHAI) - datetime.timedelta(hours=1)
    desk.locator("[name=opens_at]").fill(f"{opens:%Y-%m-%dT%H:%M}")
    desk.locator("[name=party_max]").fill("3")
    desk.locator("[name=first_on]").fill(f"{first:%Y-%m-%d}")
    desk.locator("[name=count]").fill(str(BATCHES))
    desk.locator("[name=every_days]").fill("4")
    desk.locator("[name=capacity]").fill(str(SEATS))
    desk.locator("[name=leaves]").fill(f"{first:%H:%M}")
    desk.locator("[name=returns]").fill("23:59")
    desk.locator("[name=route]").select_option(index=1)
    desk.get_by_role("button", name="建好草稿").click()
    expect(desk.locator("h1")).to_contain_text(TITLE)
    address = desk.url
    desk.goto(f"{address}batches/")
    desk.locator("tbody tr").first.locator("[name$=leader_phone]").fill(phone_of(LEADER))
    desk.get_by_role("button", name="全部保存").click()
    desk.goto(address)
    sure(desk, "开始报名")
    expect(desk.locator("main")).to_contain_text("正在报名")
    return address


def signs_up(page: Page) -> None:
    """Find it on the phone, wish the first batch, and say that the second would do."""
    page.goto("/signup/")
    page.get_by_role("link", name=re.compile(TITLE)).first.click()
    page.get_by_role("link", name="报名", exact=True).first.click()
    expect(page.locator(".date")).to_have_count(BATCHES)
    page.locator("input[name=b1][value=wished]").check()
    page.locator("input[name=b2][value=possible]").check()
    page.locator("main form .dock button").click()
    expect(page.locator("h1")).to_have_text("报上名了")


def goes_together(one: Page, other: Page) -> None:
    """Two workmates want to be kept together."""
    one.get_by_role("button", name="我先来").click()
    code = one.locator("main b.mono").inner_text()
    other.locator("#party-code").fill(code.lower())
    other.get_by_role("button", name="加入").click()
    expect(other.locator("main")).to_contain_text("结上伴了")


def brings_a_table(desk: Page, programme: str, people: list[tuple[int, str, str]], folder: Path) -> None:
    """The rest from Excel: they want few of the batches, and some could come to the first."""
    rows: list[list[object]] = [["姓名", "手机", "想去批次", "能去批次"]]
    for place, (number, name, _job) in enumerate(people):
        wished = f"{2 + place % 9}、{3 + place % 9}"
        rows.append([name, phone_of(number), wished, "1" if place % 3 == 0 else ""])
    rows[7][2] = "二十"
    path = book(folder / "报名.xlsx", ("报名", rows))
    desk.goto(programme)
    desk.get_by_role("link", name="从 Excel 导入报名").click()
    for again in (False, True):
        desk.locator("input[type=file]").set_input_files(path)
        desk.get_by_role("button", name="上传并检查").click()
        taken = 1 if again else len(people) - 1
        desk.get_by_role("button", name=f"确认导入 {taken} 行").click(timeout=60_000)
        expect(desk.locator(".page-head")).to_contain_text("已导入", timeout=120_000)
        if not again:
            expect(desk.locator("main")).to_contain_text("“二十”不是批次")
            rows[7][2] = "8、9"
            path = book(folder / "报名改好.xlsx", ("报名", rows))
            desk.goto(programme)
            desk.get_by_role("link", name="从 Excel 导入报名").click()


def before_witnesses(desk: Page, phones: list[Page], programme: str, site: Site) -> str:
    """Closed, previewed, sealed; three witnesses bind themselves; the number comes; they open; published."""
    desk.goto(programme)
    sure(desk, "提前截止")
    desk.get_by_role("link", name="抽签页").first.click()
    expect(desk.locator("main")).to_contain_text(str(BY_PHONE + BY_TABLE))
    due = datetime.datetime.now(SHANGHAI) + datetime.timedelta(seconds=100)
    desk.locator("[name=source]").fill("某彩票第 2026136 期")
    desk.locator("[name=due_at]").fill(f"{due:%Y-%m-%dT%H:%M}")
    numbers = [row[0] for row in workers(site)[-3:]]
    for place, number in enumerate(numbers, 1):
        desk.locator(f"[name=phone{place}]").fill(phone_of(number))
    sure(desk, "封存名单")
    desk.get_by_role("link", name="公开页").click()
    draw = desk.url
    for page, number in zip(phones, numbers, strict=True):
        sign_in_worker(page, site, phone_of(number))
        page.goto(f"{draw}witness/")
        page.get_by_role("button", name="交指纹").click()
        expect(page.locator("main")).to_contain_text("已交指纹")
    desk.goto(programme)
    desk.get_by_role("link", name="抽签页").first.click()
    for _ in range(60):
        if desk.locator("[name=number]").count():
            break
        desk.wait_for_timeout(2_000)
        desk.reload()
    desk.locator("[name=number]").fill("03 07 11 19 25 31 09")
    sure(desk, "登记公开号码")
    for page in phones:
        page.goto(f"{draw}witness/")
        page.get_by_role("button", name="公开我的号").click()
        expect(page.locator("main")).to_contain_text("已公开")
    desk.reload()
    sure(desk, "公布结果")
    expect(desk.locator("main")).to_contain_text(re.compile("座位"), timeout=60_000)
    return draw


def verified(desk: Page, draw: str, folder: Path) -> None:
    """Anybody recomputes the result from two files, in a process that knows no database; one changed lot is found."""
    files = {}
    for name in ("commitment", "result"):
        answer = desk.request.get(f"{draw}{name}.json")
        assert answer.status == 200
        files[name] = folder / f"{name}.json"
        files[name].write_bytes(answer.body())
    command = [sys.executable, "-m", "xinlian.web.cli", "draw", "verify"]

    def verify(result: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, str(result), "--commitment", str(files["commitment"])],
            env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"},
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )

    good = verify(files["result"])
    assert good.returncode == 0, good.stdout + good.stderr
    forged = json.loads(files["result"].read_text(encoding="utf-8"))
    forged["entries"][0]["wished"] = forged["entries"][0]["wished"][:1]
    changed = folder / "changed.json"
    text = json.dumps(forged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    changed.write_text(text + "\n", encoding="utf-8")
    assert verify(changed).returncode == 1


def answered(phones: list[Page], site: Site) -> None:
    """Four come, one gives the seat to the next; each reads lot and reasons; the next is offered it."""
    seats = "select s.state, count(*) from enrolment_seat s join enrolment_batch b on b.id = s.batch_id join enrolment_offering o on o.id = b.offering_id where o.title = ? and b.number = 1 group by 1"
    for page in phones:
        page.goto("/signup/")
        page.get_by_role("link", name=re.compile(TITLE)).first.click()
        page.get_by_role("link", name=re.compile("看我的报名|去答复")).click()
        expect(page.locator("main")).to_contain_text("您的签号")
        expect(page.locator("main")).to_contain_text("第 1 批")
    before = dict(site.rows(seats, TITLE))
    assert before == {"offered": SEATS}
    for page in phones[:4]:
        page.get_by_role("button", name="我去").click()
        expect(page.locator("main")).to_contain_text("说定了")
    sure(phones[4], "去不了，让给下一位")
    expect(phones[4].locator("main")).to_contain_text("座位让给下一位")
    after = dict(site.rows(seats, TITLE))
    assert after == {"offered": SEATS - 4, "accepted": 4, "declined": 1}


def led(desk: Page, phone: Page, programme: str, names: list[str], site: Site) -> None:
    """The leader takes the roster along, ticks three without a network; back in it they are there once."""
    sign_in_worker(phone, site, phone_of(LEADER))
    phone.goto("/lead/")
    phone.locator("[data-trips] a").first.click()
    expect(phone.locator("[data-count]")).to_have_text("0 / 4")
    phone.context.set_offline(True)
    for name in names:
        phone.locator("[data-people] .tick", has_text=name).first.click()
        expect(phone.locator("[data-people] .tick[aria-pressed=true]", has_text=name).first).to_be_visible()
    expect(phone.locator("[data-count]")).to_have_text("3 / 4")
    ticks = "select count(*) from enrolment_attendance t join enrolment_seat s on s.id = t.seat_id join enrolment_batch b on b.id = s.batch_id join enrolment_offering o on o.id = b.offering_id where o.title = ?"
    assert site.one(ticks, TITLE) == 0
    phone.context.set_offline(False)
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    for _ in range(60):
        if site.one(ticks, TITLE) == 3:
            break
        phone.wait_for_timeout(250)
    phone.reload()
    expect(phone.locator("[data-count]")).to_have_text("3 / 4")
    assert site.one(ticks, TITLE) == 3


def asked(desk: Page, phones: list[Page], programme: str) -> None:
    """Those who came are asked how it was; two answer on their phones, and the desk sees two of three."""
    desk.goto(f"{programme}satisfaction/")
    desk.locator("#questionnaire").select_option(index=1)
    desk.get_by_role("button", name="定下").click()
    desk.goto(programme)
    desk.get_by_role("link", name="第 1 批").first.click()
    desk.get_by_role("button", name="现在就问").click()
    expect(desk.locator("main")).to_contain_text("问卷发给到场的人了")
    for page in phones[:2]:
        page.goto("/")
        page.locator("a[href*='/surveys/']").first.click()
        expect(page.locator("main")).to_contain_text("这份问卷不记名")
        for group in page.locator("main form fieldset").all():
            group.locator("input").nth(4 if group.locator("input").count() > 4 else 0).check()
        page.get_by_role("button", name="交上去").click()
        expect(page.locator("main")).to_contain_text("收到了，谢谢您")
    desk.goto(f"{programme}satisfaction/")
    expect(desk.locator(".stats")).to_contain_text(re.compile(r"2\s*/ 3"))


def told(desk: Page, programme: str) -> None:
    """The desk sees who came; roster as Excel and PDF; the year's report holds the season."""
    desk.goto(programme)
    expect(desk.locator(".stats")).to_contain_text("3")
    desk.get_by_role("link", name="第 1 批").first.click()
    for form in ("xlsx", "pdf"):
        with desk.expect_download() as download:
            desk.locator(f"form[action*='/roster/{form}/'] button").first.click()
        assert download.value.path().stat().st_size > 3_000
    year = begins().year
    desk.goto(f"/desk/trips/year/{year}/")
    expect(desk.locator("main")).to_contain_text(TITLE)
