"""Reads a published draw, a commitment or a receipt, trusting nothing: sizes, types and spelling are checked."""

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from xinlian.engines.allocation.commitment import canonical
from xinlian.engines.allocation.model import Facts
from xinlian.engines.allocation.published import FORMAT
from xinlian.engines.allocation.terms import (
    COMMITMENT_FORMAT,
    RECEIPT_FORMAT,
    VERSION,
    Entry,
    TermBatch,
    TermQuota,
    Terms,
    Witness,
)

BYTES_AT_MOST = 1_000_000_000
TEXT, NUMBER, MAYBE_NUMBER, ANYTHING = "text", "number", "number or null", "anything"
TERMS = {
    "draw": TEXT,
    "title": TEXT,
    "batches": [{"key": TEXT, "title": TEXT, "seats": NUMBER}],
    "groups": [TEXT],
    "quotas": [{"kind": TEXT, "key": TEXT, "title": TEXT, "guarantee": NUMBER, "ceiling": MAYBE_NUMBER}],
    "source": TEXT,
    "witnesses": [{"name": TEXT, "commitment": TEXT}],
    "rule_version": TEXT,
    "code_digest": TEXT,
    "entries": NUMBER,
}
ENTRY = {
    "id": TEXT,
    "name": TEXT,
    "group": NUMBER,
    "union": TEXT,
    "wished": [TEXT],
    "possible": [TEXT],
    "salt": TEXT,
    "person": TEXT,
    "party": TEXT,
    "leaf": TEXT,
}
HEAD = {"format": TEXT, "version": NUMBER}
SHAPES: dict[str, dict[str, Any]] = {
    FORMAT: HEAD
    | {"terms": TERMS, "entries": [ENTRY], "root": TEXT, "public": TEXT, "numbers": [TEXT], "seed": TEXT}
    | {"results": [ANYTHING], "sets": [ANYTHING], "totals": ANYTHING},
    COMMITMENT_FORMAT: HEAD | {"terms": TERMS, "root": TEXT},
    RECEIPT_FORMAT: HEAD | {"draw": TEXT, "root": TEXT, "id": TEXT, "leaf": TEXT, "path": [[TEXT]]},
}


class Unreadable(ValueError):
    """The file is not what it should be; a stable code and facts."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts: Facts = facts


@dataclass(frozen=True, slots=True)
class Published:
    """A published draw as it was read; what only has to equal a recomputation is left as JSON."""

    raw: dict[str, Any]
    terms: Terms
    entries: tuple[Entry, ...]
    leaves: tuple[str, ...]
    content: bytes


def read(content: bytes) -> Published:
    """A published draw; raises Unreadable."""
    raw = load(content, FORMAT)
    terms = terms_from(raw["terms"])
    entries = tuple(_entry(item) for item in raw["entries"])
    leaves = tuple(item["leaf"] for item in raw["entries"])
    return Published(raw, terms, entries, leaves, content)


def load(content: bytes, wanted: str) -> dict[str, Any]:
    """A document of a format, its types checked; raises Unreadable."""
    if len(content) > BYTES_AT_MOST:
        raise Unreadable("too_large", limit=BYTES_AT_MOST)
    if not content.strip():
        raise Unreadable("empty")
    raw = _json(content)
    found = raw.get("format") if isinstance(raw, dict) else None
    if found != wanted:
        raise Unreadable("other_format", found=found if isinstance(found, str) else "", wanted=wanted)
    if raw.get("version") != VERSION:
        raise Unreadable("other_version", found=str(raw.get("version"))[:20], wanted=VERSION)
    _fit(raw, SHAPES[wanted], "")
    return dict(raw)


def terms_from(raw: dict[str, Any]) -> Terms:
    """The terms of a document whose types are checked."""
    return Terms(
        draw=raw["draw"],
        title=raw["title"],
        batches=tuple(TermBatch(**item) for item in raw["batches"]),
        groups=tuple(raw["groups"]),
        quotas=tuple(TermQuota(**item) for item in raw["quotas"]),
        source=raw["source"],
        witnesses=tuple(Witness(**item) for item in raw["witnesses"]),
        rule_version=raw["rule_version"],
        code_digest=raw["code_digest"],
    )


def _entry(raw: dict[str, Any]) -> Entry:
    lists = {"wished": tuple(raw["wished"]), "possible": tuple(raw["possible"])}
    return Entry(**{name: value for name, value in raw.items() if name != "leaf"} | lists)


def _json(content: bytes) -> Any:
    def refuse(text: str) -> NoReturn:
        raise Unreadable("number_not_whole", found=text[:20])

    try:
        raw = json.loads(content.decode(), parse_constant=refuse, parse_float=refuse)
        canonical(raw)  # half a surrogate pair passes as JSON and cannot be written as UTF-8
    except UnicodeError as error:
        raise Unreadable("not_utf8") from error
    except RecursionError as error:
        raise Unreadable("too_deep") from error
    except json.JSONDecodeError as error:
        raise Unreadable("not_json", line=error.lineno, column=error.colno) from error
    except ValueError as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("number_too_long") from error
    return raw


def _fit(value: Any, shape: Any, where: str) -> None:
    """Raise Unreadable where a value is not of the declared shape."""
    if isinstance(shape, dict):
        if not isinstance(value, dict) or set(value) != set(shape):
            extra = sorted(set(value) ^ set(shape))[:3] if isinstance(value, dict) else []
            raise Unreadable("other_fields", where=where or "document", fields=", ".join(extra))
        for name, part in shape.items():
            _fit(value[name], part, f"{where}.{name}" if where else name)
    elif isinstance(shape, list):
        if not isinstance(value, list):
            raise Unreadable("other_type", where=where, wanted="a list")
        for place, part in enumerate(value):
            _fit(part, shape[0], f"{where}[{place}]")
    elif not _is(value, shape):
        raise Unreadable("other_type", where=where, wanted=shape)


def _is(value: Any, shape: str) -> bool:
    if shape == TEXT:
        return isinstance(value, str)
    if shape == MAYBE_NUMBER and value is None:
        return True
    return shape == ANYTHING or (type(value) is int and value >= 0)
