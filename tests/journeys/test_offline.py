"""On the road with a phone and no network: find the next station, say what is so, arrive once."""

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.bad_line import bad_line
from journeys.conftest import PHONE, Site, _context, close, sign_in_worker
from journeys.test_every_page import UNTOLD, _violations

pytestmark = pytest.mark.journey

BEFORE_BALONG = {"latitude": 36.03, "longitude": 97.75, "accuracy": 20}
NEXT = "巴隆乡司机之家"
READY = """Promise.race([
  navigator.serviceWorker.ready.then(() => true),
  new Promise((done) => setTimeout(() => done(false), 15000)),
])"""
REPORTS = "select count(*) from stations_report r join stations_station s on s.id = r.station_id join places_place p on p.id = s.place_id where p.name = ? and r.code = ?"


@pytest.fixture
def driver(browser: Browser, site: Site) -> Iterator[Page]:
    """A driver's phone on national road 109, with a satellite fix, nobody signed in, the service worker at work."""
    with on_the_road(browser, site) as page:
        yield page


@contextmanager
def on_the_road(browser: Browser, site: Site, url: str = "") -> Iterator[Page]:
    """Such a phone, reaching the site at its own address or at `url`."""
    context = _context(
        browser, site, viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True,
        permissions=["geolocation"], geolocation=BEFORE_BALONG, **({"base_url": url} if url else {}),
    )  # fmt: skip
    page = context.new_page()
    page.goto("/stations/saved/")
    kept(page)
    yield page
    close(context)


def kept(page: Page) -> None:
    """Wait until the service worker holds the shell."""
    for _ in range(4):
        if page.evaluate(READY):
            break
        page.reload()
    else:
        raise AssertionError("the service worker did not come up")
    expect(page.locator("html")).to_have_attribute("data-js", "on")


def road(page: Page) -> str:
    """The address of the demo's road."""
    page.goto("/stations/saved/")
    return str(page.locator("main a[href*='?road=']").first.get_attribute("href"))


def take(page: Page) -> str:
    """Take the road along; its address."""
    address = road(page)
    page.goto(address)
    page.locator("[data-take-now]").click()
    expect(page.locator("[data-taken-words]")).to_be_visible()
    return address


def outbox(page: Page) -> int:
    """How many things wait on the phone."""
    return int(
        page.evaluate(
            """() => new Promise((done) => {
              const ask = indexedDB.open('xinlian');
              ask.onsuccess = () => {
                const all = ask.result.transaction('outbox').objectStore('outbox').count();
                all.onsuccess = () => { ask.result.close(); done(all.result); };
              };
            })"""
        )
    )


def sent(page: Page) -> None:
    """Wait until nothing waits on the phone any more."""
    for _ in range(60):
        if outbox(page) == 0:
            return
        page.wait_for_timeout(250)
    raise AssertionError("things still wait on the phone")


def test_the_next_station_is_found_and_a_report_arrives_once(driver: Page, site: Site) -> None:
    address = take(driver)
    before = site.one(REPORTS, NEXT, "no_hot_water")
    driver.context.set_offline(True)
    driver.goto(address)
    stop = driver.locator("[data-list] > li:not(.me)").first
    expect(stop.locator("h3")).to_have_text(NEXT)
    expect(stop.locator(".km")).to_contain_text("前方 24.4")
    expect(driver.locator("[data-net]")).to_contain_text("没有网络")
    expect(driver.locator("[data-go]")).to_have_attribute("href", re.compile(r"^(geo:36\.|https://uri\.amap\.com/)"))
    driver.locator("[data-tell]").click()
    driver.locator("[data-reports] button[value=no_hot_water]").click()
    expect(driver.locator("[data-net]")).to_contain_text("有 1 条待发送")
    expect(stop).to_contain_text("有网时自动发送")
    assert site.one(REPORTS, NEXT, "no_hot_water") == before
    driver.context.clear_cookies()  # days later every token is gone
    driver.context.set_offline(False)
    sent(driver)
    assert site.one(REPORTS, NEXT, "no_hot_water") == before + 1
    driver.reload()
    driver.wait_for_timeout(500)
    assert site.one(REPORTS, NEXT, "no_hot_water") == before + 1


