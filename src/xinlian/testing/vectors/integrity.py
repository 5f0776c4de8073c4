"""Signed credentials of W3C's Data Integrity suites for EdDSA, and its Bitstring status lists."""

from collections.abc import Iterator
from typing import Any

from xinlian.engines.seals.badges import bitstring, documents, integrity, multibase
from xinlian.engines.seals.errors import SealError

LIST = "BitstringStatusListCredential"
UNKNOWN = ("context_unknown", "term_undefined", "method_unknown")  # what their world knows and ours does not


def fits(content: Any) -> bool:
    """A document with a proof, or a Bitstring list without one."""
    return isinstance(content, dict) and "@context" in content and ("proof" in content or _is_list(content))


def cases(content: Any) -> Iterator[tuple[str, str, str]]:
    """Each proof by itself, under the key that its method names; then the list, where it is one."""
    proofs = content.get("proof", [])
    for number, proof in enumerate(proofs if isinstance(proofs, list) else [proofs], 1):
        yield _proof(f"proof {number}", {**content, "proof": proof}, proof)
    if _is_list(content):
        yield _list(content["credentialSubject"])


def _is_list(content: dict[str, Any]) -> bool:
    return LIST in content.get("type", ()) and isinstance(content.get("credentialSubject"), dict)


def _proof(name: str, document: dict[str, Any], proof: Any) -> tuple[str, str, str]:
    suite = proof.get("cryptosuite", proof.get("type", "")) if isinstance(proof, dict) else ""
    if suite not in integrity.SUITES:
        return name, "not spoken here", f"suite {suite}"
    try:
        bare = {key: held for key, held in document.items() if key != "proof"}
        if suite == integrity.RDFC:
            documents.demand_defined(bare)
        integrity.check_one(bare, proof, _key)
    except SealError as error:
        return name, "not spoken here" if error.code in UNKNOWN else "failed", error.code
    return name, "passed", ""


def _key(method: str) -> bytes | None:
    try:
        return multibase.public_of(method.rpartition("#")[2])
    except SealError:
        return None


def _list(subject: dict[str, Any]) -> tuple[str, str, str]:
    try:
        bitstring.decode(str(subject.get("encodedList", "")))
    except SealError as error:
        return "list", "failed", error.code
    return "list", "passed", ""
