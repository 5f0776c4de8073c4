"""Status lists: {"bits", "lst"} in Base64 with the statuses expected, or a status list token as hexadecimal CWT.

A file is one such object, a list of them, or an object that holds them under any names. Expected statuses stand under
`status`, `statuses` or `values`, as a list from place 0 or as an object of places.
"""

import base64
from collections.abc import Iterator
from typing import Any

from xinlian.engines.seals import cbor, sign1
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.status import STATUS_LIST, Statuses, inflated

EXPECTED = ("status", "statuses", "values", "expected")
LIMIT = 1 << 24


def fits(content: Any) -> bool:
    """Whether any part of it is a status list."""
    return next(_lists(content, ""), None) is not None


def cases(content: Any) -> Iterator[tuple[str, str, str]]:
    """A case for each list: all the statuses that are expected of it."""
    for name, held in _lists(content, ""):
        wanted = _expected(held)
        try:
            statuses = _statuses(held)
            wrong = [place for place, value in wanted.items() if statuses[place] != value]
        except (SealError, ValueError, KeyError, TypeError) as error:
            yield name, "failed", str(error) or type(error).__name__
            continue
        yield name, "failed" if wrong else "passed", f"place {wrong[0]} differs" if wrong else f"{len(wanted)} places"


def _lists(content: Any, name: str) -> Iterator[tuple[str, Any]]:
    if isinstance(content, dict):
        if ("bits" in content and "lst" in content) or "cwt" in content or "status_list" in content:
            yield name or "list", content
            return
        for key, value in content.items():
            yield from _lists(value, f"{name}/{key}")
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from _lists(value, f"{name}/{number}")


def _statuses(held: Any) -> Statuses:
    if "cwt" in held:
        claims = cbor.loads(sign1.parse(bytes.fromhex(held["cwt"]), LIMIT).payload, LIMIT)
        body = claims[STATUS_LIST]
        return Statuses(inflated(body["lst"]), body["bits"])
    body = held.get("status_list", held)
    text = str(body["lst"])
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return Statuses(inflated(data), int(body["bits"]))


def _expected(held: Any) -> dict[int, int]:
    for name in EXPECTED:
        found = held.get(name)
        if isinstance(found, list):
            return {place: int(value) for place, value in enumerate(found)}
        if isinstance(found, dict):
            return {int(place): int(value) for place, value in found.items()}
    return {}
