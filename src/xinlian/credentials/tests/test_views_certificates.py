"""Pages about certificates: one's own, the desk's, the one that verifies, and what anybody's software fetches."""

import datetime
import io
import json
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.credentials.actions import statuses
from xinlian.credentials.models import Certificate, CertificateTemplate, OutsideCertificate
from xinlian.credentials.queries import addresses
from xinlian.credentials.tests.test_views import scanned, signed_in
from xinlian.credentials.tests.world import DAY, World, make_world
from xinlian.engines.seals.badges import bitstring, documents, integrity, multibase
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def url(name: str, *args: object) -> str:
    return reverse(f"credentials:{name}", args=args)


def test_a_stranger_verifies_by_camera_code_and_file(world: World) -> None:
    made, client = world.award(), Client()
    pages = [
        client.get(scanned(made)),  # type: ignore[arg-type]
        client.post(url("verify"), {"code": made.code.lower()}),
        client.post(url("verify_file"), {"file": io.BytesIO(made.badge.encode())}),
    ]
    for page in pages:
        assert page.status_code == 200
        words = text(page)
        assert all(word in words for word in ("有效", "试验焊工", made.number, "内部证书", "甲县总工会"))
        assert str(world.worker.phone) not in words
    assert client.post(url("verify_file")).status_code == 422
    changed = made.badge.replace("试验焊工", "别的焊工")
    page = client.post(url("verify_file"), {"file": io.BytesIO(changed.encode())})
    assert "签名不对" in text(page)
    assert "别的焊工" not in text(page)


def test_my_certificates_and_their_files(world: World) -> None:
    made, me = world.award(), signed_in(world.worker)
    page = text(me.get(url("certificates")))
    assert all(word in page for word in (made.title, made.number, "下载 PDF"))
    answer = me.get(url("certificate_pdf", made.uid))
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer["Content-Disposition"]
    assert json.loads(me.get(url("certificate_json", made.uid)).content)["name"] == made.title
    found = Client().post(url("verify_file"), {"file": io.BytesIO(answer.content)})
    assert "试验焊工" in text(found)
    other = signed_in(make_person(world.union, name="另一位"))
    for name in ("certificate_pdf", "certificate_json"):
        assert other.get(url(name, made.uid)).status_code == 404
    assert made.number not in text(other.get(url("certificates")))


def test_from_a_template_to_an_award_at_the_desk(world: World) -> None:
    desk = signed_in(world.officer)
    assert "先做一个证书模板" in text(desk.get(url("desk_certificates")))
    said = {"union": str(world.union.uid), "title": "焊工职业资格证书", "about": "特发此证", "criteria": "考核合格"}
    said |= {"letters": "永", "months": "24", "signed_as": "", "scheme": ""}
    refused = desk.post(url("desk_template_new"), said)
    assert (refused.status_code, "内部证书" in text(refused)) == (422, True)
    assert 'value="焊工职业资格证书"' in text(refused)
    desk.post(url("desk_template_new"), {**said, "title": "焊工培训证书"})
    template = CertificateTemplate.objects.get()
    assert (template.title, template.prefix, template.months) == ("焊工培训证书", "永", 24)
    phone = {"phone": str(world.worker.phone)}
    page = text(desk.get(url("desk_award"), phone))
    assert "试验焊工" in page
    where = f"{url('desk_award')}?phone={world.worker.phone}"
    bad = desk.post(where, {"template": str(template.uid), "awarded_on": "2099-01-01"})
    assert (bad.status_code, "发证日期不能在今天以后" in text(bad)) == (422, True)
    desk.post(where, {"template": str(template.uid), "awarded_on": "2026-01-05", "trade": "101", "hours": "20"})
    made = Certificate.objects.get()
    assert (made.number, made.hours) == ("永2026000001", 20)
    assert made.number in text(desk.get(url("desk_certificates"), {"q": "试验", "template": str(template.uid)}))
    assert made.number not in text(desk.get(url("desk_certificates"), {"template": str(uuid.uuid4())}))
    assert made.number not in text(desk.get(url("desk_certificates"), {"template": "x"}))
    assert desk.get(url("desk_certificate_pdf", made.uid)).content.startswith(b"%PDF")
    empty = desk.post(url("desk_certificate_revoke", made.uid), {"why": " "})
    assert empty.status_code == 422
    desk.post(url("desk_certificate_revoke", made.uid), {"why": "发错了人"})
    made.refresh_from_db()
    assert (made.state, made.why) == ("revoked", "发错了人")
    assert "发错了人" in text(signed_in(world.worker).get(url("certificates")))
    desk.post(url("desk_template", template.uid), {**said, "title": "焊工培训证书二"})
    desk.post(url("desk_template_retire", template.uid))
    template.refresh_from_db()
    assert (template.title, template.retired_at is None) == ("焊工培训证书二", False)


