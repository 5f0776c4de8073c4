"""Every page of the desk over a base of 12,000 builders and eighteen months, on SQLite and on PostgreSQL.

The demo with the base is loaded, the real server started, an officer and a medic signed in, and every kind of page that links
lead one of them to is asked several times; its median counts. The floor is the fastest page of the same run. --quick: 600 builders.
"""

import http.cookiejar
import os
import re
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path

from xinlian.testing import atlas
from xinlian.testing.bench._serving import site
from xinlian.testing.demo.people import PASSWORD
from xinlian.web.cli import boot, postgres
from xinlian.web.cli.figures import Figure

BUILDERS = {True: 600, False: 12_000}
TIMES = {True: 3, False: 7}
BAR_MS, SHOWN, MOST = 300, 6, 250
WHO = ("yongkang", "yongkang-medic")
VARYING = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
LINK = re.compile(r'(?:href|hx-get)="(/desk/[^"#]*)"')
FILES = re.compile(r"/(xlsx|csv|pdf|zip|docx|json|png|svg|gift|export|download|template)/?(\?|$)|logout|/log/")

Report = Callable[[str, int, int], None]


class Visitor:
    """Somebody signed in at the desk."""

    def __init__(self, port: int, login: str = WHO[0]) -> None:
        self.base = f"http://127.0.0.1:{port}"
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = self.get("/accounts/login/")[1]
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        said = {"login": login, "password": PASSWORD, "csrfmiddlewaretoken": token[1] if token else ""}
        request = urllib.request.Request(  # noqa: S310 - our own address
            f"{self.base}/accounts/login/", urllib.parse.urlencode(said).encode(), {"Referer": self.base}
        )
        self.opener.open(request).read()

    def get(self, path: str) -> tuple[str, str]:
        """Where it led to, and the page; "" of what is no page or is refused."""
        try:
            with self.opener.open(f"{self.base}{path}") as answer:
                content, kind = answer.read(), answer.headers.get_content_type()
                led = urllib.parse.urlsplit(answer.url)
                return led.path, content.decode() if kind == "text/html" else ""
        except urllib.error.HTTPError:
            return path, ""


def run(quick: bool, progress: Report) -> list[Figure]:
    """The figures: SQLite, then PostgreSQL."""
    with tempfile.TemporaryDirectory(prefix="xinlian-desk-") as name, postgres.server() as server:
        folder = Path(name)
        (folder / "SQLite").mkdir()
        (folder / "PostgreSQL").mkdir()
        figures = _one("SQLite", f"sqlite:{folder / 'SQLite' / 'data.sqlite3'}", folder, quick, progress)
        with atlas.fresh_postgres("desk", server, folder) as made:
            address = f"{server.rpartition('/')[0]}/{made.settings_dict['NAME']}"
            return figures + _one("PostgreSQL", address, folder, quick, progress)


def _one(name: str, address: str, folder: Path, quick: bool, progress: Report) -> list[Figure]:
    env = {**os.environ, "XINLIAN_DATA": str(folder / name), "XINLIAN_DATABASE": address, "XINLIAN_LOG_LEVEL": "ERROR"}
    env |= {"DJANGO_SETTINGS_MODULE": "xinlian.web.settings"}
    progress(f"{name}: {BUILDERS[quick]:,} builders", 0, 0)
    words = boot.child("demo", "base", "--builders", str(BUILDERS[quick]))
    subprocess.run(words, env=env, stdout=subprocess.DEVNULL, check=True)  # noqa: S603
    if name == "PostgreSQL":
        subprocess.run(boot.child("manage", "shell", "-c", ANALYZE), env=env, stdout=subprocess.DEVNULL, check=True)  # noqa: S603
    with site(env, 1) as (port, _group):
        kinds: set[str] = set()
        visitors = [Visitor(port, login) for login in WHO]
        pages = [(visitor, path) for visitor in visitors for path in _reached(visitor, kinds, name, progress)]
        times = {}
        for place, (visitor, path) in enumerate(pages, 1):
            progress(f"{name}: pages", place, len(pages))
            times[path] = _median(visitor, path, TIMES[quick])
    return _figures(name, times)


ANALYZE = "from django.db import connection; connection.cursor().execute('ANALYZE')"


def _reached(visitor: Visitor, kinds: set[str], name: str, progress: Report) -> list[str]:
    """One address for each kind of page that links lead to, but for those that somebody else reached."""
    waiting, found = ["/desk/"], list[str]()
    while waiting and len(found) < MOST:
        path = waiting.pop(0)
        progress(f"{name}: finding pages", len(found), 0)
        led, page = visitor.get(path)
        if not page or not led.startswith("/desk/"):
            continue
        if path != "/desk/" or "/desk/" not in kinds:
            found.append(path)
        kinds.add("/desk/")
        for link in LINK.findall(page):
            address = link.replace("&amp;", "&")
            kind = VARYING.sub("*", address.partition("?")[0])
            if kind not in kinds and not FILES.search(address):
                kinds.add(kind)
                waiting.append(address)
    return found


def _median(visitor: Visitor, path: str, times: int) -> float:
    taken = []
    for _ in range(times + 1):
        began = time.perf_counter()
        visitor.get(path)
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken[1:])


def _figures(name: str, times: dict[str, float]) -> list[Figure]:
    slow = sorted(times.items(), key=lambda one: -one[1])
    floor = slow[-1][1]
    found = [Figure(f"{name}: pages of the desk that were asked", len(times), "pages")]
    for path, ms in slow[:SHOWN]:
        kind = VARYING.sub("*", path)
        found.append(Figure(f"{name}: {kind}", ms, "ms", floor, ms / floor, f"≤ {BAR_MS} ms", ms <= BAR_MS))
    return found
