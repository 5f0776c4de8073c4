"""What a request that sends statements carries: the statements, and the data of their attachments. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xinlian.records.rules import multipart, sent
from xinlian.records.rules.faults import Fault
from xinlian.records.rules.sent import Said
from xinlian.records.rules.signatures import demand_signed

MOST_JSON = 5 * 1024 * 1024
JSON, MIXED = "application/json", "multipart/mixed"


@dataclass(frozen=True, slots=True)
class Body:
    """Checked statements, whether they came as a list, and files as (SHA-256, content type, bytes)."""

    statements: list[Said]
    several: bool
    files: list[tuple[str, str, bytes]]


def read(body: bytes, content_type: str, version: str) -> Body:
    """What was sent. Raises Bad; Fault 400 where parts and attachments do not go together or a signature is false, 413."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in (JSON, MIXED):
        raise Fault(400, "content_type_unknown", "XAPI-00127", "Content-Type")
    parts: dict[str, multipart.Part] = {}
    if kind == MIXED:
        first, *others = multipart.parts(body, multipart.boundary_of(content_type))
        if first.headers.get("content-type", "").partition(";")[0].strip().lower() != JSON:
            raise Fault(400, "first_part_not_json", "XAPI-00134", "Content-Type")
        body, parts = first.content, multipart.files(others)
    if len(body) > MOST_JSON:
        raise Fault(413, "too_large", "XAPI-00328", "", {"most": MOST_JSON})
    statements, several = sent.read(body, version)
    _demand_files(statements, parts)
    contents = {sha2: part.content for sha2, part in parts.items()}
    for one in statements:
        if "attachments" in one:
            demand_signed(one, contents, version)
    return Body(statements, several, _files(statements, parts))


def _attachments(statements: Sequence[Said]) -> list[Mapping[str, Any]]:
    """Of the statements and of the statements within them."""
    found = []
    for one in statements:
        found += one.get("attachments", [])
        inner = one["object"]
        if inner.get("objectType") == "SubStatement":
            found += inner.get("attachments", [])
    return found


def _demand_files(statements: Sequence[Said], parts: Mapping[str, multipart.Part]) -> None:
    """Each part belongs to an attachment, and each attachment has its data here or says where they are."""
    named = set()
    for one in _attachments(statements):
        sha2 = one["sha2"].lower()
        named.add(sha2)
        if sha2 not in parts and "fileUrl" not in one:
            raise Fault(400, "attachment_missing", "XAPI-00129", "attachments.sha2", {"sha2": sha2})
        if sha2 in parts and one["length"] != len(parts[sha2].content):
            raise Fault(400, "attachment_length", "Data 2.4.11", "attachments.length", {"sha2": sha2})
    for sha2 in sorted(parts.keys() - named):
        raise Fault(400, "part_not_named", "XAPI-00132", "X-Experience-API-Hash", {"sha2": sha2})


def _files(statements: Sequence[Said], parts: Mapping[str, multipart.Part]) -> list[tuple[str, str, bytes]]:
    """With the content types that the statements say, which are what readers go by."""
    said = {one["sha2"].lower(): str(one["contentType"]) for one in _attachments(statements)}
    return [(sha2, said[sha2][:255], part.content) for sha2, part in parts.items()]
