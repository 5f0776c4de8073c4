"""Who may begin, what may still be answered, which answer counts, what it earns. Pure; the clock is the server's."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from xinlian.engines.exams.marking import Rules, marks, rounded
from xinlian.engines.exams.questions import SHORT, Question
from xinlian.rows.refusals import Decision

APPEAL_DAYS = 7
Drawn = Sequence[Any]  # [item id, marks as text, places of options]


def may_begin(
    *,
    state: str,
    opens_at: datetime.datetime,
    closes_at: datetime.datetime,
    at: datetime.datetime,
    known: bool,
    code_right: bool,
    attempts_left: bool,
) -> Decision:
    """Whether somebody may begin a try now."""
    return Decision.of(
        exam_for_you=known,
        exam_not_cancelled=state != "cancelled",
        exam_begun=at >= opens_at,
        exam_not_over=state == "set" and at < closes_at,
        exam_attempt_left=attempts_left,
        exam_code_right=code_right,
    )


def bell(began_at: datetime.datetime, minutes: int, extra: int, closes_at: datetime.datetime) -> datetime.datetime:
    """When the sitting ends: after its minutes, or with the exam; extra minutes come on top of both."""
    whole = began_at + datetime.timedelta(minutes=minutes)
    return min(whole, closes_at) + datetime.timedelta(minutes=extra)


def in_time(
    said_at: datetime.datetime,
    arrived_at: datetime.datetime,
    *,
    over_at: datetime.datetime,
    ends_at: datetime.datetime,
    late: datetime.timedelta,
) -> tuple[bool, bool]:
    """(whether it was given before the end, whether it also arrived while it still counts by itself)."""
    before = said_at <= over_at
    return before, before and arrived_at <= ends_at + late


def last_said(given: Iterable[tuple[int, Any, datetime.datetime, int]]) -> dict[int, Any]:
    """For each place the answer that was given last: (place, answer, said at, order of arrival), in any order."""
    found: dict[int, tuple[tuple[datetime.datetime, int], Any]] = {}
    for place, answer, said_at, order in given:
        if place not in found or found[place][0] < (said_at, order):
            found[place] = ((said_at, order), answer)
    return {place: answer for place, (_when, answer) in found.items()}


def earned(
    paper: Sequence[Drawn],
    questions: Mapping[int, Question],
    answers: Mapping[int, Any],
    people: Mapping[int, Decimal],
    rules: Rules,
    replaced: Mapping[str, int],
) -> list[str | None]:
    """The marks of each question as text, None while a person has to mark it.

    `people`: what people settled on, by place. `replaced`: the version that marks instead of one that turned out wrong,
    0 where everybody gets its marks. A short answer that says nothing earns nothing and waits for nobody.
    """
    found: list[Decimal | None] = []
    for place, (item, most, _options) in enumerate(paper):
        instead = replaced.get(str(item), item)
        if instead == 0:
            found.append(Decimal(most))
            continue
        found.append(_one(questions[instead], Decimal(most), answers.get(place), people.get(place), rules))
    return [None if one is None else f"{one:f}" for one in found]


def _one(question: Question, most: Decimal, answer: Any, by_people: Decimal | None, rules: Rules) -> Decimal | None:
    if answer is None:
        return Decimal(0)
    if question.kind == SHORT:
        return by_people
    return marks(worth(question, most), answer, rules)


def worth(question: Question, most: Decimal) -> Question:
    """The question with the marks of its paper."""
    return replace(question, marks=most)


def agreed(first: Decimal, second: Decimal, most: Decimal, step: Decimal) -> Decimal | None:
    """The mean of two marks, to the step, half up; None when they differ by more than a fifth of the marks: settle it."""
    if abs(first - second) * 5 > most:
        return None
    return rounded(Fraction(first + second) / 2, step)
