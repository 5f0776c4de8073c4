"""EU digital certificate test data: a certificate as text, the signer's X.509, a clock, and what is expected at each step."""

import base64
import datetime
import zlib
from collections.abc import Iterator
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from xinlian.engines.seals import cbor, sign1, suites, text
from xinlian.engines.seals.errors import SealError

PREFIX = "HC1:"
LIMIT = 1 << 18
EXPIRES = 4


def fits(content: Any) -> bool:
    """Whether it is such a file."""
    return isinstance(content, dict) and "TESTCTX" in content and "EXPECTEDRESULTS" in content


def cases(content: Any) -> Iterator[tuple[str, str, str]]:
    """A case for each step that is expected to pass or to fail."""
    expected, name = content["EXPECTEDRESULTS"], str(content["TESTCTX"].get("DESCRIPTION", ""))[:60]
    key, unspoken = _key(content["TESTCTX"].get("CERTIFICATE", ""))
    steps = {
        "EXPECTEDUNPREFIX": lambda: _unprefixed(content),
        "EXPECTEDB45DECODE": lambda: _decoded(content),
        "EXPECTEDCOMPRESSION": lambda: _inflated(content),
        "EXPECTEDVERIFY": lambda: _verified(content, key),
        "EXPECTEDDECODE": lambda: _payload(content),
        "EXPECTEDEXPIRATIONCHECK": lambda: _not_over(content),
    }
    for step, act in steps.items():
        if step not in expected or (step != "EXPECTEDVERIFY" and not _possible(step, content)):
            continue
        if step == "EXPECTEDVERIFY" and unspoken:
            yield f"{name}: {step}", "not spoken here", unspoken
            continue
        refused = _tried(act)
        agrees = bool(expected[step]) == (not refused)
        yield f"{name}: {step}", "passed" if agrees else "failed", refused or ("" if agrees else "was taken")


def _possible(step: str, content: Any) -> bool:
    wants = "PREFIX" if step in ("EXPECTEDUNPREFIX", "EXPECTEDB45DECODE", "EXPECTEDCOMPRESSION") else ""
    return not wants or bool(content.get(wants))


def _tried(act: Any) -> str:
    try:
        act()
    except SealError as error:
        return error.code
    return ""


def _unprefixed(content: Any) -> str:
    given = str(content["PREFIX"])
    if not given.startswith(PREFIX):
        raise SealError("not_ours")
    return given[len(PREFIX) :]


def _decoded(content: Any) -> bytes:
    return text.decode45(_unprefixed(content))


def _inflated(content: Any) -> bytes:
    try:
        stream = zlib.decompressobj()
        found = stream.decompress(_decoded(content), LIMIT)
    except zlib.error as error:
        raise SealError("not_zlib") from error
    if stream.unconsumed_tail or not stream.eof:
        raise SealError("not_zlib")
    return found


def _message(content: Any) -> sign1.Message:
    data = _inflated(content) if content.get("PREFIX") else bytes.fromhex(str(content["COSE"]))
    return sign1.parse(data, LIMIT)


def _verified(content: Any, key: suites.Verify | None) -> None:
    message = _message(content)
    assert key is not None
    named = message.protected.get(sign1.ALG, message.unprotected.get(sign1.ALG))
    if named != suites.ES256:
        raise SealError("algorithm_swapped")
    if not key(message.signature, message.signed()):
        raise SealError("forged")


def _payload(content: Any) -> Any:
    return cbor.loads(_message(content).payload, LIMIT)


def _not_over(content: Any) -> None:
    claims, clock = _payload(content), str(content["TESTCTX"].get("VALIDATIONCLOCK", ""))
    expires = claims.get(EXPIRES) if isinstance(claims, dict) else None
    if not isinstance(expires, int | float):
        raise SealError("not_begun")
    if datetime.datetime.fromisoformat(clock).timestamp() > expires:
        raise SealError("over")


def _key(certificate: str) -> tuple[suites.Verify | None, str]:
    """The verifier of the signer's certificate, or why there is none here."""
    try:
        found = x509.load_der_x509_certificate(base64.b64decode(certificate)).public_key()
    except ValueError:
        return None, "no certificate that can be read"
    if not isinstance(found, ec.EllipticCurvePublicKey) or found.curve.name != "secp256r1":
        return None, "a key of another kind (RSA, or another curve)"
    point = found.public_numbers()
    return suites.verifier(suites.ES256, point.x.to_bytes(32, "big") + point.y.to_bytes(32, "big")), ""
