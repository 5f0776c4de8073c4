"""A certificate is awarded, signed three ways, verified by strangers, taken back; the database is the last guard."""

import base64
import datetime
import io
import json

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from xinlian.credentials.actions import certificates, keys, statuses, templates
from xinlian.credentials.models import Certificate, CertificateTemplate, Level, SigningKey, Trade
from xinlian.credentials.queries import addresses, files, trust, verifying
from xinlian.credentials.rules import codes
from xinlian.credentials.rules.certificates import INTERNAL
from xinlian.credentials.tests.world import DAY, World, make_world
from xinlian.engines.seals.badges import badge, bitstring, documents, integrity
from xinlian.engines.seals.text import as_address
from xinlian.journal.models import Entry
from xinlian.notices.models import Notice
from xinlian.people.actions.erase import erase_person
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def letters(made: Certificate) -> str:
    return as_address(bytes(made.token), addresses.pass_host()).rpartition("/")[2]


def looked(made: Certificate) -> tuple[str, str]:
    found = verifying.by_letters(letters(made), timezone.now())
    return found.outcome, found.why


def test_an_award_says_what_was_meant_three_times_over(world: World) -> None:
    welder, three = Trade.objects.get(code=101), Level.objects.get(code=33)
    made = world.award(trade=welder, level=three, hours=20)
    year = timezone.localdate().year
    assert made.number == f"试{year}000001"
    found = verifying.by_letters(letters(made), timezone.now())
    assert (found.outcome, found.name, found.title, found.number) == (
        "valid",
        "试验焊工",
        "岗前安全培训合格证书",
        made.number,
    )
    assert (found.issuer, found.trades) == ("甲县总工会", (("焊工", "三星"),))
    assert verifying.by_code(made.code, timezone.now()) == found
    assert found.last_day == made.last_day
    document = documents.parse(made.badge)
    assert integrity.check(document, files.public_of) == addresses.method_id(made.key.kid)
    said = badge.read(document)
    assert (said.holder, said.number, said.field, said.level) == ("试验焊工", made.number, "焊工", "三星（内部星级）")
    assert said.about.startswith(INTERNAL)
    assert Entry.objects.filter(verb="certificate.awarded").count() == 1
    assert Notice.objects.filter(kind="credentials.awarded", person=world.worker).count() == 1


def test_it_holds_through_its_last_day(world: World) -> None:
    made = world.award(world.template(months=1), awarded_on=datetime.date(2024, 1, 31))
    assert made.last_day == datetime.date(2024, 2, 28)
    assert made.ends_at is not None
    before = verifying.by_code(made.code, made.ends_at - datetime.timedelta(seconds=1))
    after = verifying.by_code(made.code, made.ends_at)
    assert before is not None
    assert after is not None
    assert (before.outcome, after.outcome, after.why) == ("valid", "expired", "certificate_over")
    endless = world.award(world.template(title="长期的证书", prefix="长", months=0))
    assert (endless.ends_at, looked(endless)) == (None, ("valid", ""))


def test_the_pdf_is_sound_signed_and_carries_the_badge(world: World) -> None:
    made = world.award()
    content = certificates.paper_of(certificate=made, by=world.worker, at=timezone.now())
    assert certificates.paper_of(certificate=made, by=None, at=timezone.now()) == content  # the same bytes ever after
    reader = PdfFileReader(io.BytesIO(content))
    signature = reader.embedded_signatures[0]
    roots = ValidationContext(trust_roots=[signature.signer_cert], allow_fetching=False)
    status = validate_pdf_signature(signature, roots)
    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.signer_cert.subject.native["organization_name"] == "甲县总工会"
    attached = reader.root["/AF"][0].get_object()["/EF"]["/F"].get_object().data
    assert attached.decode() == made.badge
    assert files.by_file(content, timezone.now()).outcome == "valid"


