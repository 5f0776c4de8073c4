"""Steps of people at a training base, each through their own page: officer, trainer, builder, machine, inspector, gate."""

import base64
import datetime
import io
import json
import re
import time
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import zxingcpp
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from journeys.conftest import Site
from xinlian.sheets.tests.books import book
from xinlian.simulators.rules.signing import signature
from xinlian.simulators.statements import MODE

SHANGHAI = datetime.timezone(datetime.timedelta(hours=8))
ROOM, OTHER_ROOM, TRAINER = "教培室", "实训室", "演示老师1"
SCENARIO, TASK = "W1", "焊接模拟机 · 平板对接"


def now() -> datetime.datetime:
    return datetime.datetime.now(SHANGHAI)


def sure(page: Page, name: str) -> None:
    """Press a button that sends a form, say yes where the page asks again, and see what comes."""
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name, exact=True).first.click()
        asked = page.get_by_role("dialog").get_by_role("button", name=name)
        if asked.count():
            asked.click()


@dataclass(frozen=True, slots=True)
class Lesson:
    """A lesson today, from when to when."""

    begins: datetime.datetime
    ends: datetime.datetime
    subject: str

    @property
    def line(self) -> str:
        return f"1 {self.begins:%H:%M}-{self.ends:%H:%M} {self.subject}"


def lessons(minutes: int, *subjects: str) -> list[Lesson]:
    """Lessons today, an hour each but for the last: that begins on the last quarter of an hour and ends in so many minutes."""
    at = now().replace(second=0, microsecond=0)
    hour, quarter = datetime.timedelta(hours=1), at.replace(minute=at.minute - at.minute % 15)
    begins = max(quarter - (len(subjects) - 1) * hour, at.replace(hour=0, minute=0))
    cuts = [begins + place * min(hour, max(quarter - begins, hour / 4)) for place in range(len(subjects))]
    end = min(max(at, cuts[-1]) + datetime.timedelta(minutes=minutes), at.replace(hour=23, minute=59))
    return [Lesson(*span, subject) for span, subject in zip(pairwise([*cuts, end]), subjects, strict=True)]


def draw_up(desk: Page, title: str, kind: str, taught: list[Lesson], **more: str) -> str:
    """A programme with its lessons; `trade`, `paper`, `template`, `task` where it has them. Its address."""
    desk.goto("/desk/base/programmes/new/")
    desk.locator("[name=title]").fill(title)
    desk.locator("[name=kind]").select_option(label=kind)
    if "trade" in more:
        desk.get_by_label(more["trade"], exact=True).check()
    for name in ("paper", "template"):
        if name in more:
            desk.locator(f"[name={name}]").select_option(label=more[name])
    desk.get_by_role("button", name="保存", exact=True).click()
    expect(desk.locator("h1")).to_contain_text(title)
    desk.locator("[name=lessons]").fill("\n".join(one.line for one in taught))
    desk.get_by_role("button", name="保存课程").click()
    expect(desk.locator("main")).to_contain_text(taught[-1].subject)
    if "task" in more:
        desk.locator("summary", has_text="加一项").click()
        desk.locator("[name=scenario]").select_option(label=more["task"])
        desk.locator("[name=least_marks]").fill("60")
        desk.get_by_role("button", name="加上").click()
        expect(desk.locator("main")).to_contain_text("60 分起")
    return desk.url


def hold(desk: Page, programme: str, room: str = ROOM) -> str:
    """The class that the waiting list makes, today, led by the trainer; its address."""
    desk.goto(programme)
    desk.get_by_role("link", name="开一个班").click()
    desk.locator("[name=day1]").fill(now().date().isoformat())
    desk.get_by_label(room).check()
    desk.locator("[name=least]").fill("1")
    desk.get_by_role("button", name="看看能开几个班").click()
    proposal = desk.locator("form.proposal").first
    proposal.locator("[name=lead]").select_option(label=TRAINER)
    proposal.get_by_role("button", name="开这个班").click()
    expect(desk.locator("main")).to_contain_text("每节课")
    return desk.url


def sessions_of(desk: Page, address: str) -> list[str]:
    """The addresses of a class's sessions, in their order."""
    desk.goto(address)
    found = desk.locator("main .links a[href*='/desk/base/sessions/']").evaluate_all("all => all.map(a => a.href)")
    return [str(one) for one in found]


def read_code(box: Locator) -> str:
    """What a square code says, read from its picture as a phone's camera would."""
    [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(box.screenshot())))
    return str(found.text)


