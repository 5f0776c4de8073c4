"""A real server over a data folder of its own with the demo in it, and a real browser in front."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
JOURNEY_SECONDS = 300
CLOSE_SECONDS = 30
PASSWORD = "heart-to-heart-2026"
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}


@dataclass(frozen=True, slots=True)
class Site:
    """The running site: its address, its data folder, what it printed."""

    url: str
    data: Path
    log: Path

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """What the database holds, read beside the server."""
        with sqlite3.connect(f"file:{self.data / 'xinlian.sqlite3'}?mode=ro", uri=True, timeout=20) as database:
            return database.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> object:
        """The first column of the only row."""
        return self.rows(sql, *values)[0][0]

    def code_for(self, phone: str, after: int = 0) -> str:
        """The newest sign-in code that the console printed for a phone, behind position `after` of the log."""
        for _ in range(300):
            printed = self.log.read_bytes()[after:].decode(errors="replace")
            codes = re.findall(rf"SMS …{phone[-4:]}:.*?(\d{{6}})", printed)
            if codes:
                return str(codes[-1])
            time.sleep(0.1)
        raise AssertionError(f"no code was printed for …{phone[-4:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(START_SECONDS * 5):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{url}/health/", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"the server did not come up:\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}")


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    """A browser that stopped answering fails the test instead of holding up everything behind it."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"a journey took more than {JOURNEY_SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(JOURNEY_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`run` in a process of its own, with the demo."""
    data = tmp_path_factory.mktemp("site")
    log = data / "server.log"
    port = _free_port()
    env = {key: value for key, value in os.environ.items() if not key.startswith(("XINLIAN_", "DJANGO_"))}
    env |= {
        "XINLIAN_DATA": str(data),
        "XINLIAN_SITE_URL": f"http://127.0.0.1:{port}",
        "PYTHONPATH": str(ROOT / "src"),
        "PYTHONUNBUFFERED": "1",
    }
    command = [sys.executable, "-m", "xinlian.web.cli", "run", "--port", str(port)]
    with log.open("wb") as out:
        server = subprocess.Popen(command, env=env, cwd=data, stdout=out, stderr=out, stdin=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}", server, log)
        yield Site(f"http://127.0.0.1:{port}", data, log)
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    path = os.environ.get("XINLIAN_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield launched
        launched.close()


def close(context: BrowserContext) -> None:
    """Close what a journey opened. Chromium sometimes never answers when a service worker is still being installed;
    the journey is over by then, so such a context is left to the end of the browser, which stays usable."""
    signal.alarm(CLOSE_SECONDS)
    try:
        context.close()
    except TimeoutError:
        print("a browser context did not close; it is left to the end of the browser", file=sys.stderr)
    finally:
        signal.alarm(JOURNEY_SECONDS)


def _context(browser: Browser, site: Site, **more: object) -> BrowserContext:
    context = browser.new_context(**{"base_url": site.url, "timezone_id": "Asia/Shanghai", **more})  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    return context


@pytest.fixture
def phone(browser: Browser, site: Site) -> Iterator[Page]:
    """A cheap phone in Chinese, with nobody signed in."""
    context = _context(
        browser, site, viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True, device_scale_factor=2
    )
    yield context.new_page()
    close(context)


@pytest.fixture
def desk(browser: Browser, site: Site) -> Iterator[Page]:
    """A desk computer in Chinese, with nobody signed in."""
    context = _context(browser, site, viewport=DESK, locale="zh-CN")
    yield context.new_page()
    close(context)


def sign_in_worker(page: Page, site: Site, number: str) -> None:
    """Sign in by phone and code, as a worker does."""
    after = site.log.stat().st_size
    page.goto("/sign-in/")
    page.locator("input[name=phone]").fill(number)
    page.locator("main form button[type=submit]").first.click()
    page.locator("input[name=code]").fill(site.code_for(number, after))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: "sign-in" not in url and "code" not in url)


def sign_in_staff(page: Page, username: str, password: str = PASSWORD) -> None:
    """Sign in by user name and password, as an officer does."""
    page.goto("/accounts/login/?next=/desk/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/desk/")
