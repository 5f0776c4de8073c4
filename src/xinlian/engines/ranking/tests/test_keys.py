"""Order keys: packing keeps the order of the chain, and counting by buckets is counting."""

import bisect
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.ranking.keys import Axis, Histogram, pack, size, unpack

CHAIN = (Axis(100_000), Axis(86_400, smaller_first=True), Axis(9))
VALUES = st.tuples(*(st.one_of(st.none(), st.integers(0, axis.most)) for axis in CHAIN))


def plain(values: tuple[int | None, ...]) -> tuple[tuple[bool, int], ...]:
    return tuple(
        (value is None, 0 if value is None else value if axis.smaller_first else -value)
        for value, axis in zip(values, CHAIN, strict=True)
    )


@given(VALUES, VALUES)
def test_comparing_keys_is_comparing_chains(one: tuple[int | None, ...], other: tuple[int | None, ...]) -> None:
    keys = pack(one, CHAIN), pack(other, CHAIN)
    assert (keys[0] < keys[1]) == (plain(one) < plain(other))
    assert (keys[0] == keys[1]) == (one == other)
    assert unpack(keys[0], CHAIN) == list(one)
    assert 0 <= keys[0] < size(CHAIN)


@given(st.lists(VALUES, min_size=1, max_size=200))
def test_counting_by_buckets_is_counting(several: list[tuple[int | None, ...]]) -> None:
    histogram, keys = Histogram(size(CHAIN)), sorted(pack(one, CHAIN) for one in several)
    coarse, fine = Counter(map(histogram.coarse, keys)), Counter(map(histogram.fine, keys))
    for key in keys:
        below, (first, last), (low, high) = histogram.before(key)
        counted = sum(count for bucket, count in coarse.items() if bucket < below)
        counted += sum(count for bucket, count in fine.items() if first <= bucket < last)
        counted += sum(low <= other < high for other in keys)
        assert counted == bisect.bisect_left(keys, key)


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="63 bits"):
        size([Axis(1 << 32), Axis(1 << 32)])
    for value in (-1, 101):
        with pytest.raises(ValueError, match="between"):
            Axis(100).digit(value)
    assert Histogram(5).fine_width == 1