def wall_code(desk: Page, session: str) -> str:
    """The address on the wall of a session's room."""
    desk.goto(f"{session}code/")
    return read_code(desk.locator(".wall-qr"))


def tick_offline(phone: Page, lesson: Lesson, absent: set[str]) -> int:
    """A trainer ticks the roster of a session without a network: everybody but some; how many."""
    row = phone.locator("[data-sessions] li", has_text=lesson.subject).filter(has_text=f"{lesson.begins:%H:%M}")
    row.locator("a").click()
    people = phone.locator("[data-people] button")
    expect(people.first).to_be_visible()
    done = 0
    for place in range(people.count()):
        one = people.nth(place)
        if not any(name in one.inner_text() for name in absent) and one.get_attribute("aria-pressed") == "false":
            one.click()
            expect(one).to_have_attribute("aria-pressed", "true")  # what is shown is kept, whatever comes next
            done += 1
    return done


def sit(phone: Page, site: Site, title: str, *, right: bool) -> None:
    """An exam on a phone from the first question to handing in; `right`: with the answers of the bank, else with others."""
    phone.goto("/exams/")
    phone.get_by_role("link", name=title).click()
    again = phone.get_by_role("button", name=re.compile("开考|再考"))
    again.first.click()
    expect(phone.locator("[data-question] legend")).to_be_visible()
    bank = {str(stem): json.loads(str(body)) for stem, body in site.rows("select stem, body from assessment_item")}
    many = int(phone.locator("[data-count]").inner_text().split("/")[1])
    for place in range(many):
        expect(phone.locator("[data-question] legend")).to_contain_text(f"第 {place + 1} 题")
        said = phone.locator("[data-question]").inner_text()
        answer(phone, next(body for stem, body in bank.items() if stem in said), right)
        if place + 1 < many:
            phone.locator("[data-after]").click()
    phone.locator(".turn [data-done]").click()
    phone.locator(".sit dialog [data-yes]").click()
    expect(phone.locator("[data-message]")).to_contain_text("已经交卷")


def answer(phone: Page, item: dict[str, Any], right: bool) -> None:
    """One question of the kinds that are chosen from; others are left open."""
    if item["kind"] == "judge":
        wanted = {"对" if item["truth"] is right else "错"}
    elif item["kind"] in ("single", "multiple"):
        good = {place in item["right"] for place in range(len(item["options"]))}
        assert good
        wanted = {text for place, text in enumerate(item["options"]) if (place in item["right"]) is right}
        wanted = wanted if item["kind"] == "multiple" else {sorted(wanted)[0]}
    else:
        return
    for row in phone.locator("[data-question] .row-pick").all():
        if row.inner_text().strip() in wanted:
            row.click()
    expect(phone.locator("[data-saved]")).to_contain_text("已保存")


@dataclass(frozen=True, slots=True)
class Machine:
    """A simulator with its key, as somebody typed it in."""

    url: str
    uid: str
    key: str
    xapi_user: str

    def ask(self, what: str, said: dict[str, Any], method: str = "POST") -> tuple[int, Any]:
        """By the key."""
        return self._send(what, said, {"Authorization": f"Bearer {self.key}"}, method)

    def ask_signed(self, what: str, said: dict[str, Any], key: str = "") -> tuple[int, Any]:
        """By a signature."""
        name, at, body = str(uuid.uuid4()), str(int(time.time())), json.dumps(said).encode()
        signed = signature(key or self.key, name, at, body)
        headers = {"X-Device": self.uid, "Webhook-Id": name, "Webhook-Timestamp": at, "Webhook-Signature": signed}
        return self._send(what, said, headers)

    def _send(self, what: str, said: dict[str, Any], headers: dict[str, str], method: str = "POST") -> tuple[int, Any]:
        address, body = f"{self.url}/api/v1/simulators/{what}", json.dumps(said).encode()
        sent = body if method == "POST" else None
        return send(address, sent, {"Content-Type": "application/json", **headers}, method)


