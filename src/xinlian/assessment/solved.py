"""Answers in words: what somebody gave, and what is right."""

from typing import Any

from django.utils.translation import gettext as _

from xinlian.assessment.shown import marks_words
from xinlian.engines.exams.questions import BLANK, JUDGE, MATCH, MULTIPLE, NUMERIC, ORDER, SINGLE, Question


def right_words(question: Question) -> str:
    """What is right."""
    if question.kind in (SINGLE, MULTIPLE):
        return "；".join(question.options[place] for place in question.right)
    if question.kind == JUDGE:
        return _("对") if question.truth else _("错")
    if question.kind == BLANK:
        return "；".join(" / ".join(texts) for texts in question.blanks)
    if question.kind == NUMERIC and question.value is not None:
        spread = f" ± {marks_words(question.tolerance)}" if question.tolerance else ""
        return f"{marks_words(question.value)}{spread}"
    if question.kind == MATCH:
        return "；".join(f"{left} → {right}" for left, right in question.pairs)
    return " → ".join(question.options) if question.kind == ORDER else question.model


def given_words(question: Question, answer: Any) -> str:
    """What somebody gave; nothing for no answer."""
    if answer is None:
        return ""
    if question.kind in (SINGLE, MULTIPLE):
        return "；".join(question.options[place] for place in answer)
    if question.kind == JUDGE:
        return _("对") if answer else _("错")
    if question.kind == BLANK:
        return "；".join(text or "—" for text in answer)
    if question.kind == MATCH:
        pairs = zip(question.pairs, answer, strict=False)
        return "；".join(f"{left} → {right or '—'}" for (left, _right), right in pairs)
    if question.kind == ORDER:
        return " → ".join("—" if place is None else question.options[place] for place in answer)
    return str(answer)
