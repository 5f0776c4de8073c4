"""Paths sort like the tree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.rows.paths import child, parents, segment, shard_of, within

number = st.integers(0, 36**4 - 1)


@given(number, number)
def test_segments_sort_like_numbers(a: int, b: int) -> None:
    assert (segment(a) < segment(b)) == (a < b)


@given(st.lists(number, min_size=1, max_size=5), st.lists(number, min_size=1, max_size=5))
def test_within_is_prefix(a: list[int], b: list[int]) -> None:
    one, two = "", ""
    for step in a:
        one = child(one, step)
    for step in b:
        two = child(two, step)
    assert within(two, one) == two.startswith(one)
    assert parents(one)[-1] == one
    assert len(parents(one)) == len(a)


def test_nothing_lies_within_no_union() -> None:
    assert not within("0000", "")


def test_too_many_children() -> None:
    with pytest.raises(ValueError, match="1,679,616"):
        segment(36**4)


def test_shard_is_the_province() -> None:
    assert shard_of(child(child("", 3), 7)) == shard_of(child("", 3)) == 4
    assert shard_of("") == 0