def test_a_report_whose_answer_was_lost_is_sent_again_and_is_there_once(browser: Browser, site: Site) -> None:
    with bad_line(site.url, b"POST /sync/") as line, on_the_road(browser, site, line.url) as driver:
        driver.goto(take(driver))
        before = site.one(REPORTS, NEXT, "full")
        driver.locator("[data-tell]").click()
        driver.locator("[data-reports] button[value=full]").click()
        expect(driver.locator("[data-list]")).to_contain_text("您说的「满了」")
        for _ in range(60):  # the page says it at once; the server has it a moment later
            if line.lost:
                break
            driver.wait_for_timeout(250)
        assert line.lost == [200]
        driver.evaluate("window.dispatchEvent(new Event('online'))")
        sent(driver)
        assert site.one(REPORTS, NEXT, "full") == before + 1


def test_without_a_fix_a_kilometre_mark_or_a_town_will_do(driver: Page) -> None:
    address = take(driver)
    driver.context.clear_permissions()
    driver.context.set_offline(True)
    driver.goto(address)
    driver.locator("[data-locate]").click()
    driver.locator("[data-mark]").fill("K2480")
    expect(driver.locator("[data-list] > li:not(.me) h3").first).to_have_text(NEXT)
    driver.locator("[data-mark]").fill("9999")
    expect(driver.locator("[data-mark-wrong]")).to_be_visible()
    driver.locator("[data-towns]").select_option(label="诺木洪")
    expect(driver.locator("[data-list] > li:not(.me) .km").first).to_contain_text(re.compile("前方|就在这里"))
    driver.locator("[data-ways] a").nth(1).click()
    expect(driver.locator("[data-list]")).to_contain_text(NEXT)


def test_the_age_of_every_fact_is_said(driver: Page) -> None:
    address = take(driver)
    driver.context.set_offline(True)
    driver.clock.set_system_time(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=3, minutes=5))
    driver.goto(address)
    expect(driver.locator("[data-net]")).to_contain_text("数据是 3 小时前的")
    facts = driver.locator("[data-list] [data-facts]").all_inner_texts()
    assert facts
    assert all("确认" in text for text in facts)
    driver.clock.set_system_time(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=8))
    driver.goto(address)
    expect(driver.locator("[data-net]")).to_contain_text("数据是 8 天前的")
    expect(driver.locator("[data-list] .pill").first).to_contain_text("平时这时候")


def test_filters_work_without_a_network(driver: Page) -> None:
    address = take(driver)
    driver.context.set_offline(True)
    driver.goto(address)
    every = driver.locator("[data-list] > li:not(.me)")
    expect(every.first).to_be_visible()
    count = every.count()
    driver.locator("[data-filters] .chip", has_text="床位").click()
    expect(every).not_to_have_count(count)
    for text in every.all_inner_texts():
        assert "床位" in text


def test_a_station_s_form_waits_for_the_network(driver: Page, site: Site) -> None:
    number = "select count(*) from stations_voice where text = ?"
    driver.goto("/stations/?near=德清")
    driver.locator("main .st h3 a").first.click()
    driver.goto(driver.url.split("?")[0] + "thanks/")
    driver.context.set_offline(True)
    driver.locator("[name=text]").fill("热水真热，谢谢")
    driver.locator("form[data-queue] button.btn").click()
    expect(driver.locator("form[data-queue]")).to_contain_text("已存在手机里")
    assert outbox(driver) == 1
    driver.context.set_offline(False)
    sent(driver)
    assert site.one(number, "热水真热，谢谢") == 1


def test_at_the_door_without_a_network(driver: Page, site: Site) -> None:
    code = site.one(
        "select s.code from stations_station s join places_place p on p.id = s.place_id where p.name = ?", NEXT
    )
    key = str(site.one("select door_key from stations_station where code = ?", code))
    from xinlian.stations.rules.doors import proof

    before = site.one("select count(*) from places_visit where way = 'door'")
    driver.context.set_offline(True)
    driver.goto(f"/d/{code}/{proof(key)}/")
    driver.locator("[data-check-in]").click()
    expect(driver.locator("[data-checked]")).to_contain_text("已存在手机里")
    driver.context.set_offline(False)
    sent(driver)
    assert site.one("select count(*) from places_visit where way = 'door'") == before + 1


