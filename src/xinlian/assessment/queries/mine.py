"""What a candidate sees: their exams, the sitting under way, their results."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from xinlian.assessment.models import Candidate, Exam, Given, Sitting
from xinlian.assessment.queries.drawing import bank_of
from xinlian.assessment.rules import sittings as rules
from xinlian.assessment.shown import question_shown
from xinlian.people.models import Person
from xinlian.rows.paths import parents

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Mine:
    """An exam as it stands for one person. `state`: going, now, soon, waiting, result, over, cancelled."""

    exam: Exam
    state: str
    tries: int
    going: Sitting | None
    best: Sitting | None


def exams_for(person: Person) -> "QuerySet[Exam]":
    """The exams that somebody may know of: listed for them, or open to their union."""
    own = Sitting.objects.filter(person=person).order_by("attempt")
    rows = Exam.objects.select_related("paper", "union").defer("items")
    listed = Candidate.objects.filter(person=person).values("exam_id")
    anybody = Q(entry="open", union_path__in=parents(person.union_path)) if person.union_path else Q(pk__in=[])
    return rows.filter(Q(pk__in=listed) | anybody).prefetch_related(Prefetch("sittings", own, "own_sittings"))


def mine(person: Person, at: datetime.datetime) -> list[Mine]:
    """The newest exams of somebody; those open to all only while they are open or were sat."""
    found = [standing(exam, at) for exam in exams_for(person)[: 2 * SHOWN]]
    kept = [one for one in found if one.exam.entry == "listed" or one.tries or one.state in ("now", "soon")]
    order = {"going": 0, "now": 1, "soon": 2}
    return sorted(kept, key=lambda one: order.get(one.state, 3))[:SHOWN]


def standing(exam: Any, at: datetime.datetime) -> Mine:
    """How an exam stands; `exam.own_sittings` are the sittings of one person."""
    own: list[Sitting] = exam.own_sittings
    going = next((one for one in own if one.ended_at is None and one.ends_at > at), None)
    ended = [one for one in own if one is not going]
    best = max(ended, key=lambda one: (one.marks or 0, one.attempt), default=None)
    return Mine(exam, _state(exam, going, ended, at), len(own), going, best)


def _state(exam: Exam, going: Sitting | None, ended: list[Sitting], at: datetime.datetime) -> str:
    if exam.state == "cancelled":
        return "cancelled"
    if going is not None:
        return "going"
    if exam.state == "published" and ended:
        return "result"
    if exam.state == "set" and at < exam.opens_at:
        return "soon"
    if exam.state == "set" and at < exam.closes_at and len(ended) < exam.attempts:
        return "now"
    return "waiting" if ended else "over"


def sitting_of(person: Person, uid: uuid.UUID) -> "QuerySet[Sitting]":
    """Somebody's own sitting."""
    rows = Sitting.objects.select_related("exam__paper", "candidate").defer("exam__items")
    return rows.filter(person=person, uid=uid)


def sitting_named(uid: uuid.UUID) -> Sitting | None:
    """A sitting by its public number, for what phones send."""
    return Sitting.objects.select_related("exam__paper").defer("exam__items").filter(uid=uid).first()


def answers_of(sitting: Sitting) -> dict[int, Any]:
    """The answer that counts now, by place."""
    rows = Given.objects.filter(sitting=sitting, counts=True)
    return rules.last_said(rows.values_list("place", "answer", "said_at", "id"))


def shown(sitting: Sitting) -> list[dict[str, Any]]:
    """The questions of a sitting as a page shows them, each with what was answered."""
    bank, answers = bank_of(sitting.exam_id), answers_of(sitting)
    return [
        question_shown(place, bank[item], most, options, answers.get(place))
        for place, (item, most, options) in enumerate(sitting.paper)
    ]
