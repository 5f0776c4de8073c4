"""A question: what is asked, what may be chosen, what is right. Plain text; what a format cannot say is not guessed."""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

SINGLE, MULTIPLE, JUDGE, BLANK = "single", "multiple", "judge", "blank"
NUMERIC, MATCH, ORDER, SHORT = "numeric", "match", "order", "short"
KINDS = (SINGLE, MULTIPLE, JUDGE, BLANK, NUMERIC, MATCH, ORDER, SHORT)
CHOICES = (SINGLE, MULTIPLE)
STEM, TEXT, MOST_OPTIONS, MOST_BLANKS = 4000, 1000, 26, 20
MOST_MARKS = Decimal(1000)
EASIEST, HARDEST = 1, 5


@dataclass(frozen=True, slots=True)
class Question:
    """`options`: what may be chosen, or for `order` the steps in their right order. `right`: places in `options` that are
    right. `truth`: of a judgement. `blanks`: for each blank the texts that are right. `value`, `tolerance`: of a number.
    `pairs`: what belongs together; `extras`: right-hand sides that belong to nothing. `model`: an answer to compare with.
    `difficulty` 1 (easy) to 5, 0 where unsaid. `pictures`: names of files, as the source names them.
    """

    kind: str
    stem: str
    options: tuple[str, ...] = ()
    right: tuple[int, ...] = ()
    truth: bool | None = None
    blanks: tuple[tuple[str, ...], ...] = ()
    value: Decimal | None = None
    tolerance: Decimal = Decimal(0)
    pairs: tuple[tuple[str, str], ...] = ()
    extras: tuple[str, ...] = ()
    model: str = ""
    marks: Decimal = Decimal(1)
    explanation: str = ""
    difficulty: int = 0
    topic: str = ""
    trade: str = ""
    source: str = ""
    pictures: tuple[str, ...] = ()


def identity(question: Question) -> str:
    """What makes two questions the same: kind and stem, without spaces, case and width. 16 hexadecimal digits."""
    plain = "".join(unicodedata.normalize("NFKC", question.stem).casefold().split())
    return hashlib.sha256(f"{question.kind}\n{plain}".encode()).hexdigest()[:16]


def faults(question: Question) -> list[str]:
    """Why it cannot stand in a bank, as codes; none when it can."""
    return [*_plain_faults(question), *_FAULTS[question.kind](question)]


def _plain_faults(question: Question) -> Iterator[str]:
    if not question.stem.strip():
        yield "stem_missing"
    texts = (*question.options, *(text for pair in question.pairs for text in pair), *question.extras, question.model)
    if any(not sign.isprintable() and sign not in "\n\t" for text in (question.stem, *texts) for sign in text):
        yield "text_unseen"
    if len(question.stem) > STEM or any(len(text) > TEXT for text in texts) or len(question.explanation) > STEM:
        yield "text_too_long"
    if not (question.marks.is_finite() and 0 < question.marks <= MOST_MARKS):
        yield "marks_range"
    if question.difficulty and not EASIEST <= question.difficulty <= HARDEST:
        yield "difficulty_range"


def _choice_faults(question: Question) -> Iterator[str]:
    options, right = question.options, question.right
    if not 2 <= len(options) <= MOST_OPTIONS:
        yield "options_few" if len(options) < 2 else "options_many"
    if any(not option.strip() for option in options):
        yield "option_empty"
    if len({"".join(option.split()) for option in options}) < len(options):
        yield "options_same"
    if not right:
        yield "answer_missing"
    elif any(not 0 <= place < len(options) for place in right) or len(set(right)) < len(right):
        yield "answer_unknown"
    elif question.kind == SINGLE and len(right) > 1:
        yield "answer_several"


def _judge_faults(question: Question) -> Iterator[str]:
    if question.truth is None:
        yield "answer_missing"


def _blank_faults(question: Question) -> Iterator[str]:
    if not question.blanks or any(not texts or any(not text.strip() for text in texts) for texts in question.blanks):
        yield "answer_missing"
    if len(question.blanks) > MOST_BLANKS:
        yield "blanks_many"


def _numeric_faults(question: Question) -> Iterator[str]:
    if question.value is None or not question.value.is_finite():
        yield "answer_missing"
    elif not question.tolerance.is_finite() or question.tolerance < 0:
        yield "tolerance_range"


def _match_faults(question: Question) -> Iterator[str]:
    if not 2 <= len(question.pairs) <= MOST_OPTIONS:
        yield "pairs_few" if len(question.pairs) < 2 else "options_many"
    if any(not left.strip() or not right.strip() for left, right in question.pairs):
        yield "option_empty"
    if len({left for left, _ in question.pairs}) < len(question.pairs):
        yield "options_same"


def _order_faults(question: Question) -> Iterator[str]:
    if not 2 <= len(question.options) <= MOST_OPTIONS:
        yield "options_few" if len(question.options) < 2 else "options_many"
    if len(set(question.options)) < len(question.options):
        yield "options_same"


def _short_faults(question: Question) -> Iterator[str]:
    return iter(())


_FAULTS = {
    SINGLE: _choice_faults,
    MULTIPLE: _choice_faults,
    JUDGE: _judge_faults,
    BLANK: _blank_faults,
    NUMERIC: _numeric_faults,
    MATCH: _match_faults,
    ORDER: _order_faults,
    SHORT: _short_faults,
}
