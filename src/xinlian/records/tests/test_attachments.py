"""Attachments go in and come out as multipart/mixed, stored once; what does not fit together is refused; signatures hold."""

import base64
import hashlib
import json
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from django.utils import timezone

from xinlian.records.models import Attachment, Statement
from xinlian.records.rules import multipart
from xinlian.records.tests.world import STATEMENTS, VERSIONS, Json, Speaker, make_speaker, new_id, statement

pytestmark = pytest.mark.django_db
LINE = "-------314159265358979323846"
MIXED = f"multipart/mixed; boundary={LINE}"
TEXT, BYTES = "吊装记录".encode(), bytes(range(256)) * 3 + b"\r\n--" + LINE.encode()[:-1] + b"\r\n\r\n"
SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"


@pytest.fixture(params=VERSIONS)
def speaker(request: pytest.FixtureRequest) -> Speaker:
    return make_speaker(version=request.param)


def sha2(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def attachment(content: bytes, kind: str = "text/plain", usage: str = "http://example.com/usage", **more: Any) -> Json:
    said = {"usageType": usage, "display": {"en": "a"}, "contentType": kind, "length": len(content)}
    return {**said, "sha2": sha2(content), **more}


def part(content: bytes, *, named: str | None = None, encoding: str = "binary", kind: str = "text/plain") -> bytes:
    head = f"--{LINE}\r\nContent-Type: {kind}\r\n"
    head += f"Content-Transfer-Encoding: {encoding}\r\n" if encoding else ""
    named = sha2(content) if named is None else named
    return f"{head}{f'X-Experience-API-Hash: {named}' if named else 'X: y'}\r\n\r\n".encode() + content + b"\r\n"


def mixed(said: Any, *parts: bytes, kind: str = "application/json") -> bytes:
    first = f"--{LINE}\r\nContent-Type: {kind}\r\n\r\n".encode() + json.dumps(said).encode() + b"\r\n"
    return first + b"".join(parts) + f"--{LINE}--\r\n".encode()


def read(answer: Any) -> tuple[Any, dict[str, bytes]]:
    first, *others = multipart.parts(answer.content, multipart.boundary_of(answer.headers["Content-Type"]))
    return json.loads(first.content), {name: one.content for name, one in multipart.files(others).items()}


def test_data_go_in_once_and_come_out_with_what_carries_them(speaker: Speaker) -> None:
    """XAPI-00167, XAPI-00161."""
    one = statement(attachments=[attachment(TEXT), attachment(BYTES, "image/png")])
    other = statement(attachments=[attachment(TEXT)])
    answer = speaker.ask("POST", STATEMENTS, mixed([one, other], part(TEXT), part(BYTES)), kind=MIXED)
    assert answer.status_code == 200, answer.content
    first, second = json.loads(answer.content)
    assert Attachment.objects.count() == 2
    said, files = read(speaker.ask("GET", STATEMENTS, statementId=first, attachments=True))
    assert (said["id"], files) == (first, {sha2(TEXT): TEXT, sha2(BYTES): BYTES})
    said, files = read(speaker.ask("GET", STATEMENTS, attachments=True))
    assert [one["id"] for one in said["statements"]] == [second, first]
    assert len(files) == 2
    bare = speaker.ask("GET", STATEMENTS, attachments=False)
    assert bare.headers["Content-Type"] == "application/json"
    said, files = read(speaker.ask("GET", STATEMENTS, attachments=True, verb="http://example.com/none"))
    assert (said["statements"], files) == ([], {})


def test_a_put_brings_data_and_the_same_again_is_taken(speaker: Speaker) -> None:
    uid = new_id()
    body = mixed(statement(attachments=[attachment(TEXT)]), part(TEXT))
    for _ in range(2):
        assert speaker.ask("PUT", STATEMENTS, body, kind=MIXED, statementId=uid).status_code == 204
    assert (Statement.objects.count(), Attachment.objects.count()) == (1, 1)


def test_an_address_stands_for_data_and_nothing_is_fetched(speaker: Speaker) -> None:
    said = statement(attachments=[attachment(TEXT, fileUrl="http://127.0.0.1:1/never")])
    uid = speaker.send(said)[0]
    assert speaker.ask("POST", STATEMENTS, mixed(statement()), kind=MIXED).status_code == 200
    _said, files = read(speaker.ask("GET", STATEMENTS, statementId=uid, attachments=True))
    assert files == {}


CARRIES = statement(attachments=[attachment(TEXT)])
BROKEN = [
    pytest.param(mixed(CARRIES, part(TEXT), part(BYTES)), MIXED, "XAPI-00132", "part_not_named", id="XAPI-00128"),
    pytest.param(mixed(CARRIES), MIXED, "XAPI-00129", "attachment_missing", id="XAPI-00129"),
    pytest.param(json.dumps(CARRIES).encode(), "application/json", "XAPI-00129", "attachment_missing", id="XAPI-00129-json"),
    pytest.param(mixed(CARRIES, part(TEXT))[len(LINE) + 4 :], MIXED, "XAPI-00134", "first_part_not_json", id="XAPI-00131-body"),
    pytest.param(mixed(CARRIES, part(TEXT)), "multipart/mixed;", "XAPI-00131", "boundary_missing", id="XAPI-00131"),
    pytest.param(mixed(CARRIES, part(TEXT)).replace(f"\r\n--{LINE}\r\nContent-Type: text".encode(), b"\r\nContent-Type: text"), MIXED, "XAPI-00014", "not_json", id="XAPI-00130"),
    pytest.param(mixed(CARRIES, part(TEXT, named="")), MIXED, "XAPI-00132", "hash_missing", id="XAPI-00132"),
    pytest.param(mixed(CARRIES, part(TEXT, named="0" * 64)), MIXED, "XAPI-00132", "hash_wrong", id="XAPI-00132-other"),
    pytest.param(mixed(CARRIES, part(json.dumps(CARRIES).encode(), named=""), part(TEXT)), MIXED, "XAPI-00132", "hash_missing", id="XAPI-00133"),
    pytest.param(mixed(CARRIES, part(TEXT), kind="text/plain"), MIXED, "XAPI-00134", "first_part_not_json", id="XAPI-00134"),
    pytest.param(mixed(CARRIES, part(TEXT, encoding="")), MIXED, "XAPI-00135", "encoding_not_binary", id="XAPI-00135"),
    pytest.param(mixed(CARRIES, part(TEXT))[: -len(LINE) - 6], MIXED, "XAPI-00130", "multipart_broken", id="no-end"),
    pytest.param(b"\r\n", MIXED, "XAPI-00130", "multipart_broken", id="nothing"),
    pytest.param(mixed(CARRIES, *[part(TEXT)] * 201), MIXED, "XAPI-00328", "too_many_parts", id="XAPI-00328"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "kind", "requirement", "code"), BROKEN)
def test_what_does_not_go_together_is_refused(
    speaker: Speaker, body: bytes, kind: str, requirement: str, code: str
) -> None:
    answer = speaker.ask("POST", STATEMENTS, body, kind=kind)
    said = json.loads(answer.content)
    assert (answer.status_code, said["code"]) == (413 if code == "too_many_parts" else 400, code)
    assert said["requirement"] == requirement
    assert not Statement.objects.exists()
    assert not Attachment.objects.exists()


def test_a_length_that_is_not_so_is_refused(speaker: Speaker) -> None:
    said = statement(attachments=[{**attachment(TEXT), "length": 1}])
    answer = speaker.ask("POST", STATEMENTS, mixed(said, part(TEXT)), kind=MIXED)
    assert json.loads(answer.content)["code"] == "attachment_length"


# ---- signed statements ----

KEY = rsa.generate_private_key(65537, 2048)
OTHER = rsa.generate_private_key(65537, 2048)
ALGORITHMS = {"RS256": hashes.SHA256(), "RS384": hashes.SHA384(), "RS512": hashes.SHA512()}


def encoded(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def certificate(key: Any) -> str:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "simulator")])
    now = timezone.now()
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now)
    signed = made.sign(key, hashes.SHA256())
    return base64.b64encode(signed.public_bytes(serialization.Encoding.DER)).decode()


