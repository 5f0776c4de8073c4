"""A change goes from an officer to an approver; a keeper taps on a phone; the map shows where stations are."""

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import Site, sign_in_staff

pytestmark = pytest.mark.journey

PHONE = "SELECT p.phone FROM places_place p WHERE p.name = ?"


def test_one_person_changes_and_another_accepts(desk: Page, site: Site) -> None:
    name, number = "上柏村职工驿站", "19900007788"
    sign_in_staff(desk, "deqing")
    desk.goto(f"/desk/stations/?q={name}")
    desk.get_by_role("link", name=name).first.click()
    desk.get_by_role("link", name="修改", exact=True).click()
    desk.locator("input[name=phone]").fill(number)
    desk.get_by_role("button", name="看看会变成什么样").click()
    preview = desk.locator("#preview")
    expect(preview).to_contain_text(number)
    assert site.one(PHONE, name) != number
    preview.get_by_role("button", name="没问题，提交审核").click()
    expect(desk.locator("main")).to_contain_text("要请另一位审核人来看")
    address = desk.url
    other = desk.context.browser.new_context(base_url=site.url, locale="zh-CN")  # type: ignore[union-attr]
    page = other.new_page()
    sign_in_staff(page, "deqing-check")
    page.goto(address)
    page.get_by_role("button", name="采纳", exact=True).click()
    expect(page.locator("main")).to_contain_text("大家现在看到的就是新的")
    assert site.one(PHONE, name) == number
    other.close()


def test_a_keeper_on_a_phone(phone: Page, site: Site) -> None:
    sign_in_staff(phone, "fengqiao")
    phone.goto("/keep/")
    phone.get_by_role("link", name="丰桥社区职工驿站").click()
    said = "SELECT s.now FROM stations_station s JOIN places_place p ON p.id = s.place_id WHERE p.name = ?"
    phone.get_by_role("button", name="满了").click()
    expect(phone.locator("main")).to_contain_text("大家现在看到的就是这个")
    assert site.one(said, "丰桥社区职工驿站") == "full"
    came = phone.locator("h2 .num")
    before = int(came.inner_text())
    phone.get_by_role("button", name="5", exact=True).click()
    expect(came).to_have_text(str(before + 5))
    phone.get_by_role("button", name="今天看过，都一样").click()
    expect(phone.locator("main")).to_contain_text("管理员今天确认过")


def test_the_map_draws_what_the_filter_finds(desk: Page) -> None:
    sign_in_staff(desk, "zhejiang")
    desk.goto("/desk/stations/map/")
    expect(desk.locator("#desk-map .map-many").first).to_be_visible()
    crowd = desk.locator("#desk-map .map-many").count()
    desk.goto("/desk/stations/map/?q=丰桥社区职工驿站")
    expect(desk.locator("#desk-map .map-mark")).to_have_count(1)
    assert crowd > 10
    desk.locator("#desk-map .map-mark").click()
    desk.locator(".leaflet-popup-content a").click()
    expect(desk.locator("h1")).to_contain_text("丰桥社区职工驿站")
