"""A trucker with a phone: find, filter, open, share, report, check in; nothing twice, nothing lost."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from journeys.conftest import Site, sign_in_worker
from xinlian.stations.rules.doors import proof

pytestmark = pytest.mark.journey
BALONG = {"latitude": 36.0590, "longitude": 97.4860}
FAR = {"latitude": 36.62, "longitude": 101.77}
NAME = "巴隆乡司机之家"


def station(site: Site) -> tuple[str, str, str]:
    """(uid with hyphens, code, door key) of the station in the journey."""
    sql = (
        "SELECT s.uid, s.code, s.door_key FROM stations_station s JOIN places_place p ON p.id = s.place_id "
        "WHERE p.name = ?"
    )
    uid, code, key = site.rows(sql, NAME)[0]
    text = str(uid)
    return (
        f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}" if "-" not in text else text,
        str(code),
        str(key),
    )


def allow(page: Page, where: dict[str, float]) -> None:
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation(where)  # type: ignore[arg-type]


def test_find_filter_open_share(phone: Page, site: Site) -> None:
    allow(phone, BALONG)
    phone.goto("/")
    phone.locator("main a[href='/stations/']").first.click()
    phone.locator("[data-locate]").click()
    expect(phone.locator("h1")).to_have_text("您附近")
    assert "97.4" not in phone.url
    expect(phone.locator(".st h3").first).to_have_text(NAME)
    phone.locator("label.chip", has_text="淋浴").click()
    phone.wait_for_url(re.compile("need=shower"))
    assert phone.locator(".st").count() > 1
    phone.locator(".st h3 a").first.click()
    expect(phone.locator("h1")).to_have_text(NAME)
    expect(phone.locator("a.btn", has_text="导航过去")).to_have_attribute("href", re.compile("uri.amap.com"))
    phone.locator("a", has_text="转给工友").click()
    expect(phone.locator(".qr svg")).to_be_visible()


def test_a_report_arrives_once_and_is_seen(phone: Page, site: Site) -> None:
    uid, _code, _key = station(site)
    count = "SELECT COUNT(*) FROM stations_report WHERE code = 'no_hot_water'"
    before = site.one(count)
    phone.goto(f"/stations/{uid}/")
    phone.locator("button[name=code][value=no_hot_water]").dblclick()
    expect(phone.locator("main .note.ok")).to_contain_text("记下了")
    expect(phone.locator("header.stack-s")).to_contain_text("没热水")
    assert site.one(count) == before + 1  # type: ignore[operator]


def test_from_far_away_one_is_told_before(phone: Page, site: Site) -> None:
    uid, _code, _key = station(site)
    allow(phone, FAR)
    phone.goto(f"/stations/{uid}/")
    phone.locator("[data-position]").check()
    expect(phone.locator("[data-far]")).to_contain_text(re.compile(r"您离驿站 3\d\d 公里"))
    phone.locator("button[name=code][value=full]").click()
    expect(phone.locator("main .note.ok")).to_be_visible()
    assert site.rows("SELECT weight FROM stations_report WHERE distance_m > 300000") == [(0,)]


def test_check_in_at_the_door(phone: Page, site: Site) -> None:
    _uid, code, key = station(site)
    before = site.one("SELECT COUNT(*) FROM places_visit")
    phone.goto(f"/d/{code}/{proof(key)}/")
    phone.locator("main form button").click()
    expect(phone.locator("main .note.ok")).to_contain_text("签到了")
    assert site.one("SELECT COUNT(*) FROM places_visit") == before + 1  # type: ignore[operator]


def test_thanks_and_a_fault_without_signing_in(phone: Page, site: Site) -> None:
    uid, _code, _key = station(site)
    phone.goto(f"/stations/{uid}/thanks/")
    phone.locator("input[name=text]").fill("千里路远，有灯有饭")
    phone.locator("main form button").click()
    expect(phone.locator("main .note.ok")).to_contain_text("收到了")
    phone.goto(f"/stations/{uid}/fault/")
    phone.locator("label.chip", has_text="微波炉").click()
    phone.locator("textarea[name=text]").fill("转盘不转")
    phone.locator("main form button").click()
    expect(phone.locator("main .note.ok")).to_contain_text("报上去了")
    assert site.rows("SELECT state FROM stations_fault WHERE text = '转盘不转'") == [("reported",)]
    assert site.rows("SELECT state FROM stations_voice WHERE text = '千里路远，有灯有饭'") == [("pending",)]


def test_a_photo_with_consent_and_a_giant_without_harm(phone: Page, site: Site) -> None:
    uid, _code, _key = station(site)
    sign_in_worker(phone, site, "19900000003")
    phone.goto(f"/stations/{uid}/photo/")
    giant = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00u0\x00\x00u0\x01\x00\x00\x00\x00" + bytes(64)
    phone.locator("input[type=file]").set_input_files({"name": "g.png", "mimeType": "image/png", "buffer": giant})
    phone.locator("input[name=consent]").check()
    phone.locator("main form.card button").click()
    expect(phone.locator(".errs")).to_contain_text("900 百万像素")
    out = io.BytesIO()
    Image.new("RGB", (900, 700), "#557799").save(out, "JPEG")
    phone.locator("input[type=file]").set_input_files(
        {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
    )
    phone.locator("input[name=consent]").check()
    phone.locator("main form.card button").click()
    expect(phone.locator("main .note.ok")).to_contain_text("收到了")
    assert site.rows("SELECT state FROM places_media WHERE width = 900") == [("pending",)]


def test_along_a_road_and_by_a_file(phone: Page) -> None:
    phone.goto("/stations/along/")
    phone.locator("#from").fill("K2400")
    phone.locator("main form.card button").click()
    expect(phone.locator(".strip h3", has_text=NAME)).to_be_visible()
    phone.locator("label.chip", has_text="床位").click()
    phone.wait_for_url(re.compile("need=bed"))
    expect(phone.locator(".strip h3", has_text=NAME)).to_be_visible()
    phone.goto("/stations/along/?by=file")
    one = b'<gpx><trk><trkseg><trkpt lat="36" lon="97"/></trkseg></trk></gpx>'
    phone.locator("input[type=file]").set_input_files(
        {"name": "r.gpx", "mimeType": "application/gpx+xml", "buffer": one}
    )
    phone.locator("main form.card button").click()
    expect(phone.locator(".note.bad")).to_contain_text("只有一个点")