def test_certificates_of_others_at_the_desk_and_on_the_phone(world: World) -> None:
    desk, on = signed_in(world.officer), timezone.localdate()
    said = {"kind": "special", "title": "低压电工作业", "number": "T99", "issuer": "甲市应急管理局", "level": ""}
    said |= {"issued_on": "2025-01-01", "ends_on": "", "review_on": str(on - DAY)}
    where = f"{url('desk_outside_new')}?phone={world.worker.phone}"
    wrong = desk.post(where, {**said, "review_on": "2024-01-01"})
    assert (wrong.status_code, "T99" in text(wrong)) == (422, True)
    desk.post(where, said)
    found = OutsideCertificate.objects.get()
    assert "低压电工作业" in text(desk.get(url("desk_outside")))
    mine = text(signed_in(world.worker).get(url("certificates")))
    assert all(word in mine for word in ("低压电工作业", "T99", "过了日子"))
    desk.post(url("desk_outside_one", found.uid), {**said, "review_on": str(on + datetime.timedelta(days=400))})
    assert "低压电工作业" not in text(desk.get(url("desk_outside")))
    assert "低压电工作业" in text(desk.get(url("desk_outside"), {"all": "1"}))
    desk.post(url("desk_outside_strike", found.uid))
    assert not OutsideCertificate.objects.exists()


def test_neighbours_and_workers_see_nothing_of_it(world: World) -> None:
    made, template = world.award(), CertificateTemplate.objects.get()
    desk = signed_in(world.officer)
    said = {"kind": "other", "title": "x", "number": "1", "issuer": "y", "issued_on": "2025-01-01"}
    desk.post(f"{url('desk_outside_new')}?phone={world.worker.phone}", said)
    outside = OutsideCertificate.objects.get()
    stranger = signed_in(make_officer(make_union("乙县总工会")))
    worker = signed_in(world.worker)
    for name, uid in (
        ("desk_certificate", made.uid),
        ("desk_certificate_pdf", made.uid),
        ("desk_certificate_json", made.uid),
        ("desk_template", template.uid),
        ("desk_template_import", template.uid),
        ("desk_outside_one", outside.uid),
    ):
        assert stranger.get(url(name, uid)).status_code == 404
        assert worker.get(url(name, uid)).status_code in (302, 403)
    for name, uid in (
        ("desk_certificate_revoke", made.uid),
        ("desk_template_retire", template.uid),
        ("desk_outside_strike", outside.uid),
    ):
        assert stranger.post(url(name, uid), {"why": "x"}).status_code == 404
    assert made.number not in text(stranger.get(url("desk_certificates")))


def test_anybodys_software_checks_a_badge_from_what_is_public(world: World) -> None:
    """As a wallet would: the keys from did:web, the status from the Bitstring list, and nothing else from us."""
    made, client = world.award(), Client()
    statuses.publish_due(by=None, at=timezone.now())
    controller = json.loads(client.get("/.well-known/did.json").content)
    assert controller["id"] == addresses.issuer_id()
    keys = {one["id"]: multibase.public_of(one["publicKeyMultibase"]) for one in controller["verificationMethod"]}
    document = documents.parse(made.badge)
    for suite in integrity.SUITES:
        assert integrity.check(document, keys.get, suite) in controller["assertionMethod"]
    entry = document["credentialStatus"]
    path = entry["statusListCredential"].partition(addresses.pass_host())[2]
    answer = client.get(path)
    listed = json.loads(answer.content)
    integrity.check(listed, keys.get)
    assert listed["id"] == entry["statusListCredential"]
    bits = bitstring.decode(listed["credentialSubject"]["encodedList"])
    assert not bitstring.is_set(bits, int(entry["statusListIndex"]))
    again = client.get(path, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert client.get(url("bitstring", 99)).status_code == 404
    assert "BEGIN CERTIFICATE" in text(client.get(url("documents")))
