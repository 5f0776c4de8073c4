"""Wycheproof: signatures of Ed25519 and of P-256 with SHA-256, r || s or DER, each valid, invalid or acceptable."""

from collections.abc import Callable, Iterator
from typing import Any

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from xinlian.engines.seals import suites
from xinlian.engines.seals.errors import SealError

Check = Callable[[bytes, bytes], bool]


def fits(content: Any) -> bool:
    """Whether it is such a file."""
    return isinstance(content, dict) and isinstance(content.get("testGroups"), list)


def cases(content: Any) -> Iterator[tuple[str, str, str]]:
    """Every test of every group that we speak; a group that we do not speak is one case."""
    for number, group in enumerate(content["testGroups"]):
        check = _check(group)
        if isinstance(check, str):
            yield f"group {number}", "not spoken here", check
            continue
        for test in group["tests"]:
            taken = check(bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
            wanted = test["result"]
            agrees = wanted == "acceptable" or taken == (wanted == "valid")
            said = "" if agrees else f"{wanted}, but {'taken' if taken else 'refused'}: {test.get('comment', '')}"
            yield f"test {test['tcId']}", "passed" if agrees else "failed", said


def _check(group: Any) -> Check | str:
    kind, key = str(group.get("type", "")), group.get("publicKey") or group.get("key") or {}
    if kind == "EddsaVerify" and key.get("curve") == "edwards25519":
        return _guarded(suites.EDDSA, bytes.fromhex(key["pk"]))
    if (
        kind not in ("EcdsaVerify", "EcdsaP1363Verify")
        or key.get("curve") != "secp256r1"
        or group.get("sha") != "SHA-256"
    ):
        return f"{kind or 'no type'}, {key.get('curve')}, {group.get('sha', '')}"
    verify = _guarded(suites.ES256, bytes.fromhex(key["uncompressed"])[1:])
    return verify if kind == "EcdsaP1363Verify" else lambda signature, message: _from_der(verify, signature, message)


def _guarded(algorithm: int, public: bytes) -> Check:
    try:
        return suites.verifier(algorithm, public)
    except SealError:
        return lambda signature, message: False


def _from_der(verify: Check, signature: bytes, message: bytes) -> bool:
    try:
        r, s = decode_dss_signature(signature)
        return verify(r.to_bytes(32, "big") + s.to_bytes(32, "big"), message)
    except (ValueError, OverflowError):
        return False
