"""`vectors` over files of every kind that it knows, made here: right ones pass, and each wrong one is found."""

import base64
import datetime
import json
import zlib
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from toolchain.conftest import call
from xinlian.engines.seals import cbor, sign1, suites, text
from xinlian.engines.seals.badges import bitstring, documents, integrity, multibase
from xinlian.engines.seals.status import Statuses

PRIVATE = ec.generate_private_key(ec.SECP256R1())
NUMBERS = PRIVATE.private_numbers()
RAW = NUMBERS.private_value.to_bytes(32, "big")
X, Y = (part.to_bytes(32, "big") for part in (NUMBERS.public_numbers.x, NUMBERS.public_numbers.y))
SIGN = suites.signer(suites.ES256, RAW)


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def cose(*, fail: bool = False, spoil: bool = False, alg: str = "ES256") -> dict[str, Any]:
    made = bytearray(sign1.sign(b"content", algorithm=suites.ES256, kid=b"k", sign=SIGN))
    made[-1] ^= spoil
    key = {"kty": "EC", "crv": "P-256", "x": b64(X), "y": b64(Y)}
    content = {"title": "t", "input": {"sign0": {"key": key, "alg": alg}}, "output": {"cbor": made.hex()}}
    return {**content, **({"fail": True} if fail else {})}


def unprotected() -> dict[str, Any]:
    """All of the header outside, and the empty one inside written as a map: signed as if it were not there."""
    signature = SIGN(sign1.to_be_signed(b"", b"", b"content"))
    made = cbor.dumps(cbor.Tag(18, [b"\xa0", {1: suites.ES256, 4: b"k"}, b"content", signature]))
    return {**cose(), "output": {"cbor": made.hex()}}


def wycheproof(result: str, *, der: bool = False, spoil: bool = False) -> dict[str, Any]:
    signature = bytearray(SIGN(b"msg"))
    signature[5] ^= spoil
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    sig = encode_dss_signature(r, s) if der else bytes(signature)
    key = {"curve": "secp256r1", "uncompressed": (b"\x04" + X + Y).hex()}
    tests = [{"tcId": 1, "msg": b"msg".hex(), "sig": sig.hex(), "result": result}]
    kind = "EcdsaVerify" if der else "EcdsaP1363Verify"
    return {"testGroups": [{"type": kind, "sha": "SHA-256", "publicKey": key, "tests": tests}]}


def dcc(*, verify: bool = True, spoil: bool = False, over: bool = False) -> dict[str, Any]:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)
    builder = x509.CertificateBuilder(name, name, PRIVATE.public_key(), 1, now, now + datetime.timedelta(days=9))
    certificate = builder.sign(PRIVATE, hashes.SHA256()).public_bytes(Encoding.DER)
    payload = cbor.dumps({4: int(now.timestamp()) + (-9 if over else 9), 1: "XX"})
    made = bytearray(sign1.sign(payload, algorithm=suites.ES256, kid=b"kkkkkkkk", sign=SIGN))
    made[-1] ^= spoil
    context = {
        "DESCRIPTION": "d",
        "VALIDATIONCLOCK": now.isoformat(),
        "CERTIFICATE": base64.b64encode(certificate).decode(),
    }
    wanted = {"EXPECTEDVERIFY": verify, "EXPECTEDB45DECODE": True, "EXPECTEDEXPIRATIONCHECK": not over}
    return {"PREFIX": "HC1:" + text.encode45(zlib.compress(bytes(made))), "TESTCTX": context, "EXPECTEDRESULTS": wanted}


def lists(first: int) -> dict[str, Any]:
    made = Statuses(bytes(4), 4)
    made[0], made[7] = 9, 5
    return {"a": {"bits": 4, "lst": b64(zlib.compress(bytes(made.packed))), "status": {"0": first, "7": 5, "1": 0}}}