def test_a_changed_pdf_is_found_out(world: World) -> None:
    made = world.award()
    content = certificates.paper_of(certificate=made, by=None, at=timezone.now())
    place = len(content) // 2
    changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
    assert files.by_file(changed, timezone.now()).why == "file_unknown"
    # by its own signature too: a byte inside what was signed, not in a place that readers skip
    body = content.replace(b"/AFRelationship/Supplement", b"/AFRelationship/Alternative", 1)
    assert body != content
    reader = PdfFileReader(io.BytesIO(body))
    status = validate_pdf_signature(
        reader.embedded_signatures[0],
        ValidationContext(trust_roots=[reader.embedded_signatures[0].signer_cert], allow_fetching=False),
    )
    assert not status.intact


def test_files_of_json(world: World) -> None:
    made, now = world.award(), timezone.now()
    whole = made.badge.encode()
    assert files.by_file(whole, now).outcome == "valid"
    document = json.loads(made.badge)
    forged = {**document, "name": "高级技师证书"}
    assert files.by_file(json.dumps(forged).encode(), now).why == "file_forged"
    only = {**document, "proof": [one for one in document["proof"] if one["cryptosuite"] == integrity.RDFC]}
    assert files.by_file(json.dumps({**only, "rank": "特级"}).encode(), now).why == "file_foreign"
    assert files.by_file(b"{", now).why == "file_unreadable"
    assert files.by_file(bytes(files.LIMIT + 1), now).why == "file_too_big"
    Certificate.objects.filter(pk=made.pk).update(number="另2026000001")
    assert files.by_file(whole, now).why == "certificate_not_in_books"


def test_a_badge_of_another_key_is_foreign(world: World) -> None:
    made = world.award()
    SigningKey.objects.filter(use="certificate").update(use="pass")
    assert files.by_file(made.badge.encode(), timezone.now()).why == "file_foreign"


def test_what_a_lost_key_signed_later_is_refused(world: World) -> None:
    made = world.award()
    keys.give_up_for_lost(key=made.key, since=made.issued_at - DAY, by=None, at=timezone.now())
    assert files.by_file(made.badge.encode(), timezone.now()).why == "certificate_not_in_books"
    world.publish(version=2)
    assert looked(made) == ("refused", "key_compromised")
    told = trust.controller()
    assert told["assertionMethod"] == []
    assert told["verificationMethod"][0]["revoked"]


def test_taken_back_is_seen_everywhere(world: World) -> None:
    made = world.award()
    certificates.revoke(certificate=made, why="发错了人", by=world.officer, at=timezone.now())
    assert looked(made) == ("barred", "certificate_revoked")
    assert files.by_file(made.badge.encode(), timezone.now()).outcome == "barred"
    assert Notice.objects.filter(kind="credentials.taken_back").count() == 1
    statuses.publish_due(by=None, at=timezone.now())
    listed = trust.bitstring_list(made.listed.number)
    assert listed is not None
    bits = bitstring.bits_of(bytes(listed.packed))
    assert bitstring.is_set(bits, made.place)
    assert sum(byte.bit_count() for byte in bits) == 1
    with pytest.raises(Refused, match="certificate_step"):
        certificates.revoke(certificate=made, why="再来", by=world.officer, at=timezone.now())
    assert world.award(made.template).number.endswith("000002")  # and a right one may follow on the same day


def test_refusals(world: World) -> None:
    template, on = world.template(), timezone.localdate()
    world.award(template)
    for code, more in {
        "certificate_already": {},
        "award_day": {"awarded_on": on + DAY},
        "award_hours": {"hours": 0},
        "level_of_scheme": {"level": Level.objects.get(code=13)},
        "pass_person_elsewhere": {"person": make_person(make_union("乙县总工会"))},
        "role_officer": {"by": make_officer(make_union("丙县总工会"))},
    }.items():
        with pytest.raises(Refused) as caught:
            world.award(template, **more)
        assert caught.value.code == code
    templates.retire(template=template, by=world.officer, at=timezone.now())
    with pytest.raises(Refused, match="template_retired"):
        world.award(template, awarded_on=on - DAY)


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("template_imitates", {"title": "焊工职业技能等级证书"}),
        ("template_imitates", {"title": "特 种 作业操作证"}),
        ("template_title", {"title": " "}),
        ("template_words", {"criteria": " "}),
        ("template_prefix", {"prefix": "a-b"}),
        ("template_months", {"months": 121}),
    ],
)
def test_a_template_is_a_unions_own(world: World, code: str, more: dict[str, object]) -> None:
    with pytest.raises(Refused) as caught:
        world.template(**more)
    assert caught.value.code == code


