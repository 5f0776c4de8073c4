"""Simulators move the hall's screen and a trainee's phone; the network is cut for a minute, and both recover by themselves."""

import json
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from journeys.conftest import CHROMIUM, ROOT, Site, sign_in_staff, sign_in_worker
from journeys.cut_line import HERE, CutLine, cut_line

pytestmark = pytest.mark.journey

WELDER = "19900000006"
CUT_SECONDS = 60
SOON = 15.0


def simulate(site: Site, runs: int, seed: int, door: str = "mixed") -> str:
    """`./xinlian simulate` in a process of its own; what it printed."""
    env = {key: value for key, value in os.environ.items() if not key.startswith(("XINLIAN_", "DJANGO_"))}
    env |= {"XINLIAN_DATA": str(site.data), "XINLIAN_SITE_URL": site.url, "PYTHONPATH": str(ROOT / "src")}
    words = ["simulate", "--url", site.url, "--rate", "30", "--runs", str(runs), "--seed", str(seed), "--door", door]
    done = subprocess.run(
        [sys.executable, "-m", "xinlian.web.cli", *words], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def soon(what: Callable[[], bool], seconds: float = SOON) -> None:
    until = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < until, "it did not come"
        time.sleep(0.2)


def shown(page: Page) -> list[str]:
    return [line.strip() for line in page.locator("[data-top] li").all_inner_texts()]


def told(site: Site, key: str) -> list[str]:
    """The ranks, names and marks that the server would show now."""
    lines = json.loads(urllib.request.urlopen(f"{site.url}/boards/hall/{key}.json").read())["top"]
    return [f"{one['rank']} {one['name']} {one['marks']}" for one in lines]


def on_screen(page: Page) -> list[str]:
    script = "list => list.map(li => [li.children[0], li.children[1], li.lastElementChild].map(e => e.firstChild.textContent.trim()).join(' '))"
    found: list[str] = page.locator("[data-top] li").evaluate_all(script)
    return found


def rank_of(page: Page) -> int:
    return int(page.locator("[data-rank].big").inner_text())


def test_simulators_move_the_hall_and_the_phone_and_both_recover(
    browser: Browser, phone: Page, desk: Page, site: Site
) -> None:
    sign_in_worker(phone, site, WELDER)
    phone.goto("/simulators/")
    phone.get_by_role("link", name="综合排行 · 前十名").click()
    before = rank_of(phone)

    sign_in_staff(desk, "yongkang")
    desk.goto("/desk/simulators/")
    desk.get_by_role("link", name="综合排行 · 前十名").click()
    address = desk.get_by_label("大屏打开这个地址").input_value()
    key = address.rstrip("/").rpartition("/")[2]
    live = re.search(r'data-live="http://127\.0\.0\.1:(\d+)/', desk.request.get(address).text())
    assert live is not None
    port = urlsplit(site.url).port or 0
    with cut_line([port, int(live[1])]) as line, screen(browser) as hall:
        hall.goto(f"http://localhost:{port}/boards/hall/{key}/")
        follow(hall, phone, line, before, key, site)


@contextmanager
def screen(browser: Browser) -> Iterator[Page]:
    """A screen in a hall, which reaches the site over a line that can be cut; no error of its page may stay unseen."""
    path = os.environ.get("XINLIAN_CHROMIUM", "/usr/bin/chromium")
    apart = browser.browser_type.launch(
        executable_path=path, args=[*CHROMIUM, f"--host-resolver-rules=MAP localhost {HERE}"]
    )
    page = apart.new_context(viewport={"width": 1600, "height": 900}, locale="zh-CN").new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert not wrong
    apart.close()


def violations(page: Page) -> list[str]:
    return [item["id"] for item in Axe().run(page).response["violations"]]


def follow(hall: Page, phone: Page, line: CutLine, before: int, key: str, site: Site) -> None:
    """What moves, what stays while the line is cut, and what comes back."""
    assert hall.evaluate("document.documentElement.scrollHeight <= innerHeight"), "a screen in a hall does not scroll"
    was = shown(hall)
    assert len(was) == 10
    assert violations(hall) == []
    inside = hall.context.new_page()
    inside.goto(f"{hall.url}embed/")
    assert violations(inside) == []
    inside.close()

    said = simulate(site, 90, seed=1)
    assert "90 taken, 0 refused, 0 not sent" in said
    soon(lambda: shown(hall) != was and on_screen(hall) == told(site, key))
    assert hall.locator("[data-fresh]").inner_text().startswith("刚刚更新")
    for seed in range(2, 12):
        if rank_of(phone) != before:
            break
        simulate(site, 60, seed, "post")
        phone.wait_for_timeout(6000)
    assert rank_of(phone) != before, "600 runs of others and one's own leave nobody where they were"

    line.cut()
    phone.context.set_offline(True)
    cut, at = time.monotonic(), shown(hall)
    simulate(site, 60, seed=20)
    for page in (hall, phone):
        soon(lambda page=page: page.locator("[data-fresh]").inner_text().startswith("没有网络"), 60)
    assert shown(hall) == at, "the last that was heard stays on the screen"
    hall.wait_for_timeout(max(0, (CUT_SECONDS - (time.monotonic() - cut)) * 1000))
    line.mend()
    phone.context.set_offline(False)
    simulate(site, 5, seed=21)
    soon(lambda: on_screen(hall) == told(site, key))
    soon(lambda: phone.locator("[data-fresh]").inner_text().startswith("刚刚更新"))
    soon(lambda: rank_of(phone) == phone.request.get(phone.url.rstrip("/") + ".json").json()["mine"]["rank"])


def test_a_device_s_runs_are_withdrawn_and_put_back(desk: Page, site: Site) -> None:
    sign_in_staff(desk, "yongkang")
    desk.goto("/desk/simulators/")
    desk.get_by_role("link", name="叉车 1 号机").first.click()
    desk.get_by_label("停用或撤下的原因").fill("打分不准")
    desk.get_by_role("button", name="撤下成绩").click()
    desk.get_by_role("dialog").get_by_role("button", name="撤下成绩").click()
    desk.get_by_text("撤下了，排行榜跟着变了").wait_for()
    assert "撤下的 0 次" not in desk.locator("main").inner_text()
    desk.get_by_role("button", name="恢复成绩").click()
    desk.get_by_text("恢复了，排行榜跟着变了").wait_for()
    assert "撤下的 0 次" in desk.locator("main").inner_text()
