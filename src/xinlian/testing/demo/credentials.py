"""Keys of the demo, builders of Yongkang with their passes, and a site with a gate that waits for a device.

The demo's root lies in the data folder under the password of the demo; a real one never does.
"""

import datetime
import hashlib
import io
import os
import random

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from xinlian.credentials.actions import certificates, keys, listeners, outside, passes, sites, statuses, templates
from xinlian.credentials.models import CertificateTemplate, Level, LevelScheme, Portrait, Trade, WorkPass
from xinlian.credentials.queries import trust
from xinlian.engines.seals.claims import PHOTO_BYTES
from xinlian.engines.seals.suites import ES256
from xinlian.people.models import Person, Union
from xinlian.testing.demo.people import PASSWORD
from xinlian.web.cli import rootfile

DAY = datetime.timedelta(days=1)
TRADES = [(101, 13), (103, 12), (102, 0), (202, 14), (205, 12), (111, 13), (115, 0)]
SITE, GATE = "演示高速公路三标", "东门"
STOPPED = {
    3: ("suspended", "高处作业没有系安全带，停三天"),
    7: ("retrain", "满一年没有复训"),
    11: ("revoked", "把证借给别人"),
}
MANY = 40


def load(now: datetime.datetime) -> int:
    """The keys, the passes, the site; how many rows."""
    top, union = Union.objects.get(name="浙江省总工会"), Union.objects.get(name="永康市总工会")
    _keys(top, now)
    officer = Person.objects.get(username="yongkang")
    several = list(
        Person.objects.filter(union_path__startswith=union.union_path, occupation="builder").order_by("id")[:MANY]
    )
    rng = random.Random(40)  # noqa: S311 - a demo
    made = [_pass(one, union, officer, rng, place, now) for place, one in enumerate(several)]
    zhejiang = Person.objects.get(username="zhejiang")
    made.append(_pass(Person.objects.get(name="演示焊工"), top, zhejiang, rng, 99, now))
    for place, (to, why) in STOPPED.items():
        passes.step(work_pass=made[place], to=to, why=why, by=officer, at=now - DAY)
    site = sites.open_site(union=union, name=SITE, fresh_hours=24, by=officer, at=now - 30 * DAY)
    sites.add_people(site=site, people=several, team="钢筋班", by=officer, at=now - 30 * DAY)
    listeners.register(union=union, name="演示安全码", address="", by=officer, at=now - 20 * DAY)
    sites.make_gate(site=site, name=GATE, way="both", by=officer, at=now - 30 * DAY)
    awarded = _certificates(union, several, officer, now)
    statuses.publish_due(by=None, at=now)
    return len(made) * 3 + awarded


def _certificates(union: Union, several: list[Person], by: Person, now: datetime.datetime) -> int:
    """Two kinds of certificates, one of them taken back, and what people have from elsewhere; how many."""
    above, person = Person.objects.get(username="zhejiang"), Person.objects.get(name="演示焊工")
    safety, skill = _templates(union, by, above, now)
    made = []
    for place, one in enumerate(several[:24]):
        day = timezone.localdate(now - (90 - 3 * place) * DAY)
        made.append(certificates.award(template=safety, person=one, awarded_on=day, hours=20, by=by, at=now - DAY))
    welder, levels = Trade.objects.get(code=101), list(Level.objects.filter(scheme=skill.scheme).order_by("rank"))
    for place, one in enumerate([person, *several[:4]]):
        day, level = timezone.localdate(now - (30 + place) * DAY), levels[(place + 3) % 5]
        said = {"person": one, "awarded_on": day, "trade": welder, "level": level, "by": above, "at": now - DAY}
        made.append(certificates.award(template=skill, **said))  # type: ignore[arg-type]
    certificates.revoke(certificate=made[5], why="发错了人，已经重新发", by=by, at=now)
    for place, one in enumerate([person, *several[:6]]):
        _from_elsewhere(one, place, by if place else above, now)
    return len(made) + 7


