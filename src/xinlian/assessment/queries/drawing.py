"""The questions that papers are drawn from, and those that a paper holds. Versions never change, so they are kept in memory."""

from collections.abc import Iterable
from functools import lru_cache

from xinlian.assessment.models import Bank, Exam, Item
from xinlian.engines.exams.plain import from_plain
from xinlian.engines.exams.questions import Question

KEPT_EXAMS = 16


def approved(bank: Bank) -> dict[str, Question]:
    """The reviewed questions of a bank, by the id of the version."""
    rows = Item.objects.filter(bank=bank, current=True, review="approved")
    return {str(pk): from_plain(body) for pk, body in rows.values_list("pk", "body")}


def bank_of(exam_id: int) -> dict[int, Question]:
    """What an exam draws from, by id, as fixed when it was set; kept in memory for the exams asked for last."""
    return _kept(exam_id)


@lru_cache(maxsize=KEPT_EXAMS)
def _kept(exam_id: int) -> dict[int, Question]:
    return questions(Exam.objects.values_list("items", flat=True).get(pk=exam_id))


def questions(ids: Iterable[int]) -> dict[int, Question]:
    """Questions by the ids of their versions."""
    wanted = list(ids)
    found: dict[int, Question] = {}
    for begin in range(0, len(wanted), 500):
        rows = Item.objects.filter(pk__in=wanted[begin : begin + 500])
        found |= {pk: from_plain(body) for pk, body in rows.values_list("pk", "body")}
    return found


def bank_for(exam: Exam) -> dict[int, Question]:
    """The questions of an exam and those that mark instead of some."""
    instead = [item for item in exam.replaced.values() if item]
    return bank_of(exam.pk) | questions(instead) if instead else bank_of(exam.pk)
