"""A gate with its network cut and a camera that sees passes: each outcome by its own name, and every scan there once."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from journeys.conftest import CHROMIUM, Site, _context, close, sign_in_staff
from journeys.test_offline import kept
from toolchain.conftest import environment

pytestmark = pytest.mark.journey

WIDTH, HEIGHT, FPS, SECONDS = 640, 480, 5, 6
PASSES = """
import datetime, json
from django.utils import timezone
from xinlian.credentials.actions import keys, passes, statuses
from xinlian.credentials.models import WorkPass
from xinlian.credentials.queries.addresses import pass_host
from xinlian.engines.seals.text import as_address
from xinlian.people.models import Person, Union
now, day = timezone.now(), datetime.timedelta(days=1)
union, officer = Union.objects.get(name="永康市总工会"), Person.objects.get(username="yongkang")
def text(one): return as_address(bytes(one.token), pass_host())
def state(name): return WorkPass.objects.filter(state=name, issuer=union).order_by("id").first()
people = Person.objects.filter(union_path__startswith=union.union_path, occupation="rider").order_by("id")
def issue(person, **more):
    given = {"begins_at": now, "ends_at": now + day, "trades": [(101, 13)], "by": officer, "at": now}
    return passes.issue(person=person, issuer=union, **{**given, **more})
over = issue(people[0], begins_at=now - 40 * day, ends_at=now - day, at=now - 40 * day)
statuses.publish_due(by=None, at=timezone.now())
found = {"valid": text(state("valid")), "barred": text(state("revoked")), "held": text(state("suspended")), "expired": text(over)}
found["retrain"] = text(state("retrain"))
found["code"], found["name"] = state("valid").code, state("valid").name
found["refused"] = text(state("valid")).replace(pass_host().upper(), "PASSES.EXAMPLE.COM")
print("FOUND " + json.dumps(found))
"""
LATER = """
import datetime
from django.utils import timezone
from xinlian.credentials.actions import keys, passes
from xinlian.credentials.models import SigningKey
from xinlian.credentials.queries.addresses import pass_host
from xinlian.engines.seals.text import as_address
from xinlian.people.models import Person, Union
now, day = timezone.now(), datetime.timedelta(days=1)
union, officer = Union.objects.get(name="永康市总工会"), Person.objects.get(username="yongkang")
key = keys.make_key(issuer=union, use="pass", algorithm=-7, begins_at=now, by=None, at=now)
SigningKey.objects.filter(pk=key.pk).update(named_in=99)  # as if a bundle named it that this gate has not fetched
who = Person.objects.filter(union_path__startswith=union.union_path, occupation="rider").order_by("id")[1]
made = passes.issue(person=who, issuer=union, begins_at=now, ends_at=now + day, trades=[(101, 13)], by=officer, at=timezone.now())
SigningKey.objects.filter(pk=key.pk).update(named_in=None)
print("FOUND " + as_address(bytes(made.token), pass_host()))
"""
SCANS = "select outcome, why, means, count(*) from credentials_scan group by 1, 2, 3"


def shell(site: Site, code: str) -> str:
    """Run code inside the site's installation, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "xinlian.web.cli", "manage", "shell", "-v0", "-c", code],
        env=environment(site.data, XINLIAN_SITE_URL=site.url),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return next(line for line in done.stdout.splitlines() if line.startswith("FOUND ")).removeprefix("FOUND ")


