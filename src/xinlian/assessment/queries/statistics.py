"""How the questions of an exam did, by Moodle's definitions; and how the marks spread."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xinlian.assessment.models import Exam, Given, Item, Sitting
from xinlian.assessment.queries.drawing import bank_for
from xinlian.assessment.rules.sittings import last_said
from xinlian.engines.exams import statistics

WEAK_INDEX, HARD, EASY = 20, 0.3, 0.95


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """One question over all sittings that were asked it."""

    item: Item
    count: int
    facility: float | None
    index: float | None
    flags: tuple[str, ...]


def items(exam: Exam) -> list[ItemStatistics]:
    """Every question that was asked, the most doubtful first. Flags: negative, weak, hard, easy."""
    return items_of([exam.pk])


def items_of(exams: Collection[int]) -> list[ItemStatistics]:
    """The same over several exams together."""
    marks: dict[int, list[float]] = defaultdict(list)
    totals: dict[int, list[float]] = defaultdict(list)
    most: dict[int, float] = {}
    for paper, earned, total in _marked(exams):
        for (item, worth, _options), mark in zip(paper, earned, strict=True):
            marks[item].append(float(mark))
            totals[item].append(float(total or 0))
            most[item] = float(worth)
    rows = Item.objects.in_bulk(list(marks))
    found = []
    for pk, several in marks.items():
        one = statistics.item(several, totals[pk], most[pk])
        found.append(ItemStatistics(rows[pk], one.count, one.facility, one.index, _flags(one)))
    return sorted(found, key=lambda one: (one.index is None, one.index or 0.0, one.item.pk))


def _marked(exams: Collection[int]) -> "Iterable[tuple[list[Any], list[str], Decimal | None]]":
    """Sittings that are marked whole: (paper, marks, total)."""
    rows = Sitting.objects.filter(exam__in=exams, ended_at__isnull=False, waiting=0)
    return rows.values_list("paper", "earned", "marks")


def _flags(one: statistics.Item) -> tuple[str, ...]:
    flags = []
    if one.index is not None and one.index < WEAK_INDEX:
        flags.append("negative" if one.index < 0 else "weak")
    if one.facility is not None and not HARD <= one.facility <= EASY:
        flags.append("hard" if one.facility < HARD else "easy")
    return tuple(flags)


def choices(exam: Exam, item: Item) -> list[tuple[str, int, bool]]:
    """How often each option of a choice was chosen: (text, times, whether it is right)."""
    question = bank_for(exam)[item.pk]
    asked = exam.sittings.filter(ended_at__isnull=False).values_list("id", "paper")
    at = {pk: [one[0] for one in paper].index(item.pk) for pk, paper in asked if item.pk in [one[0] for one in paper]}
    given: dict[int, list[tuple[int, Any, datetime.datetime, int]]] = defaultdict(list)
    rows = Given.objects.filter(sitting__exam=exam, counts=True, place__in=set(at.values()))
    for pk, *one in rows.values_list("sitting", "place", "answer", "said_at", "id"):
        given[pk].append(tuple(one))  # type: ignore[arg-type]
    counts = [0] * len(question.options)
    for pk, place in at.items():
        answer = last_said(given[pk]).get(place)
        for option in answer if isinstance(answer, list) else ():
            if isinstance(option, int) and option < len(counts):
                counts[option] += 1
    return [(text, counts[place], place in question.right) for place, text in enumerate(question.options)]


def spread(exam: Exam, full: Decimal) -> list[tuple[str, int]]:
    """How many reached which tenth of the marks: (words such as 60–69 %, people)."""
    counts = [0] * 10
    for marks in exam.sittings.filter(ended_at__isnull=False).values_list("marks", flat=True):
        share = int(marks * 10 / full) if marks is not None and full else 0
        counts[min(9, max(0, share))] += 1
    return [(f"{place * 10}–{place * 10 + 9 if place < 9 else 100} %", count) for place, count in enumerate(counts)]