def credential(*, spoil: str = "", rdf: str = "") -> dict[str, Any]:
    """A credential with both proofs; a word changed, or added where only the proof over RDF could miss it."""
    pair = suites.generate(suites.EDDSA)
    method = f"did:key:{multibase.multikey(pair.public)}#{multibase.multikey(pair.public)}"
    plain = {"@context": [documents.CREDENTIALS], "type": ["VerifiableCredential"], "issuer": "did:web:x.example"}
    plain |= {"name": "x", "credentialSubject": {"id": "urn:uuid:0b9f4c5e-8c8b-4d56-9d39-0b8f2f6f1c11"}}
    sign = suites.signer(suites.EDDSA, pair.private)
    made = integrity.prove(plain, method=method, created="2026-11-25T00:00:00Z", sign=sign)
    return made | ({"name": spoil} if spoil else {}) | ({"rank": rdf} if rdf else {})


def bits(encoded: str) -> dict[str, Any]:
    return {
        "@context": [documents.CREDENTIALS],
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "credentialSubject": {"type": "BitstringStatusList", "encodedList": encoded},
    }


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (credential(), "2 passed, 0 failed, 0 not"),
        (credential(spoil="y"), "0 passed, 2 failed, 0 not"),
        (credential(rdf="y"), "0 passed, 1 failed, 1 not"),
        (bits(bitstring.encode(bytes(16384))), "1 passed, 0 failed, 0 not"),
        (bits("uAAAA"), "0 passed, 1 failed, 0 not"),
        (cose(), "1 passed, 0 failed, 0 not"),
        (unprotected(), "1 passed, 0 failed, 0 not"),
        (cose(spoil=True), "0 passed, 1 failed, 0 not"),
        (cose(fail=True, spoil=True), "1 passed, 0 failed, 0 not"),
        (cose(fail=True), "0 passed, 1 failed, 0 not"),
        (cose(alg="ES384"), "0 passed, 0 failed, 1 not"),
        (wycheproof("valid"), "1 passed, 0 failed, 0 not"),
        (wycheproof("valid", der=True), "1 passed, 0 failed, 0 not"),
        (wycheproof("invalid"), "0 passed, 1 failed, 0 not"),
        (wycheproof("valid", spoil=True), "0 passed, 1 failed, 0 not"),
        (wycheproof("invalid", spoil=True, der=True), "1 passed, 0 failed, 0 not"),
        (wycheproof("acceptable", spoil=True), "1 passed, 0 failed, 0 not"),
        (dcc(), "3 passed, 0 failed, 0 not"),
        (dcc(spoil=True), "2 passed, 1 failed, 0 not"),
        (dcc(spoil=True, verify=False), "3 passed, 0 failed, 0 not"),
        (dcc(over=True), "3 passed, 0 failed, 0 not"),
        (lists(9), "1 passed, 0 failed, 0 not"),
        (lists(8), "0 passed, 1 failed, 0 not"),
    ],
)
def test_each_kind_by_itself(tmp_path: Path, content: dict[str, Any], verdict: str) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(content))
    done = call(tmp_path, "vectors", str(file), XINLIAN_DATABASE="postgresql://nobody@localhost:1/none")
    assert verdict in done.stdout.splitlines()[-1], done.stdout + done.stderr
    good = " 0 failed" in verdict and not verdict.startswith("0 passed")
    assert done.returncode == (0 if good else 1)


def test_a_folder_of_them_is_counted_together(tmp_path: Path) -> None:
    folder = tmp_path / "several"
    folder.mkdir()
    for name, content in {"a": cose(), "b": wycheproof("valid"), "c": {"x": 1}, "d": cose(spoil=True)}.items():
        (folder / f"{name}.json").write_text(json.dumps(content))
    done = call(tmp_path, "vectors", str(folder))
    assert done.stdout.splitlines()[-1] == "NOT ALL AS EXPECTED: 2 passed, 1 failed, 0 not spoken here"
    assert "c.json: not of a kind that is known" in done.stdout
    assert "FAILED d.json, t: forged" in done.stdout


@pytest.mark.parametrize("content", ["", "[", '{"a": 1}', "null"])
def test_what_is_no_test_file_is_said(tmp_path: Path, content: str) -> None:
    file = tmp_path / "case.json"
    file.write_text(content)
    done = call(tmp_path, "vectors", str(file))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert call(tmp_path, "vectors", str(tmp_path / "none.json")).returncode == 2