def film(texts: list[str], file: Path) -> None:
    """What the camera sees: one square code after the other, grey between them, over and over."""
    grey = Image.new("L", (WIDTH, HEIGHT), 190)
    colour = bytes([128]) * (WIDTH * HEIGHT // 2)
    with file.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F{FPS}:1 Ip A1:1 C420\n".encode())
        for text in texts:
            made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
            code = Image.fromarray(
                np.array(zxingcpp.write_barcode_to_image(made, scale=1, add_quiet_zones=True))
            ).convert("L")
            side = code.height * ((HEIGHT - 40) // code.height)
            shown = grey.copy()
            shown.paste(
                code.resize((side, side), Image.Resampling.NEAREST), ((WIDTH - side) // 2, (HEIGHT - side) // 2)
            )
            for _ in range(FPS * SECONDS):
                out.write(b"FRAME\n" + shown.tobytes() + colour)


@pytest.fixture
def gate(browser: Browser, site: Site, tmp_path: Path) -> Iterator[tuple[Page, dict[str, str]]]:
    """A phone at the gate whose camera sees every kind of pass, enrolled by an officer in a second browser window."""
    found: dict[str, str] = __import__("json").loads(shell(site, PASSES))
    seen = [found[name] for name in ("valid", "barred", "held", "retrain", "expired", "refused")]
    film([*seen, shell(site, LATER)], tmp_path / "camera.y4m")
    fake = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    args = [*CHROMIUM, *fake, f"--use-file-for-fake-video-capture={tmp_path / 'camera.y4m'}"]
    other = browser.browser_type.launch(
        executable_path=os.environ.get("XINLIAN_CHROMIUM", "/usr/bin/chromium"), args=args
    )
    desk = _context(other, site, viewport={"width": 1440, "height": 900}, locale="zh-CN")
    code = enrolment_code(desk.new_page())
    close(desk)
    context = _context(other, site, viewport={"width": 412, "height": 915}, locale="zh-CN", permissions=["camera"])
    page = context.new_page()
    page.goto("/gate/")
    kept(page)
    page.get_by_label("登记码").fill("000 000 000")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("alert")).to_contain_text("不对")
    page.get_by_label("登记码").fill(code)
    page.get_by_role("button", name="登记").click()
    expect(page.locator("[data-fresh]")).to_contain_text("刚刚")
    yield page, found
    close(context)
    other.close()


def enrolment_code(page: Page) -> str:
    """What an officer reads out: the code of a gate set up just now."""
    sign_in_staff(page, "yongkang")
    page.goto("/desk/sites/")
    page.get_by_role("link", name="演示高速公路三标").click()
    page.get_by_label("门的名字").fill("西门")
    page.get_by_role("button", name="设一道门").click()
    said = page.get_by_text("登记码：").first.inner_text()
    return re.findall(r"登记码：([0-9A-Z ]+)。", said)[0]


def arrived(site: Site) -> int:
    """How many scans the server holds."""
    return sum(int(str(count)) for *_kind, count in site.rows(SCANS))


def test_every_outcome_with_the_network_cut(gate: tuple[Page, dict[str, str]], site: Site) -> None:
    page, found = gate
    outcome = page.locator("[data-outcome]")
    page.context.set_offline(True)
    before = arrived(site)  # what the camera saw while the device was enrolled
    page.reload()
    expect(page.locator("[data-site]")).to_have_text("演示高速公路三标")
    expect(page.locator("[data-fresh]")).to_contain_text("没有网络")
    for told, why in (
        ("valid", ""),
        ("barred", "吊销"),
        ("held", "暂停"),
        ("held", "再培训"),
        ("expired", "有效期过了"),
        ("refused", "别的网站"),
        ("undecided", "还不认识"),
    ):
        # While it was enrolled the camera may have seen the first one already: then it is in, and that is said.
        codes = ("valid", "caution") if told == "valid" else (told,)
        wait = page.locator(", ".join(f'[data-outcome][data-code="{one}"]:has-text("{why}")' for one in codes))
        expect(wait).to_be_visible(timeout=90_000)
        if told == "valid":
            expect(page.locator("[data-name]")).to_have_text(found["name"])
            expect(page.locator("[data-who] img")).to_be_visible()
        assert page.url == f"{site.url}/gate/", "what was scanned is never opened"
    page.locator("[data-camera] video").evaluate("(video) => video.srcObject.getTracks().forEach((one) => one.stop())")
    page.wait_for_timeout(1500)  # whatever the camera saw last is noted by now
    seen = int(page.locator("[data-fresh]").get_attribute("data-waiting") or 0)
    page.get_by_label("短码，或用扫码枪").fill(" ".join(found["code"].lower()))
    page.get_by_role("button", name="查", exact=True).click()
    expect(outcome).to_have_attribute("data-code", "caution")
    expect(outcome).to_contain_text("还没有出去")
    page.get_by_role("button", name="出", exact=True).click()
    page.get_by_label("短码，或用扫码枪").fill(found["code"])
    page.get_by_role("button", name="查", exact=True).click()
    expect(outcome).to_have_attribute("data-code", "valid")
    waiting = seen + 2
    assert waiting >= 8
    expect(page.locator("[data-fresh]")).to_have_attribute("data-waiting", str(waiting))
    assert arrived(site) == before, "nothing has arrived yet"

    page.context.set_offline(False)
    page.get_by_role("button", name="现在联网更新").click()
    expect(page.locator("[data-fresh]")).to_have_attribute("data-waiting", "0")
    rows = site.rows(SCANS)
    assert arrived(site) == before + waiting, "every scan once"
    kinds = {(outcome, why) for outcome, why, _means, _count in rows}
    assert kinds == {
        ("valid", ""), ("barred", "revoked"), ("barred", "suspended"), ("barred", "retrain"), ("expired", "over"),
        ("refused", "foreign_address"), ("undecided", "key_unknown"),
    }  # fmt: skip
    assert {means for _outcome, _why, means, _count in rows} == {"camera", "typed"}
