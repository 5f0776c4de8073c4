"""COSE working group examples: one signed message a file, with its key, and `fail` where it must be refused."""

import base64
from collections.abc import Iterator
from typing import Any

from xinlian.engines.seals import cbor, sign1, suites
from xinlian.engines.seals.errors import SealError

LIMIT = 1 << 16
ALGORITHMS = {"ES256": suites.ES256, "EdDSA": suites.EDDSA}


def fits(content: Any) -> bool:
    """Whether it is such a file."""
    return isinstance(content, dict) and "input" in content and "cbor" in content.get("output", {})


def cases(content: Any) -> Iterator[tuple[str, str, str]]:
    """Its one case: the signature is checked under the key named, with the algorithm of the key."""
    title, given = str(content.get("title", "")), content["input"]
    if "sign0" not in given:
        yield title, "not spoken here", "not a message with one signature"
        return
    signer = given["sign0"]
    algorithm = ALGORITHMS.get(signer.get("alg", ""))
    if algorithm is None or signer["key"].get("crv") not in ("P-256", "Ed25519"):
        yield title, "not spoken here", f"algorithm {signer.get('alg')} with {signer['key'].get('crv')}"
        return
    must_fail, refused = bool(content.get("fail")), _refused(content, signer, algorithm)
    if must_fail:
        yield title, "passed" if refused else "failed", refused or "was taken, but must be refused"
    else:
        yield title, "failed" if refused else "passed", refused


def _refused(content: Any, signer: Any, algorithm: int) -> str:
    try:
        message = sign1.parse(bytes.fromhex(content["output"]["cbor"]), LIMIT)
        verify = suites.verifier(algorithm, _public(signer["key"]))
        external = bytes.fromhex(signer.get("external", ""))
        named = message.protected.get(sign1.ALG, message.unprotected.get(sign1.ALG))
        if named != algorithm:
            return "algorithm_swapped"
        _demand_tag(bytes.fromhex(content["output"]["cbor"]))
        return "" if verify(message.signature, message.signed(external)) else "forged"
    except SealError as error:
        return error.code


def _demand_tag(data: bytes) -> None:
    found = cbor.loads(data, LIMIT)
    if isinstance(found, cbor.Tag) and found.number != sign1.TAG:
        raise SealError("not_sign1")


def _public(key: Any) -> bytes:
    return _coordinate(key, "x") + (_coordinate(key, "y") if key["crv"] == "P-256" else b"")


def _coordinate(key: Any, name: str) -> bytes:
    if f"{name}_hex" in key:
        return bytes.fromhex(key[f"{name}_hex"])
    return base64.urlsafe_b64decode(key[name] + "=" * (-len(key[name]) % 4))