def jws(said: Any, *, algorithm: str = "RS256", key: Any = KEY, chain: list[str] | None = None) -> bytes:
    head: Json = {"alg": algorithm, **({"x5c": chain} if chain else {})}
    payload = said if isinstance(said, bytes) else json.dumps(said).encode()
    signed = encoded(json.dumps(head).encode()) + b"." + encoded(payload)
    return signed + b"." + encoded(key.sign(signed, padding.PKCS1v15(), ALGORITHMS.get(algorithm, hashes.SHA256())))


def signed(said: Json, content: bytes, kind: str = "application/octet-stream") -> bytes:
    whole = {**said, "attachments": [*said.get("attachments", []), attachment(content, kind, SIGNATURE)]}
    return mixed(whole, part(content, kind=kind))


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("chain", [None, [certificate(KEY)]], ids=["bare", "x5c"])
def test_a_true_signature_is_kept(speaker: Speaker, algorithm: str, chain: list[str] | None) -> None:
    """XAPI-00115, XAPI-00117."""
    said = statement(id=new_id())
    content = jws(said, algorithm=algorithm, chain=chain)
    assert speaker.ask("POST", STATEMENTS, signed(said, content), kind=MIXED).status_code == 200
    _said, files = read(speaker.ask("GET", STATEMENTS, statementId=said["id"], attachments=True))
    assert list(files.values()) == [content]


