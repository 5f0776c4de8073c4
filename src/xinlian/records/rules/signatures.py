"""Signed statements: a JSON Web Signature beside a statement says the same, by RS256, RS384 or RS512 and no other."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from xinlian.engines.statements.bad import Bad
from xinlian.engines.statements.check import check
from xinlian.engines.statements.comparing import SIGNATURE, same
from xinlian.engines.statements.reading import parsed
from xinlian.records.rules.faults import Fault

CONTENT_TYPE = "application/octet-stream"
HASHES: dict[str, hashes.HashAlgorithm] = {
    "RS256": hashes.SHA256(),
    "RS384": hashes.SHA384(),
    "RS512": hashes.SHA512(),
}


def demand_signed(statement: Mapping[str, Any], files: Mapping[str, bytes], version: str) -> None:
    """Go on when every signature among the attachments is one of this statement.

    Fault 400: signature_type, signature_missing, signature_broken, signature_algorithm, signature_of_another, signature_wrong. Raises Bad.
    """
    for one in statement.get("attachments", []):
        if one["usageType"] != SIGNATURE:
            continue
        if one["contentType"].partition(";")[0].strip().lower() != CONTENT_TYPE:
            raise Fault(400, "signature_type", "XAPI-00115", "attachments.contentType")
        content = files.get(one["sha2"].lower())
        if content is None:
            raise Fault(400, "signature_missing", "XAPI-00115", "attachments.sha2")
        head, payload, signed, signature = _taken_apart(content)
        check(payload, version)
        if not same(statement, payload):
            raise Fault(400, "signature_of_another", "XAPI-00116", "attachments")
        _demand_true(head, signed, signature)


def _taken_apart(content: bytes) -> tuple[dict[str, Any], dict[str, Any], bytes, bytes]:
    """Header, payload, what is signed, and the signature of a compact JWS."""
    try:
        head, payload, signature = content.strip().split(b".")
        decoded = [_decoded(one) for one in (head, payload, signature)]
        header, said = parsed(decoded[0]), parsed(decoded[1])
    except (ValueError, Bad) as error:
        raise Fault(400, "signature_broken", "XAPI-00116", "attachments") from error
    if not isinstance(header, dict) or not isinstance(said, dict):
        raise Fault(400, "signature_broken", "XAPI-00116", "attachments")
    if header.get("alg") not in HASHES:
        raise Fault(400, "signature_algorithm", "XAPI-00117", "attachments", {"known": sorted(HASHES)})
    return header, said, head + b"." + payload, decoded[2]


def _decoded(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _demand_true(head: Mapping[str, Any], signed: bytes, signature: bytes) -> None:
    """Where the header brings its certificate, the signature is that of the certificate's key. Nobody vouches for it."""
    chain = head.get("x5c")
    if chain is None:
        return
    try:
        key = x509.load_der_x509_certificate(base64.b64decode(chain[0], validate=True)).public_key()
        if not isinstance(key, rsa.RSAPublicKey):
            raise ValueError
        key.verify(signature, signed, padding.PKCS1v15(), HASHES[head["alg"]])
    except (ValueError, TypeError, LookupError, binascii.Error, InvalidSignature) as error:
        raise Fault(400, "signature_wrong", "XAPI-00117", "attachments") from error
