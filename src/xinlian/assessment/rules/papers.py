"""What a paper may be: its rows, what it is worth, whether a bank can fill it. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xinlian.engines.exams.papers import Row, full_marks, missing
from xinlian.engines.exams.questions import KINDS, Question
from xinlian.rows.refusals import Refused

MOST_QUESTIONS, MOST_ROWS, MOST_MARKS = 300, 40, Decimal(1000)


def rows(blueprint: Sequence[Mapping[str, Any]]) -> list[Row]:
    """The rows of a stored blueprint."""
    return [
        Row(int(one["count"]), Decimal(one["marks"]), one["kind"], one["topic"], int(one["difficulty"]))
        for one in blueprint
    ]


def plain(several: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows as they are stored."""
    return [
        {
            "count": one.count,
            "marks": f"{one.marks:f}",
            "kind": one.kind,
            "topic": one.topic,
            "difficulty": one.difficulty,
        }
        for one in several
    ]


def demand_sound(several: Sequence[Row], pass_marks: Decimal, bank: Mapping[str, Question]) -> None:
    """Go on when the rows make a paper that this bank can fill and somebody can pass.

    Raises Refused: paper_empty, paper_too_long, paper_row_wrong, paper_pass_too_high with {full}, paper_short with
    {row, wanted, found}.
    """
    if not several:
        raise Refused("paper_empty")
    if len(several) > MOST_ROWS or sum(one.count for one in several) > MOST_QUESTIONS:
        raise Refused("paper_too_long", {"limit": MOST_QUESTIONS})
    if any(one.count < 1 or not 0 < one.marks <= MOST_MARKS or one.kind not in ("", *KINDS) for one in several):
        raise Refused("paper_row_wrong")
    full = full_marks(several)
    if pass_marks > full:
        raise Refused("paper_pass_too_high", {"full": f"{full.normalize():f}"})
    short = missing(bank, several)
    if short:
        facts = {"row": short[0].row + 1, "wanted": short[0].wanted, "found": short[0].found}
        raise Refused("paper_short", facts)