def _templates(
    union: Union, by: Person, above: Person, now: datetime.datetime
) -> tuple[CertificateTemplate, CertificateTemplate]:
    safety = templates.make(
        issuer=union,
        title="岗前安全培训合格证书",
        about="参加高速公路岗前安全培训，考核合格，特发此证。",
        criteria="学满 20 学时；理论 80 分以上；实操合格。",
        prefix="永培",
        months=24,
        signed_as="产业工人实训基地",
        by=by,
        at=now - 100 * DAY,
    )
    skill = templates.make(
        issuer=Union.objects.get(name="浙江省总工会"),
        title="焊工岗位技能星级证书",
        about="在岗位练兵中达到相应星级，特发此证。",
        criteria="两次实操考核达标，带班师傅和评议组签字。",
        prefix="浙星",
        scheme=LevelScheme.objects.get(code="stars"),
        by=above,
        at=now - 100 * DAY,
    )
    return safety, skill


def _from_elsewhere(one: Person, place: int, by: Person, now: datetime.datetime) -> None:
    on = timezone.localdate(now)
    outside.note(
        person=one,
        kind="special",
        title="低压电工作业" if place % 2 else "熔化焊接与热切割作业",
        number=f"T9901{place:02d}199001019{place:03d}",
        issuer="演示市应急管理局",
        issued_on=on - (1000 + place) * DAY,
        ends_on=on + 1000 * DAY,
        review_on=on + (40 * place - 30) * DAY,
        by=by,
        at=now - 9 * DAY,
    )


def _keys(union: Union, now: datetime.datetime) -> None:
    file = settings.DATA / "demo-root.pem"
    os.environ[rootfile.VARIABLE] = PASSWORD
    try:
        held = rootfile.open_(file) if file.exists() else rootfile.make(file, ES256)
    finally:
        del os.environ[rootfile.VARIABLE]
    root, before = held.root, now - 200 * DAY
    keys.add_root(kid=root.kid.hex(), algorithm=root.algorithm, public=root.public.hex(), by=None, at=before)
    for use in ("pass", "status", "certificate", "document"):
        keys.make_key(issuer=union, use=use, algorithm=ES256, begins_at=before, by=None, at=before)
    issued = int((now - DAY).timestamp())
    draft = trust.draft(issued=issued, version=1, expires=issued + 180 * 86400)
    keys.take_bundle(content=held.sign(draft.payload())[0], by=None, at=now - DAY)


def _pass(
    person: Person, issuer: Union, by: Person, rng: random.Random, place: int, now: datetime.datetime
) -> WorkPass:
    begins = now - rng.randrange(20, 190) * DAY
    ends = now + 12 * DAY if place == 5 else begins + 365 * DAY
    trades = rng.sample(TRADES, 3 if place == 99 else rng.choice([1, 1, 2]))
    return passes.issue(
        person=person,
        issuer=issuer,
        trades=trades,
        begins_at=begins,
        ends_at=ends,
        portrait=_portrait(person, by, rng, begins),
        by=by,
        at=begins,
    )


def _portrait(person: Person, by: Person, rng: random.Random, at: datetime.datetime) -> Portrait:
    """Nobody's face: a helmet and shoulders in one colour."""
    shade = tuple(rng.randrange(60, 150) for _ in range(3))
    image = Image.new("RGB", (300, 400), "#e9e4da")
    pen = ImageDraw.Draw(image)
    pen.ellipse((90, 110, 210, 260), fill="#d9b48f")
    pen.pieslice((78, 60, 222, 210), 180, 360, fill="#e6b422")
    pen.rectangle((66, 130, 234, 146), fill="#e6b422")
    pen.pieslice((20, 260, 280, 600), 180, 360, fill=shade)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    content = out.getvalue()
    made = Portrait(
        person=person, digest=hashlib.sha256(content).digest()[:PHOTO_BYTES].hex(), taken_at=at, taken_by=by
    )
    made.union_path, made.shard = person.union_path, person.shard
    made.file.save(f"{made.uid}.jpg", ContentFile(content), save=False)
    made.save(force_insert=True)
    return made
