"""Data Integrity proofs over a document: eddsa-jcs-2022, which we require, and eddsa-rdfc-2022 beside it.

Sources: W3C Verifiable Credential Data Integrity 1.0; Data Integrity EdDSA Cryptosuites 1.0, 3.2 and 3.3.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from xinlian.engines.seals.badges import documents, multibase
from xinlian.engines.seals.badges.documents import Document
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.suites import EDDSA, SIGNATURE_BYTES, Sign, verifier

JCS, RDFC = "eddsa-jcs-2022", "eddsa-rdfc-2022"
SUITES = (JCS, RDFC)
KIND, PURPOSE = "DataIntegrityProof", "assertionMethod"
MOST_PROOFS = 8
Find = Callable[[str], bytes | None]  # the public key of a verification method, nothing for one that is not trusted


def prove(document: Document, *, method: str, created: str, sign: Sign) -> Document:
    """The document with one proof by each suite. `created`: as XML Schema's dateTime.

    Raises SealError as `documents.demand_defined`: what means nothing is not signed.
    """
    documents.demand_defined(document)
    proofs = [_prove(document, suite, method, created, sign) for suite in SUITES]
    return {**document, "proof": proofs}


def _prove(document: Document, suite: str, method: str, created: str, sign: Sign) -> Document:
    options = {"type": KIND, "cryptosuite": suite, "created": created, "verificationMethod": method}
    options["proofPurpose"] = PURPOSE
    if suite == JCS:
        options = {"@context": document["@context"], **options}
    return {**options, "proofValue": multibase.encode(sign(_signed(document, options)))}


def check(document: Document, find: Find, required: str = JCS) -> str:
    """Raise SealError unless the proof of the suite `required`, and after it every other of a suite known here, is right;
    else the method that made the first.

    proof_missing: none of that suite. method_unknown: its key is not trusted. forged: the signature is wrong.
    proof_shape, proof_other_use, context_changed, and those of documents. A document reaches JSON-LD only after the
    required proof held, unless that proof is itself over JSON-LD.
    """
    bare = {key: value for key, value in document.items() if key != "proof"}
    proofs = sorted(_proofs(document), key=lambda one: one["cryptosuite"] != required)
    if not proofs or proofs[0]["cryptosuite"] != required:
        raise SealError("proof_missing")
    for proof in proofs:
        check_one(bare, proof, find)
    documents.demand_defined(bare)
    return str(proofs[0]["verificationMethod"])


def _proofs(document: Document) -> list[Document]:
    held = document.get("proof", [])
    several = held if isinstance(held, list) else [held]
    if len(several) > MOST_PROOFS or not all(isinstance(one, dict) for one in several):
        raise SealError("proof_shape")
    return [one for one in several if one.get("type") == KIND and one.get("cryptosuite") in SUITES]


def check_one(bare: Document, proof: Document, find: Find) -> None:
    """Raise SealError unless this one proof over a document without proofs is right, as `check` does for each."""
    method, value = proof.get("verificationMethod"), proof.get("proofValue")
    if not isinstance(method, str) or not isinstance(value, str):
        raise SealError("proof_shape")
    if proof.get("proofPurpose") != PURPOSE:
        raise SealError("proof_other_use")
    public, signature = find(method), multibase.decode(value)
    if public is None:
        raise SealError("method_unknown")
    if len(signature) != SIGNATURE_BYTES:
        raise SealError("forged")
    options = {key: held for key, held in proof.items() if key != "proofValue"}
    if options.get("@context", bare.get("@context")) != bare.get("@context"):
        raise SealError("context_changed")  # W3C lets a document have more contexts than its proof; ours never do
    if not verifier(EDDSA, public)(signature, _signed(bare, options)):
        raise SealError("forged")


def _signed(document: Document, options: dict[str, Any]) -> bytes:
    """The 64 bytes that a signature is over: the hash of the proof's options, then of the document."""
    if options["cryptosuite"] == JCS:
        canonical = documents.as_json
    else:
        canonical = documents.as_rdf
        options = {"@context": document.get("@context"), **options}
    return hashlib.sha256(canonical(options)).digest() + hashlib.sha256(canonical(document)).digest()
