"""What came of a sitting, question by question; and where somebody may practise."""

import datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from xinlian.assessment.models import Bank, Paper, Sitting
from xinlian.assessment.queries.drawing import bank_for
from xinlian.assessment.queries.mine import answers_of
from xinlian.assessment.rules import papers
from xinlian.assessment.rules.sittings import APPEAL_DAYS
from xinlian.assessment.shown import marks_words
from xinlian.assessment.solved import given_words, right_words
from xinlian.engines.exams.papers import full_marks
from xinlian.people.models import Person
from xinlian.rows.paths import parents


def full_of(paper: Paper) -> str:
    """What a paper is worth."""
    return marks_words(full_marks(papers.rows(paper.blueprint)))


def passed(sitting: Sitting) -> bool:
    """Whether its marks reach what the paper asks."""
    return sitting.marks is not None and sitting.marks >= sitting.exam.paper.pass_marks


def of_sitting(sitting: Sitting) -> dict[str, Any]:
    """A published result: marks, whether passed, and each question with what was given, what is right and why."""
    bank, answers, exam = bank_for(sitting.exam), answers_of(sitting), sitting.exam
    rows = []
    for place, (item, most, _options) in enumerate(sitting.paper):
        instead = exam.replaced.get(str(item), item)
        question = bank[instead or item]
        mark = sitting.earned[place]
        rows.append(
            {
                "number": place + 1,
                "stem": question.stem,
                "given": given_words(question, answers.get(place)),
                "right": right_words(question),
                "why": question.explanation,
                "most": marks_words(most),
                "marks": marks_words(mark) if mark is not None else "",
                "tone": _tone(mark, most),
                "regraded": str(item) in exam.replaced,
            }
        )
    wrong = [one for one in rows if one["tone"] != "ok"]
    return {
        "marks": marks_words(sitting.marks or 0),
        "passed": passed(sitting),
        "pass_marks": marks_words(exam.paper.pass_marks),
        "rows": rows,
        "wrong": wrong,
        "appeal": getattr(sitting, "appeal", None),
    }


def _tone(mark: str | None, most: str) -> str:
    if mark is None:
        return "off"
    if Decimal(mark) >= Decimal(most):
        return "ok"
    return "bad" if Decimal(mark) == 0 else "warn"


def may_appeal(sitting: Sitting | None, at: datetime.datetime) -> bool:
    """Whether there is still time, and no appeal yet."""
    published = sitting.exam.published_at if sitting else None
    if sitting is None or published is None or hasattr(sitting, "appeal"):
        return False
    return at <= published + datetime.timedelta(days=APPEAL_DAYS)


def practice_banks(person: Person) -> "QuerySet[Bank]":
    """The banks with which somebody may practise."""
    paths = parents(person.union_path) if person.union_path else []
    return Bank.objects.filter(practice=True, retired_at=None, union_path__in=paths).select_related("union")
