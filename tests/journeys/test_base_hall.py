"""The screen in the hall of the base keeps itself fresh, says when it cannot, and recovers by itself."""

import uuid
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import Site, _context, close

pytestmark = pytest.mark.journey
NEXT = 45_000  # it asks every half minute


@pytest.fixture
def hall(browser: Browser, site: Site) -> Iterator[Page]:
    context = _context(browser, site, viewport={"width": 1600, "height": 900}, locale="zh-CN")
    yield context.new_page()
    close(context)


def test_the_screen_of_the_base_keeps_itself_fresh(hall: Page, site: Site) -> None:
    key = uuid.UUID(str(site.one("select hall_key from training_project")))
    hall.goto(f"/base/hall/{key}/")
    assert [item["id"] for item in Axe().run(hall).response["violations"]] == []
    assert hall.evaluate("document.documentElement.scrollHeight <= innerHeight"), "a screen in a hall does not scroll"
    fresh = hall.locator("[data-fresh]")
    before = fresh.inner_text()
    expect(fresh).not_to_have_text(before, timeout=NEXT)
    assert "没有网络" not in fresh.inner_text()
    hall.context.set_offline(True)
    expect(fresh).to_contain_text("没有网络", timeout=NEXT)
    hall.context.set_offline(False)
    expect(fresh).not_to_contain_text("没有网络", timeout=NEXT)
