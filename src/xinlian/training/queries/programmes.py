"""Programmes as the desk lists and shows them, with who waits and what stands in their way."""

import datetime
import uuid
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from xinlian.people.keys import phone_key
from xinlian.people.scope import Viewer
from xinlian.training.actions.programmes import Tried
from xinlian.training.classes_texts import waits_on
from xinlian.training.models import Builder, Programme, Project, Subject
from xinlian.training.queries.classes import programmes
from xinlian.training.queries.forming import waiting_of
from xinlian.training.queries.waiting import builders_of
from xinlian.training.queries.waiting import waiting as waits
from xinlian.training.rules import forming
from xinlian.training.rules.reasons import Reason


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme with its figures."""

    programme: Programme
    waiting: int
    days: int
    held: int


def listed(viewer: Viewer, project: Project, at: datetime.datetime) -> list[Listed]:
    """The programmes of a project."""
    rows = programmes(viewer).filter(project=project).prefetch_related("lessons")
    return [
        Listed(
            one,
            waits(one, at).count(),
            max((lesson.day for lesson in one.lessons.all()), default=0),
            one.held,  # type: ignore[attr-defined]
        )
        for one in rows
    ]


@dataclass(frozen=True, slots=True)
class Waits:
    """Somebody who waits: since when, in which language, what stands in their way today ("" nothing)."""

    builder: Builder
    since: datetime.datetime
    language: str
    why: str


def waiting(programme: Programme, at: datetime.datetime) -> list[Waits]:
    """Those who wait, longest first; who left the project is left out."""
    applications = {one.person_id: one for one in waits(programme, at)}
    builders = builders_of(programme, list(applications))
    today = timezone.localdate(at)
    known = {one.key: one for one in waiting_of(programme, builders, applications, today)}
    return [
        Waits(builders[key], one.changed_at, known[key].language, _why(known[key]))
        for key, one in applications.items()
        if key in builders
    ]


def _why(one: forming.Waiting) -> str:
    reason = one.barred or (Reason("medical_missing") if one.fit_until is None else None)
    return waits_on(reason) if reason else ""


def subjects(project: Project) -> list[str]:
    """What can be taught there, by name."""
    return list(Subject.objects.filter(project=project, ended_on=None).values_list("name", flat=True))


def tried(programme: Programme, without: uuid.UUID | None = None) -> list[Tried]:
    """The simulator tasks as an action takes them."""
    rows = programme.tasks.select_related("scenario", "trade")
    return [Tried(one.scenario, one.least_marks, one.trade) for one in rows if one.uid != without]


def builders(project: Project) -> QuerySet[Builder]:
    """Who works on a project now."""
    return Builder.objects.filter(project=project, left_on=None).select_related("person", "project", "team")


def builder_by_phone(project: Project, phone: str) -> Builder | None:
    """Who of them has a phone."""
    return builders(project).filter(person__phone_key=phone_key(phone)).first()
