"""Order keys: a score and its chain of ties packed into one whole number that a database can index, the smaller the better.

Mixed radix, exact: comparing two keys is comparing the chains step by step. `histogram` says in which of two levels of buckets
a key lies, so that a rank is a sum over a few hundred counts and a short range of the index.
"""

from collections.abc import Sequence
from dataclasses import dataclass

# Fine buckets at most, and how many of them make a coarse one. Marks seldom use more than a tenth of the range, so that there
# are few coarse buckets to add up, and the fine ones within one cost most.
FINE, RATIO = 1 << 20, 1 << 8
WIDEST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Axis:
    """A step of the chain: whole numbers from 0 to `most`, the larger first or the smaller. Nothing stands behind all."""

    most: int
    smaller_first: bool = False

    @property
    def size(self) -> int:
        """How many values it has, nothing among them."""
        return self.most + 2

    def digit(self, value: int | None) -> int:
        """0 for the best. Raises ValueError for a value outside."""
        if value is None:
            return self.most + 1
        if not 0 <= value <= self.most:
            raise ValueError(f"{value} is not between 0 and {self.most}")
        return value if self.smaller_first else self.most - value

    def value(self, digit: int) -> int | None:
        """The value of a digit."""
        if digit > self.most:
            return None
        return digit if self.smaller_first else self.most - digit


def size(chain: Sequence[Axis]) -> int:
    """How many keys there are. Raises ValueError when they do not fit into 63 bits."""
    whole = 1
    for axis in chain:
        whole *= axis.size
    if whole > WIDEST:
        raise ValueError("the chain does not fit into 63 bits")
    return whole


def pack(values: Sequence[int | None], chain: Sequence[Axis]) -> int:
    """The key of values, one for each axis."""
    key = 0
    for value, axis in zip(values, chain, strict=True):
        key = key * axis.size + axis.digit(value)
    return key


def unpack(key: int, chain: Sequence[Axis]) -> list[int | None]:
    """The values of a key."""
    values: list[int | None] = []
    for axis in reversed(chain):
        key, digit = divmod(key, axis.size)
        values.append(axis.value(digit))
    return values[::-1]


@dataclass(frozen=True, slots=True)
class Histogram:
    """Two levels of buckets over the keys from 0 to `keys` - 1."""

    keys: int

    @property
    def fine_width(self) -> int:
        """How many keys a fine bucket spans."""
        return -(-self.keys // FINE)

    def fine(self, key: int) -> int:
        """The fine bucket of a key."""
        return key // self.fine_width

    def coarse(self, key: int) -> int:
        """The coarse bucket of a key."""
        return self.fine(key) // RATIO

    def before(self, key: int) -> tuple[int, tuple[int, int], tuple[int, int]]:
        """What to count for the keys below one: coarse buckets below the first number, fine buckets from and below the pair,
        keys from and below the pair.
        """
        fine, coarse = self.fine(key), self.coarse(key)
        return coarse, (coarse * RATIO, fine), (fine * self.fine_width, key)
