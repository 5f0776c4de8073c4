"""A courier with forty seconds: find, filter, open, share, report, check in."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import PHONE, Site, _context, close
from xinlian.stations.rules.doors import proof

pytestmark = pytest.mark.journey

WUYANG = {"latitude": 30.5465, "longitude": 119.9650, "accuracy": 15}
HANGZHOU_BAY = {"latitude": 30.15, "longitude": 123.0, "accuracy": 15}
NEAREST = "丰桥社区职工驿站"
STATION = "select s.id from stations_station s join places_place p on p.id = s.place_id where p.name = ?"


@pytest.fixture
def courier(browser: Browser, site: Site) -> Iterator[Page]:
    """A courier's phone in Wuyang with a satellite fix and nobody signed in."""
    context = _context(
        browser, site, viewport=PHONE, locale="zh-CN", has_touch=True, is_mobile=True,
        permissions=["geolocation", "clipboard-read", "clipboard-write"], geolocation=WUYANG,
    )  # fmt: skip
    yield context.new_page()
    close(context)


def near_me(page: Page) -> None:
    """From home to the list of what is near."""
    page.goto("/")
    page.get_by_role("link", name="找驿站").first.click()
    page.get_by_role("button", name="用我的位置找").click()
    expect(page.locator("main ul li").first).to_contain_text("丰桥社区")


def open_nearest(page: Page) -> None:
    """From the list to the nearest station's page."""
    near_me(page)
    page.get_by_role("link", name=NEAREST).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NEAREST)


def reports(site: Site, code: str) -> int:
    """How many reports of a code the nearest station has."""
    return int(
        str(
            site.one(f"select count(*) from stations_report where code = ? and station_id = ({STATION})", code, NEAREST)
        )
    )


def test_the_nearest_comes_first_and_no_position_stands_in_the_address(courier: Page) -> None:
    near_me(courier)
    assert "30.5" not in courier.url
    assert "119.9" not in courier.url
    first = courier.locator("main ul li").first
    expect(first).to_contain_text("米")


def test_filters_keep_only_what_fits(courier: Page) -> None:
    near_me(courier)
    everything = courier.locator("main .list .st").count()
    courier.locator("label.chip", has_text="淋浴").first.click()
    expect(courier).to_have_url(re.compile("need=shower"))
    rows = courier.locator("main .list .st")
    expect(rows.first).to_be_visible()
    assert rows.count() <= everything
    for row in rows.all():
        expect(row).to_contain_text("淋浴")


def test_by_the_name_of_a_place(phone: Page) -> None:
    phone.goto("/stations/")
    phone.locator("input[name=q]").fill("德清")
    phone.get_by_role("button", name="找", exact=True).click()
    expect(phone.locator("main")).to_contain_text("驿站")
    phone.locator("input[name=q]").fill("没有这个地方")
    phone.get_by_role("button", name="找", exact=True).click()
    expect(phone.locator("main")).to_contain_text("没有找到这个地方")


def test_open_and_share(courier: Page, site: Site) -> None:
    open_nearest(courier)
    expect(courier.locator("main")).to_contain_text("血压仪")
    courier.get_by_role("link", name="转给工友").click()
    expect(courier.locator("main svg, main img").first).to_be_visible()
    code = str(site.one("select code from stations_station where id = (" + STATION + ")", NEAREST))
    courier.goto(f"/s/{code}/")
    expect(courier.get_by_role("heading", level=1)).to_have_text(NEAREST)


def test_a_report_counts_once_however_often_it_is_sent(courier: Page, site: Site) -> None:
    open_nearest(courier)
    before = reports(site, "full")
    uid = courier.locator("form[data-report] input[name=client_uid]").input_value()
    courier.get_by_role("button", name="满了").click()
    expect(courier.locator("main")).to_contain_text("收到")
    assert reports(site, "full") == before + 1
    answer = courier.request.post(
        courier.url.split("?")[0] + "report/",
        form={"client_uid": uid, "code": "full", "csrfmiddlewaretoken": _token(courier)},
        headers={"Referer": courier.url},
    )
    assert answer.status == 200
    assert reports(site, "full") == before + 1


def _token(page: Page) -> str:
    return page.locator("input[name=csrfmiddlewaretoken]").first.input_value()


def test_a_report_from_far_away_is_kept_and_said_to_wait(courier: Page, site: Site) -> None:
    open_nearest(courier)
    courier.context.set_geolocation(HANGZHOU_BAY)  # type: ignore[arg-type]
    box = courier.locator("label.check input[data-position]")
    box.check(force=True)
    expect(courier.locator("[data-far]")).to_contain_text("公里")
    before = reports(site, "closed")
    courier.get_by_role("button", name="关门了").click()
    expect(courier.locator("main")).to_contain_text(re.compile("已记下|收到"))
    assert reports(site, "closed") == before + 1
    newest = f"select weight, distance_m from stations_report where code = 'closed' and station_id = ({STATION}) order by id desc limit 1"
    weight, metres = site.rows(newest, NEAREST)[0]
    assert weight == 0
    assert 280_000 < int(str(metres)) < 310_000


def test_check_in_by_the_code_at_the_door(courier: Page, site: Site) -> None:
    code, key = site.rows("select code, door_key from stations_station where id = (" + STATION + ")", NEAREST)[0]
    visits = "select count(*) from places_visit where way = 'door'"
    before = int(str(site.one(visits)))
    courier.goto(f"/d/{code}/{proof(str(key))}/")
    courier.get_by_role("button", name="我到了").click()
    expect(courier.locator("main .note.ok")).to_contain_text("签到了")
    assert int(str(site.one(visits))) == before + 1
    courier.goto(f"/d/{code}/WRONGPROOF/")
    expect(courier.get_by_role("button", name="我到了")).to_have_count(0)
    assert int(str(site.one(visits))) == before + 1
