"""Marks for an answer, as the paper declares: whole or in part, and how they are rounded. The same everywhere, to the last cent.

An answer is what a phone sends, as JSON: a list of places (choices, order, matches), true or false, a list of texts, or a text.
What is malformed earns nothing and never fails.
"""

import itertools
import math
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from xinlian.engines.exams.questions import (
    BLANK,
    JUDGE,
    MATCH,
    MULTIPLE,
    NUMERIC,
    ORDER,
    SHORT,
    SINGLE,
    Question,
)

ALL_OR_NOTHING, HALF_IF_SOME, BY_OPTION = "all", "half", "option"
MULTIPLE_RULES = (ALL_OR_NOTHING, HALF_IF_SOME, BY_OPTION)


@dataclass(frozen=True, slots=True)
class Rules:
    """How a paper marks. `multiple`: all or nothing; half when some are missing and none is wrong; or the share of right
    options less that of wrong ones, not below nothing. `parts`: whether blanks, pairs and steps earn their share each.
    `step`: to which marks are rounded, half up.
    """

    multiple: str = ALL_OR_NOTHING
    parts: bool = True
    step: Decimal = Decimal("0.5")


def share(question: Question, answer: Any, rules: Rules) -> Fraction | None:
    """How much of a question an answer earns, from 0 to 1; None for one that a person marks."""
    return None if question.kind == SHORT else _SHARES[question.kind](question, answer, rules)


def marks(question: Question, answer: Any, rules: Rules) -> Decimal | None:
    """The marks that an answer earns, rounded as declared; None for one that a person marks."""
    earned = share(question, answer, rules)
    return None if earned is None else rounded(earned * Fraction(question.marks), rules.step)


def rounded(value: Fraction, step: Decimal) -> Decimal:
    """To the next multiple of `step`, half up, without a trace of binary fractions."""
    return math.floor(value / Fraction(step) + Fraction(1, 2)) * step


def total(several: Mapping[str, Decimal | None]) -> Decimal:
    """The sum of what is marked; those that wait for a person count nothing yet. The order does not matter."""
    return sum((one for one in several.values() if one is not None), Decimal(0))


def _places(answer: Any, size: int) -> list[int] | None:
    """Places out of an answer, each once and inside; None when it is none."""
    if not isinstance(answer, list) or any(type(one) is not int or not 0 <= one < size for one in answer):
        return None
    return answer if len(set(answer)) == len(answer) else None


def _single(question: Question, answer: Any, rules: Rules) -> Fraction:
    return Fraction(_places(answer, len(question.options)) == list(question.right))


def _multiple(question: Question, answer: Any, rules: Rules) -> Fraction:
    given = _places(answer, len(question.options))
    if not given:
        return Fraction(0)
    right, wrong = len(set(given) & set(question.right)), len(set(given) - set(question.right))
    whole = Fraction(right == len(question.right) and not wrong)
    if whole or rules.multiple == ALL_OR_NOTHING:
        return whole
    if rules.multiple == HALF_IF_SOME:
        return Fraction(0) if wrong else Fraction(1, 2)
    others = len(question.options) - len(question.right)
    lost = Fraction(wrong, others) if others else Fraction(0)
    return max(Fraction(0), Fraction(right, len(question.right)) - lost)


def _judge(question: Question, answer: Any, rules: Rules) -> Fraction:
    return Fraction(isinstance(answer, bool) and answer == question.truth)


def _blank(question: Question, answer: Any, rules: Rules) -> Fraction:
    given = answer if isinstance(answer, list) else []
    hits = [
        place < len(given) and isinstance(given[place], str) and _same(given[place], texts)
        for place, texts in enumerate(question.blanks)
    ]
    return _of(sum(hits), len(hits), rules)


def _same(given: str, texts: tuple[str, ...]) -> bool:
    return _plain(given) in {_plain(text) for text in texts}


def _plain(text: str) -> str:
    """Compared without width, case, spaces and a full stop at the end."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split()).rstrip("。.")


def _numeric(question: Question, answer: Any, rules: Rules) -> Fraction:
    if not isinstance(answer, str) or len(answer) > 40 or question.value is None:
        return Fraction(0)
    try:
        given = Decimal(unicodedata.normalize("NFKC", answer).strip().replace(",", ""))
        return Fraction(given.is_finite() and abs(given - question.value) <= question.tolerance)
    except ArithmeticError:
        return Fraction(0)


def _match(question: Question, answer: Any, rules: Rules) -> Fraction:
    """The answer gives, for each left side, the right side chosen, as its text: two that read the same are the same."""
    given = answer if isinstance(answer, list) else []
    hits = [place < len(given) and given[place] == right for place, (_, right) in enumerate(question.pairs)]
    return _of(sum(hits), len(hits), rules)


def _order(question: Question, answer: Any, rules: Rules) -> Fraction:
    """In part: the share of neighbours that follow one another as they should."""
    size = len(question.options)
    given = _places(answer, size)
    if given is None or len(given) != size:
        return Fraction(0)
    follow = sum(after == before + 1 for before, after in itertools.pairwise(given))
    return _of(follow, size - 1, rules)


def _of(hits: int, whole: int, rules: Rules) -> Fraction:
    if not whole:
        return Fraction(0)
    return Fraction(hits, whole) if rules.parts else Fraction(hits == whole)


_SHARES: dict[str, Callable[[Question, Any, Rules], Fraction]] = {
    SINGLE: _single,
    MULTIPLE: _multiple,
    JUDGE: _judge,
    BLANK: _blank,
    NUMERIC: _numeric,
    MATCH: _match,
    ORDER: _order,
}
