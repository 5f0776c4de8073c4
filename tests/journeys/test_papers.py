"""What a phone keeps for one person: there without a network, gone for whoever is next."""

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Site, sign_in_worker
from journeys.test_offline import driver, outbox

__all__ = ["driver"]
pytestmark = pytest.mark.journey

KEEP = "import('/static/web/papers.js').then((m) => m.keepPaper('roster', {seats: 3}))"
READ = "import('/static/web/papers.js').then((m) => m.paper('roster')).then((one) => one && one.data)"
COUNT = """() => new Promise((done) => {
  const ask = indexedDB.open('xinlian');
  ask.onsuccess = () => {
    const all = ask.result.transaction('papers').objectStore('papers').count();
    all.onsuccess = () => { ask.result.close(); done(all.result); };
  };
})"""
ADD = """import('/static/web/queue.js').then((queue) =>
  queue.add('thanks', {station: 'DEMO00001', text: '只给我自己看'}, 'somebody0000'))"""


def gone(page: Page) -> None:
    """Wait until no paper lies on the phone any more."""
    for _ in range(20):
        if page.evaluate(COUNT) == 0:
            return
        page.wait_for_timeout(250)
    raise AssertionError("a paper still lies on the phone")


def test_a_paper_is_there_without_a_network_and_gone_for_the_next(driver: Page, site: Site) -> None:
    driver.evaluate(KEEP)
    assert driver.evaluate(COUNT) == 0  # nobody is signed in
    sign_in_worker(driver, site, "19900000003")
    driver.evaluate(KEEP)
    driver.context.set_offline(True)
    driver.goto("/stations/saved/")
    assert driver.evaluate(READ) == {"seats": 3}
    driver.context.set_offline(False)
    driver.goto("/me/")
    driver.locator("form[action='/sign-out/'] button").first.click()
    driver.wait_for_url("**/")
    gone(driver)
    assert driver.evaluate(READ) is None


def test_the_next_on_this_phone_does_not_read_what_waits_for_another(driver: Page) -> None:
    driver.evaluate("import('/static/web/queue.js').then(() => true)")  # there before the network goes
    driver.context.set_offline(True)
    driver.goto("/stations/saved/")
    driver.evaluate(ADD)
    expect(driver.locator("[data-items] li")).to_contain_text("另一个人")
    expect(driver.locator("[data-items] li")).not_to_contain_text("只给我自己看")
    assert outbox(driver) == 1
