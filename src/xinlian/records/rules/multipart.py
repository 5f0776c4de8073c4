"""Statements with the data of their attachments as multipart/mixed (RFC 2046, 5.1), read and written. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from xinlian.records.rules.faults import Fault

MOST_PARTS = 201
BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]")
HASH = "x-experience-api-hash"
ENCODING = "content-transfer-encoding"


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its headers by small names, and its bytes."""

    headers: dict[str, str]
    content: bytes


def boundary_of(content_type: str) -> str:
    """The boundary that a Content-Type names. Fault 400: boundary_missing."""
    found = re.search(r';\s*boundary=(?:"([^"]*)"|([^\s;"]+))', content_type, re.IGNORECASE)
    boundary = (found[1] or found[2] or "") if found else ""
    if not BOUNDARY.fullmatch(boundary):
        raise Fault(400, "boundary_missing", "XAPI-00131", "Content-Type")
    return boundary


def parts(body: bytes, boundary: str) -> list[Part]:
    """The parts in order. Fault 400: multipart_broken, too_many_parts."""
    line = b"--" + boundary.encode()
    rows = (b"\r\n" + body).split(b"\r\n" + line)
    if len(rows) < 3 or not rows[-1].startswith(b"--"):
        raise Fault(400, "multipart_broken", "XAPI-00130")
    if len(rows) - 2 > MOST_PARTS:
        raise Fault(413, "too_many_parts", "XAPI-00328", "", {"most": MOST_PARTS})
    return [_part(row) for row in rows[1:-1]]


def _part(row: bytes) -> Part:
    padding, _, rest = row.partition(b"\r\n")
    head, gap, content = (b"\r\n" + rest).partition(b"\r\n\r\n")
    if padding.strip(b" \t") or not gap:
        raise Fault(400, "multipart_broken", "XAPI-00130")
    headers: dict[str, str] = {}
    for line in head.decode("latin-1").split("\r\n"):
        name, _, value = line.partition(":")
        if name.strip():
            headers[name.strip().lower()] = value.strip()
    return Part(headers, content)


def files(several: Iterable[Part]) -> dict[str, Part]:
    """The attachments by the SHA-256 that they name. Fault 400: hash_missing, encoding_not_binary, hash_wrong."""
    found: dict[str, Part] = {}
    for part in several:
        named = part.headers.get(HASH, "").lower()
        if not named:
            raise Fault(400, "hash_missing", "XAPI-00132", "X-Experience-API-Hash")
        if part.headers.get(ENCODING, "").lower() != "binary":
            raise Fault(400, "encoding_not_binary", "XAPI-00135", "Content-Transfer-Encoding")
        if sha256(part.content).hexdigest() != named:
            raise Fault(400, "hash_wrong", "XAPI-00132", "X-Experience-API-Hash")
        found[named] = part
    return found


def written(statements: bytes, several: Iterable[tuple[str, str, bytes]], boundary: str) -> bytes:
    """One body of statements as JSON and of files as (SHA-256, content type, bytes)."""
    line = f"--{boundary}\r\n".encode()
    rows = [line, b"Content-Type: application/json\r\n\r\n", statements, b"\r\n"]
    for sha2, content_type, content in several:
        head = f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: binary\r\nX-Experience-API-Hash: {sha2}\r\n"
        rows += [line, head.encode("latin-1", "replace"), b"\r\n", content, b"\r\n"]
    return b"".join([*rows, f"--{boundary}--\r\n".encode()])
