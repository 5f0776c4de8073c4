"""Results as they may be shown: one survey beside the others of its series, small groups hidden."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from xinlian.engines.tallies.comparing import Figures, compare, texts
from xinlian.engines.tallies.counting import rate
from xinlian.people.scope import Viewer
from xinlian.surveys.models import Sheet, Survey
from xinlian.surveys.queries.desk import surveys
from xinlian.surveys.rules.asking import readable
from xinlian.surveys.rules.questions import Question, asked

Said = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Result:
    """One question: the figures of the survey looked at, of each survey that asks the same, and of all of them."""

    question: Question
    figures: Figures
    each: tuple[tuple[Survey, Figures], ...]
    whole: Figures
    texts: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Results:
    """A survey, how many of those asked answered (0 to 1), and its questions; none while it may not be read yet."""

    survey: Survey
    rate: float | None
    readable: bool
    questions: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The surveys of a series in the order in which they began, and each question over all of them."""

    surveys: tuple[Survey, ...]
    rate: float | None
    questions: tuple[Result, ...]


def results(survey: Survey) -> Results:
    """What may be shown of a survey; two queries. Whether the viewer may see the survey is asked before."""
    may = readable(anonymous=survey.anonymous, state=survey.state)
    found = tuple(_results(survey, _group(survey))) if may else ()
    return Results(survey, rate(survey.answered, survey.invited), may, found)


def series_of(viewer: Viewer, series: str) -> Series | None:
    """All surveys of a series that ended, compared; None when the viewer may see none of it.

    A series belongs to one union. Were totals made of those parts that each viewer sees, two viewers could subtract.
    """
    newest = surveys(viewer).filter(series=series).first() if series else None
    if newest is None:
        return None
    every = tuple(Survey.objects.filter(series=series, union_path=newest.union_path).order_by("opens_at", "id"))
    return Series(
        every,
        rate(sum(one.answered for one in every), sum(one.invited for one in every)),
        tuple(_results(None, _group(newest))),
    )


def _group(survey: Survey) -> "QuerySet[Survey]":
    """The surveys that are counted together with one, oldest first."""
    rows = Survey.objects.select_related("questionnaire").order_by("opens_at", "id")
    if not survey.series:
        return rows.filter(pk=survey.pk)
    may_be_read = Q(anonymous=False) | Q(state="closed")
    return rows.filter(may_be_read, series=survey.series, union_path=survey.union_path)


def _results(survey: Survey | None, group: "QuerySet[Survey]") -> list[Result]:
    """Each question of a survey, or of the newest of the group when none is looked at."""
    every = list(group)
    said = _sheets(every)
    if not every:
        return []
    newest = next((one for one in every if survey is not None and one.pk == survey.pk), every[-1])
    return [_result(question, survey, every, said) for question in newest.questionnaire.questions]


def _sheets(every: Sequence[Survey]) -> dict[int, Said]:
    found: dict[int, Said] = {one.pk: [] for one in every}
    for survey_id, answers in Sheet.objects.filter(survey__in=every).values_list("survey_id", "answers"):
        found[survey_id].append(answers)
    return found


def _result(question: Question, survey: Survey | None, every: list[Survey], said: dict[int, Said]) -> Result:
    """Surveys count together where they ask the same with the same options, whichever version of the questionnaire."""
    about = asked(question)
    same = [one for one in every if any(asked(other) == about for other in one.questionnaire.questions)]
    figures, whole = compare(about, [said[one.pk] for one in same])
    each = tuple(zip(same, figures, strict=True))
    own = next((found for one, found in each if survey is not None and one.pk == survey.pk), whole)
    words = texts(about, said[survey.pk]) if survey is not None and about.kind == "text" else None
    return Result(question, own, each, whole, words)


def signed(survey: Survey) -> "QuerySet[Sheet]":
    """The sheets of a survey that was not anonymous, with who wrote them, by name; none of an anonymous one."""
    return Sheet.objects.filter(survey=survey, anonymous=False).select_related("person").order_by("person__name", "id")