def test_levels_of_the_state_are_not_a_unions_to_give(world: World) -> None:
    with pytest.raises(Refused, match="template_scheme"):
        world.template(scheme=Level.objects.get(code=13).scheme)
    world.template()
    with pytest.raises(Refused, match="template_known"):
        world.template(prefix="另")


def test_a_changed_template_changes_nothing_that_was_issued(world: World) -> None:
    made = world.award()
    said = {"title": "新名称", "about": "新", "criteria": "新", "months": 0, "scheme": None, "signed_as": ""}
    templates.change(template=made.template, **said, by=world.officer, at=timezone.now())
    made.refresh_from_db()
    assert made.title == "岗前安全培训合格证书"
    assert files.by_file(made.badge.encode(), timezone.now()).title == "岗前安全培训合格证书"


def test_lists_of_passes_and_of_certificates_are_two(world: World) -> None:
    a_pass, made = world.issue(), world.award()
    assert a_pass.listed_id != made.listed_id
    assert (a_pass.listed.use, made.listed.use) == ("pass", "certificate")
    statuses.publish_due(by=None, at=timezone.now())
    assert trust.bitstring_list(a_pass.listed.number) is None


def test_the_database_guards_places_numbers_and_days(world: World) -> None:
    made = world.award()
    for name in ("number", "place"):
        other = Certificate.objects.get(pk=made.pk)
        other.pk, other.uid, other.code = made.pk + 1, made.template.uid, "000000000"
        other.place, other.number, other.awarded_on = made.place + 1, "另", made.awarded_on - DAY
        setattr(other, name, getattr(made, name))
        with pytest.raises(IntegrityError), transaction.atomic():
            other.save(force_insert=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=made.pk).update(state="revoked")
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateTemplate.objects.create(
            issuer=world.union, title=made.template.title, prefix="另", made_at=timezone.now()
        )


def test_who_leaves_keeps_a_certificate_that_verifies_and_no_name_here(world: World) -> None:
    made = world.award()
    content = certificates.paper_of(certificate=made, by=world.worker, at=timezone.now())
    path = Certificate.objects.get(pk=made.pk).pdf.path
    erase_person(person=world.worker, by=None, at=timezone.now())
    made.refresh_from_db()
    assert (made.name, made.badge, bytes(made.token), made.state) == ("", "", b"", "valid")
    assert not made.pdf.storage.exists(path)
    found = verifying.by_code(made.code, timezone.now())
    assert found is not None
    assert (found.outcome, found.why, found.name) == ("undecided", "holder_left", "")
    assert b"%PDF" in content[:8]
    with pytest.raises(Refused, match="certificate_empty"):
        certificates.paper_of(certificate=made, by=None, at=timezone.now())


def test_short_codes_are_shared_with_passes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    a_pass = world.issue()
    drawn = iter([bytes.fromhex(a_pass.number), bytes(range(8))])
    monkeypatch.setattr(certificates.secrets, "token_bytes", lambda _: next(drawn))
    assert world.award().code == codes.code_of(bytes(range(8)))


def test_keys_of_documents_are_named_as_readers_of_pdf_ask(world: World) -> None:
    pem = trust.documents()
    assert pem.count("BEGIN CERTIFICATE") == 1
    assert "PRIVATE" not in pem
    assert base64.b64decode("".join(pem.splitlines()[1:-1]))
