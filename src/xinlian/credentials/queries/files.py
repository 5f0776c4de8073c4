"""A certificate's file that lies before somebody: the PDF byte for byte as it was sent, or the Open Badge by its proof."""

import datetime
import hashlib

from xinlian.credentials.models import Certificate, SigningKey
from xinlian.credentials.queries import addresses
from xinlian.credentials.queries.verifying import Verified, certificate_found
from xinlian.engines.seals.badges import badge, documents, integrity
from xinlian.engines.seals.errors import SealError

LIMIT = 5 * 1024 * 1024
ROW = ("trade", "level", "issuer", "key")


def by_file(content: bytes, now: datetime.datetime) -> Verified:
    """What a file is. A PDF is not opened: whoever changed a byte has another file than the one that was sent."""
    if len(content) > LIMIT:
        return Verified("refused", "file_too_big")
    if content.startswith(b"%PDF"):
        return _pdf(content, now)
    return _json(content, now)


def _pdf(content: bytes, now: datetime.datetime) -> Verified:
    digest = hashlib.sha256(content).hexdigest()
    row = Certificate.objects.filter(pdf_sha256=digest).select_related(*ROW).first()
    return certificate_found(row, row.issuer.name, now) if row else Verified("refused", "file_unknown")


def _json(content: bytes, now: datetime.datetime) -> Verified:
    try:
        document = documents.parse(content)
        integrity.check(document, public_of)
        said = badge.read(document)
    except SealError as error:
        return Verified("refused", _why(error.code))
    row = Certificate.objects.filter(number=said.number, uid=said.uid).select_related(*ROW).first()
    if row is None or not _in_time(row):
        return Verified("refused", "certificate_not_in_books")
    return certificate_found(row, row.issuer.name, now)


def _in_time(row: Certificate) -> bool:
    lost = row.key.compromised_at
    return lost is None or row.issued_at < lost


def _why(code: str) -> str:
    if code in ("term_undefined", "term_empty", "context_unknown"):
        return "file_undefined"
    if code in ("forged", "context_changed", "proof_other_use"):
        return "file_forged"
    return "file_foreign" if code in ("method_unknown", "proof_missing", "not_a_badge") else "file_unreadable"


def public_of(method: str) -> bytes | None:
    """The public key of one of our verification methods."""
    kid = method.removeprefix(addresses.method_id(""))
    row = SigningKey.objects.filter(kid=kid, use="certificate").first() if kid != method else None
    return bytes.fromhex(row.public_key) if row else None
