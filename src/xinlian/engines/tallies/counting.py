"""What answers add up to: counts by option, mean, median, rate. Exact figures; `hiding` says which may be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

Answers = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is counted: `kind` is scale, choice, many or text; `options` their codes, a scale's from low to high."""

    code: str
    kind: str
    options: tuple[str, ...] = ()

    @property
    def good(self) -> frozenset[int]:
        """The places of a scale's steps that count as satisfied: the upper two fifths (4 and 5 of 5, 7 to 10 of 10)."""
        steps = len(self.options)
        return frozenset(place for place in range(steps) if self.kind == "scale" and 5 * place >= 3 * steps)


def answered(asked: Asked, sheets: Iterable[Answers]) -> int:
    """How many sheets say something to this question."""
    return sum(1 for sheet in sheets if sheet.get(asked.code))


def counts(asked: Asked, sheets: Iterable[Answers]) -> tuple[int, ...]:
    """How often each option was chosen, in the order of the options; what is no option is not counted."""
    found = dict.fromkeys(asked.options, 0)
    for sheet in sheets:
        said = sheet.get(asked.code)
        for code in said if isinstance(said, list | tuple) else [said]:
            if isinstance(code, str) and code in found:
                found[code] += 1
    return tuple(found.values())


def mean(steps: Sequence[int]) -> float | None:
    """The mean step (from 1) of a scale with so many answers on each step; None without answers."""
    people = sum(steps)
    return float(Fraction(sum(place * n for place, n in enumerate(steps, 1)), people)) if people else None


def median(steps: Sequence[int]) -> float | None:
    """The middle step, or half way between the middle two; None without answers."""
    people = sum(steps)
    if not people:
        return None
    return (_step_of(steps, (people + 1) // 2) + _step_of(steps, people // 2 + 1)) / 2


def _step_of(steps: Sequence[int], person: int) -> int:
    """The step on which the `person`-th stands when all are lined up from the lowest."""
    passed = 0
    for place, n in enumerate(steps, 1):
        passed += n
        if passed >= person:
            return place
    raise ValueError("fewer answers than people")


def rate(part: int, whole: int) -> float | None:
    """A share from 0 to 1; None of nothing."""
    return part / whole if whole else None
