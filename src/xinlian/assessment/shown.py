"""A question as a page shows it: its parts in the order of the paper, what is chosen, and never what is right."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xinlian.assessment.models.banks import Item
from xinlian.engines.exams import fields
from xinlian.engines.exams.bank.words import GAP
from xinlian.engines.exams.questions import MATCH, ORDER, Question

KIND_NAMES = dict(Item.KINDS)


def question_shown(place: int, question: Question, most: str, options: Sequence[int], answer: Any) -> dict[str, Any]:
    """For `assessment/question.html`: `options` are [position, text, chosen]; `blanks`, `lefts`, `steps` likewise."""
    said = fields.fields(question, options, answer)
    texts = fields.shown(question, options)
    return {
        "place": place,
        "number": place + 1,
        "kind": question.kind,
        "kind_name": KIND_NAMES[question.kind],
        "marks": marks_words(most),
        "stem": question.stem,
        "gapped": bool(re.search(GAP, question.stem)),
        "pictures": question.pictures,
        "options": [(position, text, str(position) in said.get("choice", ())) for position, text in enumerate(texts)],
        "judge": next(iter(said.get("judge", ())), ""),
        "blanks": [(n, _first(said, f"blank-{n}")) for n in range(len(question.blanks))],
        "lefts": _lefts(question, texts, said) if question.kind == MATCH else [],
        "steps": _steps(texts, said) if question.kind == ORDER else [],
        "value": _first(said, "number") or _first(said, "text"),
        "answered": answer is not None,
        "fields": said,
    }


def _first(said: dict[str, list[str]], name: str) -> str:
    return next(iter(said.get(name, ())), "")


def _lefts(question: Question, texts: Sequence[str], said: dict[str, list[str]]) -> list[tuple[int, str, list[Any]]]:
    """(number, left side, [(position, right side, chosen)])."""
    return [
        (
            n,
            left,
            [(str(position), text, _first(said, f"match-{n}") == str(position)) for position, text in enumerate(texts)],
        )
        for n, (left, _right) in enumerate(question.pairs)
    ]


def _steps(texts: Sequence[str], said: dict[str, list[str]]) -> list[tuple[int, str, list[Any]]]:
    """(number, step, [(position, which in words, chosen)])."""
    return [
        (n, text, [(str(p), p + 1, _first(said, f"step-{n}") == str(p)) for p in range(len(texts))])
        for n, text in enumerate(texts)
    ]


def marks_words(marks: str | int | Decimal) -> str:
    """Marks without noughts at the end."""
    return f"{Decimal(marks).normalize():f}"
