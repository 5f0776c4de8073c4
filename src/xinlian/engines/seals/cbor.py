"""Strict CBOR: one reader that refuses what two readers could read differently, and one deterministic writer.

Source: RFC 8949; 4.2.1 for the order of keys. Refused on reading: a key twice, bytes after the end, indefinite
lengths, more than `limit` bytes, text that is not UTF-8, anything nested deeper than 16.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from xinlian.engines.seals.errors import SealError

LIMIT = 2048
DEEPEST = 16
INDEFINITE = 31
SIMPLE = {20: False, 21: True, 22: None}
FLOATS = {25: (">e", 2), 26: (">f", 4), 27: (">d", 8)}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tagged value."""

    number: int
    value: Any


def loads(data: bytes, limit: int = LIMIT) -> Any:
    """The one value in `data`: int, bytes, str, list, dict, Tag, float, bool or None.

    Raises SealError: too_long, not_cbor, duplicate_key, indefinite_length, trailing_bytes.
    """
    if len(data) > limit:
        raise SealError("too_long")
    try:
        value, end = _read(data, 0, 0)
    except (IndexError, struct.error, UnicodeDecodeError, TypeError) as error:
        raise SealError("not_cbor") from error
    if end != len(data):
        raise SealError("trailing_bytes")
    return value


def _read(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    head = data[at]
    at += 1
    if head < 24:  # most of what a pass holds
        return head, at
    major, argument = head >> 5, head & 31
    if major == 7:
        return _simple(data, at, argument)
    if argument >= 24:
        argument, at = _argument(data, at, argument)
    if major < 2:
        return (-1 - argument if major else argument), at
    if major < 4:
        found = data[at : at + argument]
        if len(found) != argument:
            raise SealError("not_cbor")
        return (found if major == 2 else found.decode()), at + argument
    if depth >= DEEPEST:
        raise SealError("not_cbor")
    return _NESTED[major](data, at, argument, depth + 1)


def _argument(data: bytes, at: int, argument: int) -> tuple[int, int]:
    if argument > 27:
        raise SealError("indefinite_length" if argument == INDEFINITE else "not_cbor")
    end = at + (1 << (argument - 24))
    if end > len(data):
        raise SealError("not_cbor")
    return int.from_bytes(data[at:end], "big"), end


def _array(data: bytes, at: int, length: int, depth: int) -> tuple[Any, int]:
    if length > len(data):
        raise SealError("not_cbor")
    items = []
    for _ in range(length):
        item, at = _read(data, at, depth)
        items.append(item)
    return items, at


def _map(data: bytes, at: int, length: int, depth: int) -> tuple[Any, int]:
    if length > len(data):
        raise SealError("not_cbor")
    found: dict[Any, Any] = {}
    for _ in range(length):
        key, at = _read(data, at, depth)
        if type(key) not in (int, str, bytes):  # True would be the key 1, and a list cannot be a key at all
            raise SealError("not_cbor")
        if key in found:
            raise SealError("duplicate_key")
        found[key], at = _read(data, at, depth)
    return found, at


def _tag(data: bytes, at: int, number: int, depth: int) -> tuple[Any, int]:
    value, at = _read(data, at, depth)
    return Tag(number, value), at


_NESTED: dict[int, Callable[[bytes, int, int, int], tuple[Any, int]]] = {4: _array, 5: _map, 6: _tag}


def _simple(data: bytes, at: int, argument: int) -> tuple[Any, int]:
    if argument in FLOATS:
        form, size = FLOATS[argument]
        return struct.unpack_from(form, data, at)[0], at + size
    if argument == INDEFINITE:
        raise SealError("indefinite_length")
    if argument not in SIMPLE:
        raise SealError("not_cbor")
    return SIMPLE[argument], at


def dumps(value: Any) -> bytes:
    """Deterministic bytes: shortest heads, keys in the order of their bytes. Raises TypeError for other types."""
    if value is None or isinstance(value, bool):
        return bytes([0xF6 if value is None else 0xF5 if value else 0xF4])
    return _WRITERS[type(value)](value)


def _head(major: int, argument: int) -> bytes:
    if argument < 24:
        return bytes([major << 5 | argument])
    for code, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if argument < 1 << 8 * size:
            return bytes([major << 5 | code]) + argument.to_bytes(size, "big")
    raise TypeError("an integer of more than 64 bits")


def _int(value: int) -> bytes:
    return _head(0, value) if value >= 0 else _head(1, -1 - value)


def byte_string(value: bytes) -> bytes:
    """The bytes with their head."""
    return _head(2, len(value)) + value


def _text(value: str) -> bytes:
    data = value.encode()
    return _head(3, len(data)) + data


def _pairs(value: dict[Any, Any]) -> bytes:
    rows = sorted((dumps(key), dumps(held)) for key, held in value.items())
    return _head(5, len(rows)) + b"".join(key + held for key, held in rows)


def _items(value: list[Any] | tuple[Any, ...]) -> bytes:
    return _head(4, len(value)) + b"".join(dumps(item) for item in value)


_WRITERS: dict[type, Callable[[Any], bytes]] = {
    int: _int,
    bytes: byte_string,
    str: _text,
    list: _items,
    tuple: _items,
    dict: _pairs,
    Tag: lambda value: _head(6, value.number) + dumps(value.value),
}
