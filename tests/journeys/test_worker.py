"""A trucker with a phone: thanks, a fault, a photo, the road ahead; nothing lost on the way."""

import io
import re
import struct
import uuid
import zlib

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from journeys.conftest import Site, sign_in_worker

pytestmark = pytest.mark.journey
NAME = "巴隆乡司机之家"


def address(site: Site) -> str:
    """The page of the station in these journeys."""
    sql = "SELECT s.uid FROM stations_station s JOIN places_place p ON p.id = s.place_id WHERE p.name = ?"
    return f"/stations/{uuid.UUID(str(site.one(sql, NAME)))}/"


def test_thanks_and_a_fault_without_signing_in(phone: Page, site: Site) -> None:
    page = address(site)
    phone.goto(f"{page}thanks/")
    phone.locator("input[name=text]").fill("千里路远，有灯有饭")
    phone.locator("main form button").click()
    expect(phone.locator("main .note.ok")).to_contain_text("收到了")
    phone.goto(f"{page}fault/")
    phone.locator("label.chip", has_text="微波炉").click()
    phone.locator("textarea[name=text]").fill("转盘不转")
    phone.locator("main form button").click()
    expect(phone.locator("main .note.ok")).to_contain_text("报上去了")
    assert site.rows("SELECT state FROM stations_fault WHERE text = '转盘不转'") == [("reported",)]
    assert site.rows("SELECT state FROM stations_voice WHERE text = '千里路远，有灯有饭'") == [("pending",)]


def test_a_photo_with_consent_and_a_giant_without_harm(phone: Page, site: Site) -> None:
    page = address(site)
    sign_in_worker(phone, site, "19900000003")
    phone.goto(f"{page}photo/")
    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    giant = b"\x89PNG\r\n\x1a\n\x00\x00\x00\r" + header + struct.pack(">I", zlib.crc32(header)) + bytes(64)
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
