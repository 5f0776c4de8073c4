"""The strict reader: what it refuses, and that what the writer writes is read again."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from xinlian.engines.seals import cbor
from xinlian.engines.seals.cbor import dumps, loads
from xinlian.engines.seals.errors import SealError

KEYS = some.one_of(some.integers(-(1 << 64), (1 << 64) - 1), some.text(max_size=8), some.binary(max_size=8))
VALUES: Any = some.recursive(
    some.one_of(KEYS, some.booleans(), some.none()),
    lambda inner: some.one_of(some.lists(inner, max_size=4), some.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_is_read_again(value: Any) -> None:
    assert loads(dumps(value), 1 << 16) == value
    assert dumps(loads(dumps(value), 1 << 16)) == dumps(value), "the same value, the same bytes"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("a201000100", "duplicate_key"),
        ("a2616100616100", "duplicate_key"),
        ("81a201000100", "duplicate_key"),
        ("0000", "trailing_bytes"),
        ("a000", "trailing_bytes"),
        ("9fff", "indefinite_length"),
        ("bfff", "indefinite_length"),
        ("5f41614161ff", "indefinite_length"),
        ("7f6161ff", "indefinite_length"),
        ("ff", "indefinite_length"),
        ("", "not_cbor"),
        ("18", "not_cbor"),
        ("4261", "not_cbor"),
        ("62c328", "not_cbor"),
        ("1c", "not_cbor"),
        ("f0", "not_cbor"),
        ("f8ff", "not_cbor"),
        ("9affffffff", "not_cbor"),
        ("9bffffffffffffffff", "not_cbor"),
        ("baffffffff", "not_cbor"),
        ("a1f500", "not_cbor"),
        ("a18000", "not_cbor"),
        ("a1a000", "not_cbor"),
        ("81" * 17 + "00", "not_cbor"),
        ("c6" * 17 + "00", "not_cbor"),
    ],
)
def test_what_is_refused(data: str, code: str) -> None:
    with pytest.raises(SealError, match=f"^{code}$"):
        loads(bytes.fromhex(data))


def test_no_more_than_the_limit() -> None:
    assert loads(dumps(b"x" * (cbor.LIMIT - 3))) == b"x" * (cbor.LIMIT - 3)
    with pytest.raises(SealError, match="too_long"):
        loads(dumps(b"x" * (cbor.LIMIT - 2)))


def test_one_and_yes_are_two_keys_and_only_one_is_a_key() -> None:
    with pytest.raises(SealError, match="not_cbor"):
        loads(bytes.fromhex("a20100f500"))


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("f93c00", 1.0),
        ("fa47c35000", 100000.0),
        ("fb3ff199999999999a", 1.1),
        ("f97c00", math.inf),
        ("f6", None),
        ("f4", False),
    ],
)
def test_other_simple_values(data: str, value: Any) -> None:
    assert loads(bytes.fromhex(data)) == value


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (0, "00"),
        (23, "17"),
        (24, "1818"),
        (255, "18ff"),
        (256, "190100"),
        (1 << 32, "1b0000000100000000"),
        (-1, "20"),
        (-65537, "3a00010000"),
        ({10: 1, -1: 2, "a": 3}, "a30a0120026161" + "03"),
        (cbor.Tag(18, [b""]), "d28140"),
        ("水", "63e6b0b4"),
    ],
)
def test_the_writer_is_deterministic(value: Any, data: str) -> None:
    assert dumps(value).hex() == data


@given(some.binary(max_size=64))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert _read(data) in {"", "not_cbor", "duplicate_key", "indefinite_length", "trailing_bytes"}


def _read(data: bytes) -> str:
    try:
        loads(data)
    except SealError as error:
        return error.code
    return ""
