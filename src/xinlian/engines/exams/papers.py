"""A paper drawn from a bank by its blueprint and a seed: the same on every machine and in every version of Python.

Lots come from SHA-256 of the seed and what the lot is for, so that anybody can recompute a paper, and one question more in
the bank moves only lots of its own row.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xinlian.engines.exams.fields import sides
from xinlian.engines.exams.questions import CHOICES, MATCH, Question


@dataclass(frozen=True, slots=True)
class Row:
    """So many questions of a kind, topic and difficulty, each for so many marks; "" and 0 mean any."""

    count: int
    marks: Decimal
    kind: str = ""
    topic: str = ""
    difficulty: int = 0

    def fits(self, question: Question) -> bool:
        """Whether a question may stand in this row."""
        return (
            self.kind in ("", question.kind)
            and self.topic in ("", question.topic)
            and self.difficulty in (0, question.difficulty)
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A question on a paper: its key in the bank, its marks, and in which order its options stand (places)."""

    key: str
    marks: Decimal
    options: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Short:
    """A row that the bank cannot fill: its place, how many are wanted, how many there are."""

    row: int
    wanted: int
    found: int


def lot(seed: str, *what: str) -> bytes:
    """The lot of one thing."""
    return hashlib.sha256("\0".join((seed, *what)).encode()).digest()


def missing(bank: Mapping[str, Question], blueprint: Sequence[Row]) -> list[Short]:
    """The rows that cannot be filled, each question counted once, for the rows in their order."""
    taken: set[str] = set()
    short = []
    for place, row in enumerate(blueprint):
        fitting = [key for key in sorted(bank) if key not in taken and row.fits(bank[key])]
        if len(fitting) < row.count:
            short.append(Short(place, row.count, len(fitting)))
        taken.update(fitting[: row.count])
    return short


def draw(
    bank: Mapping[str, Question], blueprint: Sequence[Row], seed: str, *, shuffled: bool = True, options: str = ""
) -> list[Drawn]:
    """The paper, row after row. A row that cannot be filled gives what there is; ask `missing` first.

    `options`: another seed for the order of options, where all get the same questions.

    `shuffled`: the options of a choice in an order of the paper's own. Steps, and what is put to the left sides of a
    matching, always stand in such an order, since their own is the answer.
    """
    taken: set[str] = set()
    paper = []
    for place, row in enumerate(blueprint):
        fitting = [key for key in bank if key not in taken and row.fits(bank[key])]
        chosen = sorted(fitting, key=lambda key: (lot(seed, "question", str(place), key), key))[: row.count]
        taken.update(chosen)
        paper += [
            Drawn(key, row.marks, shown_order(bank[key], key, options or seed, shuffled=shuffled)) for key in chosen
        ]
    return paper


def shown_order(question: Question, key: str, seed: str, *, shuffled: bool = True) -> tuple[int, ...]:
    """In which order a paper of this seed shows the options, steps or right sides of a question."""
    places = range(len(sides(question) if question.kind == MATCH else question.options))
    if question.kind in CHOICES and not shuffled:
        return tuple(places)
    return tuple(sorted(places, key=lambda place: lot(seed, "option", key, str(place))))


def full_marks(blueprint: Sequence[Row]) -> Decimal:
    """What a paper is worth."""
    return sum((row.marks * row.count for row in blueprint), Decimal(0))
