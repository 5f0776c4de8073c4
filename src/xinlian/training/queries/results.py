"""What came of a class's exam: who passed and with how many marks, once it is published. Answers are not shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xinlian.assessment.models import Candidate, Exam, Sitting
from xinlian.assessment.shown import marks_words
from xinlian.training.models import Builder


@dataclass(frozen=True, slots=True)
class Result:
    """How somebody stands in the exam. state: none, sitting, handed, passed, failed. `marks` "" until published."""

    builder: Builder
    state: str
    marks: str
    tries: int
    left: int


def results(exam: Exam, people: Sequence[Builder]) -> list[Result]:
    """For each of these people who is a candidate, in their order."""
    candidates = set(Candidate.objects.filter(exam=exam).values_list("person", flat=True))
    sittings: dict[int, list[Sitting]] = {}
    for one in Sitting.objects.filter(exam=exam).order_by("began_at"):
        sittings.setdefault(one.person_id, []).append(one)
    return [_result(exam, one, sittings.get(one.person_id, [])) for one in people if one.person_id in candidates]


def _result(exam: Exam, builder: Builder, sittings: Sequence[Sitting]) -> Result:
    tries = len(sittings)
    left = max(0, exam.attempts - tries) if exam.state == "set" else 0
    best = max((one.marks for one in sittings if one.ended_at and one.marks is not None), default=None)
    return Result(builder, _state(exam, sittings, best), _marks(exam, best), tries, left)


def _state(exam: Exam, sittings: Sequence[Sitting], best: Decimal | None) -> str:
    if not sittings:
        return "none"
    if any(one.ended_at is None for one in sittings):
        return "sitting"
    if exam.state != "published" or best is None:
        return "handed"
    return "passed" if best >= exam.paper.pass_marks else "failed"


def _marks(exam: Exam, best: Decimal | None) -> str:
    return marks_words(best) if exam.state == "published" and best is not None else ""
