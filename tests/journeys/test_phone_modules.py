"""The phone's own geometry and hours against the engines' golden vectors, in the browser they run in."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from vectors.make import FILE, vectors

pytestmark = pytest.mark.journey
ROOT = Path(__file__).resolve().parents[2]
STATIC = [ROOT / "src/xinlian/web/static", ROOT / "src/xinlian/stations/static"]
EVERYWHERE = ["web/store", "web/queue", "web/net"]
OWN = ["geo", "hours", "pack", "road", "saved"]
ALL = [*EVERYWHERE, "web/words", "web/outbox", "web/papers", *(f"stations/{name}" for name in OWN)]
BUDGETS = {45_000: ALL, 12_000: EVERYWHERE}  # bytes as they are written; about a third of it travels


def module(name: str) -> Path:
    """Where a module lies on the disk."""
    return next(folder / name for folder in STATIC if (folder / name).exists())


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that serves the modules from the disk."""
    context = browser.new_context()
    opened = context.new_page()

    def give(route: Route) -> None:
        name = route.request.url.split("/", 3)[3]
        if name:
            route.fulfill(body=module(name).read_text(encoding="utf-8"), content_type="text/javascript")
        else:
            route.fulfill(body="<!doctype html><title>modules</title>", content_type="text/html")

    opened.route("http://modules.test/**", give)
    opened.goto("http://modules.test/")
    yield opened
    context.close()


def run(page: Page, name: str, body: str, given: Any) -> Any:
    """What `body` (with the room's module as `m` and the vectors as `v`) gives."""
    return page.evaluate(f"async v => {{ const m = await import('/stations/{name}'); {body} }}", given)


def test_the_vectors_are_what_the_engines_say_today() -> None:
    assert json.loads(FILE.read_text(encoding="utf-8")) == json.loads(json.dumps(vectors()))


def test_distances_are_those_of_the_engine(page: Page) -> None:
    wanted = vectors()["distances"]
    found = run(page, "geo.js", "return v.map(([a, b, c, d]) => m.distance(a, b, c, d));", wanted)
    for (*_points, truth), metres in zip(wanted, found, strict=True):
        assert metres == pytest.approx(truth, abs=0.1 if truth < 10_000 else 50)


def test_places_on_a_road_are_those_of_the_engine(page: Page) -> None:
    given = vectors()
    body = "return v.feet.map(([lat, lon]) => { const f = m.project(v.line, lat, lon); return [f.along, f.off]; });"
    for (_lat, _lon, along, off), found in zip(given["feet"], run(page, "geo.js", body, given), strict=True):
        assert found[0] == pytest.approx(along, abs=3)
        assert found[1] == pytest.approx(off, abs=3)


def test_the_next_stations_are_those_in_front_nearest_first(page: Page) -> None:
    stations = [{"code": code, "along": along} for code, along in (("a", 10), ("b", 5000), ("c", 9000), ("d", 4900))]
    body = "return [1, -1].map((way) => m.ahead(v, 5000, way).map((one) => one.code));"
    assert run(page, "geo.js", body, stations) == [["d", "b", "c"], ["b", "d", "a"]]


def test_marks_rise_and_fall(page: Page) -> None:
    body = "return [false, true].map((f) => m.alongOf({start_mark_m: 2e6, marks_fall: f}, m.markAt({start_mark_m: 2e6, marks_fall: f}, 700)));"
    assert run(page, "geo.js", body, None) == [700, 700]


def test_the_compass_points_the_right_way(page: Page) -> None:
    points = [(1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0), (-1, -1), (0, -1), (1, -1)]
    assert run(page, "geo.js", "return v.map(([n, e]) => m.heading(0, 0, n, e));", points) == list(range(8))


def test_open_and_closed_are_those_of_the_engine(page: Page) -> None:
    given = vectors()["weeks"]
    body = "return v.map((c) => m.openness(c.week, {first_day: c.first_day, tz_min: 480}, c.now));"
    for case, found in zip(given, run(page, "hours.js", body, given), strict=True):
        assert (found["open"], found["until"], found["guess"]) == (case["open"], case["until"], False), case


def test_after_a_week_hours_are_only_a_guess(page: Page) -> None:
    case = vectors()["weeks"][40]
    later = {**case, "now": case["now"] + 7 * 86_400_000}
    found = run(page, "hours.js", "return m.openness(v.week, {first_day: v.first_day, tz_min: 480}, v.now);", later)
    assert (found["open"], found["guess"]) == (case["open"], True)


def test_no_hours_are_neither_open_nor_closed(page: Page) -> None:
    assert run(page, "hours.js", "return m.openness(null, {first_day: 0, tz_min: 480}, 0).open;", None) is None


def test_bits_beyond_thirty_two_are_seen(page: Page) -> None:
    assert run(page, "pack.js", "return v.map((b) => m.hasBit(2 ** 33 + 5, b));", [0, 1, 2, 33, 34]) == [
        True, False, True, True, False,
    ]  # fmt: skip


def test_the_modules_stay_within_their_budget() -> None:
    for budget, names in BUDGETS.items():
        assert sum(module(f"{name}.js").stat().st_size for name in names) <= budget, names
