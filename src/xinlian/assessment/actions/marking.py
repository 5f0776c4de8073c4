"""Marks: what the machine gives, what two people give short answers, and corrections after the exam."""

import datetime
from collections import defaultdict
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F

from xinlian.assessment import telling
from xinlian.assessment.actions import boards
from xinlian.assessment.models import Exam, Given, Item, Regrade, ShortMark, Sitting
from xinlian.assessment.queries.drawing import bank_for, bank_of
from xinlian.assessment.rules import sittings as rules
from xinlian.assessment.shown import marks_words
from xinlian.assessment.who import demand_decider, demand_marker
from xinlian.engines.exams.marking import total
from xinlian.engines.exams.questions import SHORT, Question
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused

Change = tuple[str, str, str]


def settle(sitting: Sitting) -> None:
    """Reckon a sitting that ended from what counts of it; the same whenever and however often it is done."""
    earned = _earned(sitting, bank_for(sitting.exam))
    waiting = sum(one is None for one in earned)
    marks = total({str(n): None if one is None else Decimal(one) for n, one in enumerate(earned)})
    Sitting.objects.filter(pk=sitting.pk).update(earned=earned, marks=marks, waiting=waiting)
    sitting.earned, sitting.marks, sitting.waiting = earned, marks, waiting


def _earned(sitting: Sitting, bank: dict[int, Question]) -> list[str | None]:
    rows = Given.objects.filter(sitting=sitting, counts=True)
    answers = rules.last_said(rows.values_list("place", "answer", "said_at", "id"))
    people = _by_people(sitting) if any(bank[item].kind == SHORT for item, _most, _options in sitting.paper) else {}
    exam = sitting.exam
    return rules.earned(sitting.paper, bank, answers, people, exam.paper.rules, exam.replaced)


def _by_people(sitting: Sitting) -> dict[int, Decimal]:
    """What people settled on, by place: two that agree, or the one that settled it."""
    given: dict[int, dict[str, Decimal]] = defaultdict(dict)
    for place, turn, marks in ShortMark.objects.filter(sitting=sitting).values_list("place", "turn", "marks"):
        given[place][turn] = marks
    step = sitting.exam.paper.step
    found: dict[int, Decimal] = {}
    for place, turns in given.items():
        value = turns.get("settled")
        if value is None and len(turns) == 2:
            value = rules.agreed(turns["first"], turns["second"], Decimal(sitting.paper[place][1]), step)
        if value is not None:
            found[place] = value
    return found


@transaction.atomic
def mark_short(
    *, sitting: Sitting, place: int, marks: Decimal, why: str, by: Person, at: datetime.datetime
) -> ShortMark:
    """Mark a short answer: two people do, each without seeing the other; a third settles what they differ in.

    Refused: role_marker, sitting_not_over, short_only, short_marks_range with {most}, short_marked_by_you, short_done.
    """
    demand_marker(by, sitting.union_path, at)
    if sitting.ended_at is None:
        raise Refused("sitting_not_over")
    item, most, _options = sitting.paper[place]
    if bank_of(sitting.exam_id)[item].kind != SHORT:
        raise Refused("short_only")
    if not 0 <= marks <= Decimal(most):
        raise Refused("short_marks_range", {"most": most})
    made = ShortMark(sitting=sitting, place=place, turn=_turn(sitting, place, by), marks=marks, why=why.strip()[:200])
    made.by, made.at = by, at
    made.union_path, made.shard = sitting.union_path, sitting.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused("short_turn_taken") from None
    settle(sitting)
    record("sitting.short_marked", sitting, by=by, at=at, place=place, turn=made.turn)
    return made


def _turn(sitting: Sitting, place: int, by: Person) -> str:
    known = {one.turn: one for one in sitting.short_marks.filter(place=place)}
    if any(one.by_id == by.pk for one in known.values()):
        raise Refused("short_marked_by_you")
    if "first" not in known:
        return "first"
    if "second" not in known:
        return "second"
    most = Decimal(sitting.paper[place][1])
    apart = rules.agreed(known["first"].marks, known["second"].marks, most, sitting.exam.paper.step) is None
    if "settled" in known or not apart:
        raise Refused("short_done")
    return "settled"


def regrade_preview(exam: Exam, item: Item, instead: Item | None) -> list[Change]:
    """Whose marks would change: (uid of the sitting, marks now, marks then)."""
    planned = Exam.objects.get(pk=exam.pk)
    planned.replaced = {**planned.replaced, str(item.pk): instead.pk if instead else 0}
    bank = bank_for(planned)
    changes = []
    for sitting in Sitting.objects.filter(exam=exam, ended_at__isnull=False):
        if all(one[0] != item.pk for one in sitting.paper):
            continue
        sitting.exam = planned
        earned = _earned(sitting, bank)
        marks = total({str(n): None if one is None else Decimal(one) for n, one in enumerate(earned)})
        if sitting.marks is not None and marks != sitting.marks:
            changes.append((str(sitting.uid), marks_words(sitting.marks), marks_words(marks)))
    return changes


@transaction.atomic
def regrade(*, exam: Exam, item: Item, instead: Item | None, why: str, by: Person, at: datetime.datetime) -> Regrade:
    """Mark a question by another version of it, or give everybody its marks; with the list of who changes.

    Refused: role_officer, regrade_why, regrade_other_question.
    """
    demand_decider(by, exam.union_path, at)
    if not why.strip():
        raise Refused("regrade_why")
    if item.pk not in exam.items or (instead is not None and instead.lineage != item.lineage):
        raise Refused("regrade_other_question")
    Exam.objects.filter(pk=exam.pk).update(state=F("state"))  # held: who corrects another question now waits for this
    exam.refresh_from_db(fields=["state", "replaced"])
    changes = regrade_preview(exam, item, instead)
    exam.replaced = {**exam.replaced, str(item.pk): instead.pk if instead else 0}
    exam.save(update_fields=["replaced"])
    for sitting in Sitting.objects.filter(exam=exam, ended_at__isnull=False):
        if any(one[0] == item.pk for one in sitting.paper):
            sitting.exam = exam
            settle(sitting)
    made = Regrade(exam=exam, item_id_was=item.pk, why=why.strip()[:200], changes=changes, by=by, at=at)
    made.union_path, made.shard = exam.union_path, exam.shard
    made.save(force_insert=True)
    boards.refresh(exam, at)
    if exam.state == "published" and changes:
        telling.regraded(made, by=by, at=at)
    record("exam.regraded", exam, by=by, at=at, people=len(changes))
    return made
