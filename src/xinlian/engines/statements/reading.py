"""Strict JSON from outside: nothing that two readers could read differently, nothing that a store could not keep."""

import json
import re
from collections.abc import Iterator
from typing import Any

import orjson

from xinlian.engines.statements.bad import LIMIT, Bad

DEEPEST, LONGEST_NUMBER = 40, 100
LONGEST_PLAIN = 15  # digits in a row that every reader reads alike
_SURROGATE = re.compile(r"\\u(?:[dD][89a-fA-F]|0000)")
_ZEROS = bytes(48 if 48 <= byte <= 57 else byte for byte in range(256))  # every digit as 0
_COLON, _NUL, _LONG = b"\\u003", b"\\u0000", b"0" * (LONGEST_PLAIN + 1)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise Bad("XAPI-00021", "key_twice", name=next(name for name in names if names.count(name) > 1)[:80])
    return found


def _number(text: str) -> float:
    if len(text) > LONGEST_NUMBER:
        raise Bad(LIMIT, "number_too_long", most=LONGEST_NUMBER)
    found = float(text)
    if found - found != 0:  # 1e999
        raise Bad(LIMIT, "number_too_large")
    return found


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise Bad(LIMIT, "number_too_long", most=LONGEST_NUMBER)
    return int(text)


def _constant(text: str) -> Any:
    raise Bad("XAPI-00014", "not_json")


_decode = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_number, parse_int=_whole, parse_constant=_constant
).decode


def parsed(text: bytes | str) -> Any:
    """The one value in a text. Raises Bad: not_utf8, not_json, key_twice, too_deep, number_too_long, number_too_large, nul.

    At most DEEPEST levels of objects and arrays, at most LONGEST_NUMBER characters of a number; no NaN, no half of a
    surrogate pair, and no U+0000, which PostgreSQL does not keep. How long the text may be is for the caller to say.
    """
    content = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    found, sure = _quickly(content)
    if not sure:
        found = exactly(text)
    demand_shallow(content, found)
    return found


def hidden(content: bytes) -> bool:
    """Whether a colon, or U+0000, may be written so that it is not seen among the bytes."""
    return _COLON in content or _NUL in content


def long_number(content: bytes) -> bool:
    """Whether there are so many digits in a row that readers may round them."""
    return _LONG in content.translate(_ZEROS)


def _quickly(content: bytes) -> tuple[Any, bool]:
    """What a quick reader makes of it, and whether it is sure to be right.

    That reader rounds long numbers and keeps the last of two values under one name. So long numbers are left to the exact
    one, and what was read is written again: a name that was dropped took its colon with it.
    """
    if hidden(content) or long_number(content):
        return None, False
    try:
        found = orjson.loads(content)
        return found, orjson.dumps(found).count(b":") == content.count(b":")
    except (orjson.JSONDecodeError, orjson.JSONEncodeError):
        return None, False


def exactly(text: bytes | str) -> Any:
    """The same by a reader that names what is wrong, but for the depth. Raises Bad."""
    if isinstance(text, bytes):
        try:
            text = text.decode()
        except UnicodeDecodeError:
            raise Bad("XAPI-00015", "not_utf8") from None
    try:
        found = _decode(text)
    except RecursionError:
        raise Bad(LIMIT, "too_deep", most=DEEPEST) from None
    except ValueError:
        raise Bad("XAPI-00014", "not_json") from None
    if _SURROGATE.search(text):  # rare, and the exact look is slow
        _keepable(found)
    return found


def demand_shallow(content: bytes, said: Any, around: int = 0) -> None:
    """Refuses what is deeper than DEEPEST, `around` levels outside it counted: bytes, and what was read of them."""
    if content.count(b"{") + content.count(b"[") <= DEEPEST - around:
        return
    level = [said]
    for _ in range(DEEPEST - around):
        level = [
            inner
            for outer in level
            for inner in (outer.values() if type(outer) is dict else outer)
            if type(inner) is dict or type(inner) is list
        ]
        if not level:
            return
    raise Bad(LIMIT, "too_deep", most=DEEPEST)


def _keepable(said: Any) -> None:
    for text in _strings(said):
        if "\0" in text:
            raise Bad(LIMIT, "nul")
        if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
            raise Bad("XAPI-00015", "not_utf8")


def _strings(said: Any) -> Iterator[str]:
    left = [said]
    while left:
        one = left.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            left += [*one, *one.values()]
        elif isinstance(one, list):
            left += one