SAID = statement(id=new_id())
FALSE = [
    pytest.param(jws(SAID), "text/plain", "signature_type", "XAPI-00115", id="XAPI-00115"),
    pytest.param(jws(SAID, algorithm="HS256"), "application/octet-stream", "signature_algorithm", "XAPI-00117", id="XAPI-00117"),
    pytest.param(jws(SAID, algorithm="none"), "application/octet-stream", "signature_algorithm", "XAPI-00117", id="XAPI-00117-none"),
    pytest.param(jws(b"{"), "application/octet-stream", "signature_broken", "XAPI-00116", id="XAPI-00116"),
    pytest.param(b"a.b", "application/octet-stream", "signature_broken", "XAPI-00116", id="two-parts"),
    pytest.param(jws([SAID]), "application/octet-stream", "signature_broken", "XAPI-00116", id="list"),
    pytest.param(jws({**SAID, "verb": {"id": "http://e.org/x"}}), "application/octet-stream", "signature_of_another", "XAPI-00116", id="XAPI-00116-other"),
    pytest.param(jws(SAID, key=OTHER, chain=[certificate(KEY)]), "application/octet-stream", "signature_wrong", "XAPI-00117", id="forged"),
    pytest.param(jws(SAID, chain=["AAAA"]), "application/octet-stream", "signature_wrong", "XAPI-00117", id="no-certificate"),
    pytest.param(jws(SAID, chain=[certificate(ec.generate_private_key(ec.SECP256R1()))]), "application/octet-stream", "signature_wrong", "XAPI-00117", id="not-rsa"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "kind", "code", "requirement"), FALSE)
def test_a_false_signature_is_refused(speaker: Speaker, content: bytes, kind: str, code: str, requirement: str) -> None:
    answer = speaker.ask("POST", STATEMENTS, signed(SAID, content, kind), kind=MIXED)
    said = json.loads(answer.content)
    assert (answer.status_code, said["code"], said["requirement"]) == (400, code, requirement)
    assert not Statement.objects.exists()


def test_a_signature_is_brought_and_not_pointed_to(speaker: Speaker) -> None:
    far = attachment(b"x", "application/octet-stream", SIGNATURE, fileUrl="http://example.com/s")
    answer = speaker.ask("POST", STATEMENTS, statement(attachments=[far]))
    assert json.loads(answer.content)["code"] == "signature_missing"
