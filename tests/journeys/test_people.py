"""Journeys of people: in by phone and code, one's own data, a second factor; at phone and desk size."""

import base64
import hashlib
import hmac
import io
import json
import re
import struct
import time
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from journeys.conftest import PASSWORD, Site, sign_in_staff, sign_in_worker

pytestmark = pytest.mark.journey
NEWCOMER = "19955500001"
ONE_S_OWN = [
    "/me/",
    "/me/edit/",
    "/me/phone/",
    "/me/attach/",
    "/me/devices/",
    "/me/consents/",
    "/me/data/",
    "/me/data/correct/",
    "/me/data/delete/",
]
STAFF_PAGES = ["/accounts/password/", "/accounts/2fa/", "/me/login/", "/accounts/logout/"]


def clean(page: Page) -> None:
    """No accessibility violation, nothing wider than the screen."""
    found = Axe().run(page).response["violations"]
    assert [f"{page.url} {item['id']}: {item['nodes'][0]['html'][:120]}" for item in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def totp(secret: str) -> str:
    """What an authenticator shows now (RFC 6238)."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def test_a_newcomer_comes_in_says_yes_takes_all_along_and_leaves_nothing(phone: Page, site: Site) -> None:
    phone.goto("/me/data/")
    expect(phone).to_have_url(re.compile(r"/sign-in/\?next=/me/data/$"))
    after = site.log.stat().st_size
    phone.locator("input[name=phone]").fill("+86 199 5550 0001")
    phone.get_by_role("button", name="发验证码给我").click()
    expect(phone.get_by_role("button", name=re.compile("秒后可以再发一次"))).to_be_disabled()
    clean(phone)
    right = site.code_for(NEWCOMER, after)
    phone.locator("input[name=code]").fill("000000" if right != "000000" else "000001")
    phone.get_by_role("button", name="登录", exact=True).click()
    expect(phone.get_by_text("验证码不对").first).to_be_visible()
    phone.locator("input[name=code]").fill(right)
    phone.get_by_role("button", name="登录", exact=True).click()
    expect(phone).to_have_url(re.compile("/me/data/$"))

    phone.goto("/me/consents/")
    phone.locator("#media").get_by_role("button").click()
    expect(phone.locator("#media").get_by_text("同意", exact=True)).to_be_visible()

    phone.goto("/me/data/")
    with phone.expect_download() as taken:
        phone.get_by_role("button", name="带走一份").click()
    archive = zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes()))
    held = {one["model"]: one["rows"] for one in json.loads(archive.read("data.json"))["holdings"]}
    assert held["people.Person"][0]["phone"] == NEWCOMER
    assert held["people.Consent"][0]["purpose"] == "media"

    phone.goto("/me/data/delete/")
    after = site.log.stat().st_size
    phone.get_by_role("button", name="发验证码，准备删除").click()
    phone.locator("input[name=code]").fill(site.code_for(NEWCOMER, after))
    phone.get_by_role("button", name="删除，不再找回").click()
    expect(phone.get_by_text("您的资料已经删除")).to_be_visible()
    assert site.one("SELECT count(*) FROM people_person WHERE erased_at IS NOT NULL AND phone IS NULL") == 1
    phone.goto("/me/")
    expect(phone).to_have_url(re.compile("/sign-in/"))


def test_every_page_of_one_s_own(phone: Page, site: Site) -> None:
    for path in ("/sign-in/", "/accounts/login/", "/privacy/"):
        phone.goto(path)
        clean(phone)
    sign_in_worker(phone, site, "19900000004")
    for path in ONE_S_OWN:
        phone.goto(path)
        assert phone.url.endswith(path)
        clean(phone)
    phone.goto("/me/data/")
    phone.evaluate("document.querySelectorAll('main details').forEach(box => box.open = true)")
    clean(phone)


def test_an_officer_sets_a_second_factor_and_needs_it_next_time(desk: Page) -> None:
    sign_in_staff(desk, "jiaxing")
    for path in STAFF_PAGES:
        desk.goto(path)
        clean(desk)
    desk.goto("/accounts/2fa/totp/activate/")
    desk.locator("input[name=password]").fill(PASSWORD)
    desk.get_by_role("button", name="确认").click()
    secret = re.sub(r"\W", "", desk.locator("b.mono").inner_text())
    clean(desk)
    desk.locator("input[name=code]").fill(totp(secret))
    desk.get_by_role("button", name="启用").click()
    expect(desk.get_by_text("验证器已经启用")).to_be_visible()
    spare = desk.locator("main li.num").first.inner_text()

    desk.goto("/desk/")
    desk.locator("details.menu > summary").click()
    desk.get_by_role("button", name="退出登录").click()
    desk.goto("/accounts/login/?next=/me/")
    desk.locator("input[name=login]").fill("jiaxing")
    desk.locator("input[name=password]").fill(PASSWORD)
    desk.get_by_role("button", name="登录", exact=True).click()
    expect(desk).to_have_url(re.compile("/accounts/2fa/authenticate/"))
    clean(desk)
    desk.goto("/desk/")
    expect(desk).to_have_url(re.compile("/accounts/2fa/authenticate/"))
    desk.locator("input[name=code]").fill(spare)
    desk.get_by_role("button", name="登录", exact=True).click()
    desk.wait_for_url("**/me/")
    desk.goto("/desk/")
    assert desk.url.endswith("/desk/")
    desk.goto("/accounts/2fa/totp/deactivate/")
    desk.locator("input[name=password], input[name=code]").first.wait_for()
    if desk.locator("input[name=password]").count():
        desk.locator("input[name=password]").fill(PASSWORD)
        desk.get_by_role("button", name="确认").click()
    desk.get_by_role("button", name="停用", exact=True).click()
    expect(desk.get_by_text("验证器已经停用")).to_be_visible()


def test_too_many_wrong_passwords_lock_in_words(desk: Page) -> None:
    for _ in range(6):
        desk.goto("/accounts/login/")
        desk.locator("input[name=login]").fill("nobody-here")
        desk.locator("input[name=password]").fill("wrong")
        desk.get_by_role("button", name="登录", exact=True).click()
    expect(desk.get_by_role("heading", name="请等一会儿再试")).to_be_visible()
    clean(desk)