def test_what_is_refused_later_stays_on_the_phone_with_its_reason(driver: Page) -> None:
    driver.evaluate(
        "import('/static/web/queue.js').then((queue) => queue.add('report', {station: 'GONE', code: 'closed'}))"
    )
    driver.goto("/stations/saved/")
    line = driver.locator("[data-items] li")
    expect(line).to_contain_text("没有找到这个驿站")
    line.locator("[data-drop]").click()
    expect(driver.locator("[data-outbox]")).to_be_hidden()
    assert outbox(driver) == 0


def test_what_is_said_while_others_are_on_their_way_goes_with_them(driver: Page) -> None:
    left = driver.evaluate(
        """async () => {
          const queue = await import('/static/web/queue.js');
          await queue.add('report', {station: 'GONE', code: 'closed'});
          queue.flush();
          await queue.add('report', {station: 'GONE', code: 'full'});
          await queue.flush();
          const {waiting, refused} = await queue.kept();
          return [waiting.length, refused.length];
        }"""
    )
    assert left == [0, 2]


def test_an_address_that_is_not_kept_says_what_is(driver: Page) -> None:
    take(driver)
    driver.context.set_offline(True)
    driver.goto("/stations/never-seen/")
    expect(driver.locator("h1")).to_have_text("现在没有网络")
    driver.locator("[data-held] a").click()
    expect(driver.locator("[data-list] h3").first).to_have_text(NEXT)


def test_a_page_of_somebody_signed_in_is_never_kept(driver: Page, site: Site) -> None:
    held = "caches.keys().then((names) => Promise.all(names.map((name) => caches.open(name).then((c) => c.keys())))).then((all) => all.flat().map((r) => new URL(r.url).pathname))"
    driver.goto("/")
    driver.wait_for_timeout(300)
    assert "/" in driver.evaluate(held)
    sign_in_worker(driver, site, "19900000003")
    for address in ("/", "/me/", "/stations/"):
        driver.goto(address)
    driver.wait_for_timeout(500)
    assert not {"/", "/me/", "/stations/", "/sign-in/"} & set(driver.evaluate(held))


def test_the_kept_pages_speak_the_reader_s_language(driver: Page, site: Site) -> None:
    driver.context.add_cookies([{"name": "language", "value": "en", "url": site.url}])
    address = take(driver)
    driver.wait_for_timeout(1500)
    driver.context.set_offline(True)
    driver.goto(f"{address}&fresh=1")
    expect(driver.locator("html")).to_have_attribute("lang", "en")
    expect(driver.locator("[data-list]")).not_to_contain_text("前方")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_without_a_network_can_be_used_by_everybody(driver: Page, site: Site, language: str) -> None:
    driver.context.add_cookies([{"name": "language", "value": language, "url": site.url}])
    address = take(driver)
    driver.wait_for_timeout(1500)
    wrong: list[str] = []
    for online in (True, False):
        driver.context.set_offline(not online)
        for path in (f"{address}&fresh={online}", "/stations/saved/", "/stations/ahead/", "/d/DEMO00006/X/"):
            driver.goto(path)
            driver.wait_for_timeout(600)
            if "road=" in path:
                driver.locator("[data-tell]").click()
                driver.locator("[data-reports] button[value=closed]").click()
                driver.wait_for_timeout(300)
            wrong += [f"{path} online={online}: {violation}" for violation in _violations(driver)]
            wide = driver.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            wrong += [f"{path}: {wide} px too wide"] if wide > 1 else []
            if language == "en":
                wrong += [f"{path} online={online}: {text}" for text in driver.evaluate(UNTOLD)]
    assert wrong == []


def test_a_page_that_is_kept_says_two_different_things_on_two_days(driver: Page, site: Site) -> None:
    driver.goto("/stations/?near=都兰")
    driver.locator("main .st h3 a").first.click()
    address = driver.url.split("?")[0]
    driver.goto(address)
    driver.wait_for_timeout(500)
    driver.context.set_offline(True)
    for code in ("full", "closed"):
        driver.goto(address)
        driver.locator(f"form[data-queue=report] button[value={code}]").click()
        expect(driver.locator("form[data-queue=report]")).to_contain_text("已存在手机里")
    assert outbox(driver) == 2
    driver.context.set_offline(False)
    sent(driver)
