"""What the list of classes and the page of one show."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.languages import LANGUAGES
from xinlian.rows.days import span_words
from xinlian.training.models import Session, TrainingClass
from xinlian.training.queries import classes as queries
from xinlian.training.queries.results import results
from xinlian.training.queries.teaching import clock

HOUR = datetime.timedelta(hours=1)


def name(one: TrainingClass) -> str:
    """焊工上岗培训 第 3 班."""
    return _("%(title)s 第 %(n)d 班") % {"title": one.batch.offering.title, "n": one.batch.number}


def stands(one: TrainingClass, at: datetime.datetime) -> str:
    """Where it stands: cancelled, finished, soon, going, over."""
    if one.batch.state == "cancelled":
        return "cancelled"
    if one.finished_at is not None:
        return "finished"
    if at < one.batch.starts_at:
        return "soon"
    return "going" if at < one.batch.ends_at else "over"


def state(one: TrainingClass, at: datetime.datetime) -> tuple[str, str]:
    """The same as (tone, words)."""
    return {
        "cancelled": ("bad", _("取消了")),
        "finished": ("off", _("结班了")),
        "soon": ("info", _("还没开课")),
        "going": ("ok", _("正在上")),
        "over": ("warn", _("上完了，等结班")),
    }[stands(one, at)]


@dataclass(frozen=True, slots=True)
class Listed:
    """A class in the list."""

    training_class: TrainingClass
    name: str
    days: str
    tone: str
    state: str


def listed(rows: Sequence[TrainingClass], at: datetime.datetime) -> list[Listed]:
    """Classes with where they stand."""
    return [Listed(one, name(one), span_words(one.batch.starts_at, one.batch.ends_at), *state(one, at)) for one in rows]


@dataclass(frozen=True, slots=True)
class Held:
    """A session of the class: when, how many came, whether it is over, whether it holds a room here."""

    session: Session
    clock: str
    came: int
    over: bool
    here: bool


def page(one: TrainingClass, at: datetime.datetime) -> dict[str, Any]:
    """The page of a class."""
    sessions = queries.timetable_of(one)
    people, came, here = queries.people(one, sessions), queries.came_to(sessions), queries.held_keys(sessions)
    tone, words = state(one, at)
    over = [each for each in sessions if each.makes_up_id is None and each.ends_at <= at]
    return {
        "training_class": one,
        "batch": one.batch,
        "tone": tone,
        "state": words,
        "days": span_words(one.batch.starts_at, one.batch.ends_at),
        "language": LANGUAGES.get(one.language, one.language),
        "sessions": [Held(each, clock(each), came[each.pk], each.ends_at <= at, each.pk in here) for each in sessions],
        "own": [each for each in sessions if each.makes_up_id is None],
        "people": people,
        "without_trainer": sum(1 for each in sessions if each.trainer_id is None and each.starts_at > at),
        "missing": sum(1 for each in people if {m.pk for m in each.missing} & {s.pk for s in over}),
        "results": results(one.exam, [each.builder for each in people]) if one.exam else [],
        "begun": one.batch.starts_at <= at,
        "over": one.batch.ends_at <= at,
        "standing": one.batch.state == "standing" and one.finished_at is None,
    }


def exam_times(one: TrainingClass) -> dict[str, Any]:
    """An hour from the end of the last session on."""
    ends = timezone.localtime(one.batch.ends_at)
    return {"opens_at": ends, "closes_at": ends + HOUR}