def send(address: str, body: bytes | None, headers: dict[str, str], method: str = "POST") -> tuple[int, Any]:
    """Status and answer, whatever it is."""
    request = urllib.request.Request(address, body, headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            status, text = answer.status, answer.read()
    except urllib.error.HTTPError as error:
        status, text = error.code, error.read()
    return status, json.loads(text) if text else None


def add_machine(desk: Page, site: Site, name: str) -> Machine:
    """A welding simulator put up at the desk; its key is shown once."""
    desk.goto("/desk/simulators/")
    desk.get_by_role("link", name="焊接 1 号机").click()
    desk.get_by_role("link", name="焊接模拟机").first.click()
    desk.locator("form[action$='/devices/'] [name=name]").fill(name)
    desk.get_by_role("button", name="加，给我钥匙").click()
    shown = desk.locator(".note.ok .mono").all_inner_texts()
    key, uid, _address, user = shown[:4]
    return Machine(site.url, uid, key, user)


def run_of(number: str, marks: float, **more: Any) -> dict[str, Any]:
    """A graded run of now."""
    said = {"uid": str(uuid.uuid4()), "trainee": number, "scenario": SCENARIO, "marks": marks, "mode": "graded"}
    return {**said, "ended_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"), **more}


def bring_runs(desk: Page, folder: Path, number: str, marks: float) -> None:
    """Runs out of a table, as a machine without a network writes it."""
    headers = ["编号", "科目", "分数", "完成时间"]
    rows: list[list[object]] = [[number, SCENARIO, marks, f"{now():%Y-%m-%d %H:%M}"]]
    desk.get_by_role("link", name="从表格导入成绩").click()
    desk.locator("input[type=file]").set_input_files(book(folder / "成绩.xlsx", ("成绩", [headers, *rows])))
    desk.get_by_role("button", name="上传并检查").click()
    desk.get_by_role("button", name="确认导入 1 行").click(timeout=60_000)
    expect(desk.locator(".page-head")).to_contain_text("已导入", timeout=60_000)


def state(machine: Machine, number: str, marks: float) -> None:
    """A run as a statement of xAPI."""
    pair = base64.b64encode(f"{machine.xapi_user}:{machine.key}".encode()).decode()
    headers = {
        "Authorization": f"Basic {pair}",
        "X-Experience-API-Version": "2.0.0",
        "Content-Type": "application/json",
    }
    iri = machine.ask("me", {}, "GET")[1]["scenarios"][0]["iri"]
    said = {
        "id": str(uuid.uuid4()),
        "actor": {"account": {"homePage": machine.url, "name": number}},
        "verb": {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"zh": "做完"}},
        "object": {"id": iri},
        "result": {"score": {"raw": marks, "min": 0, "max": 100}, "duration": "PT300S"},
        "context": {"extensions": {MODE: "graded"}},
        "timestamp": datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
    }
    status, told = send(f"{machine.url}/xapi/statements", json.dumps(said).encode(), headers)
    assert (status, told) == (200, [said["id"]])


def wait_for_list(site: Site) -> None:
    """Until the worker has signed what changed, as it does every minute."""
    until = time.monotonic() + 120
    while site.one("select count(*) from credentials_statuschange where version is null"):
        assert time.monotonic() < until, "no list was signed"
        time.sleep(0.5)


def enrol_gate(gate: Page, desk: Page, site_name: str) -> None:
    """A phone becomes the gate of a site by the code that an officer reads out."""
    desk.goto("/desk/sites/")
    desk.get_by_role("link", name=site_name).click()
    desk.get_by_label("门的名字").fill("旅程门")
    desk.get_by_role("button", name="设一道门").click()
    said = desk.get_by_text("登记码：").first.inner_text()
    [code] = re.findall(r"登记码：([0-9A-Z ]+)。", said)[:1]
    gate.goto("/gate/")
    gate.evaluate("navigator.serviceWorker.ready.then(() => true)")
    gate.get_by_label("登记码").fill(code)
    gate.get_by_role("button", name="登记").click()
    expect(gate.locator("[data-fresh]")).to_contain_text("刚刚")


def at_gate(gate: Page, code: str, told: str) -> None:
    """The short code of a pass at a gate, and what the gate says of it."""
    gate.get_by_label("短码，或用扫码枪").fill(code)
    gate.get_by_role("button", name="查", exact=True).click()
    expect(gate.locator("[data-outcome]")).to_have_attribute("data-code", re.compile(told))


def update_gate(gate: Page) -> None:
    """What the guard presses when there is a network again."""
    gate.context.set_offline(False)
    gate.get_by_role("button", name="现在联网更新").click()
    expect(gate.locator("[data-fresh]")).to_contain_text("刚刚")
    expect(gate.locator("[data-fresh]")).to_have_attribute("data-waiting", "0")
