"""Hours of builders: taught, asked, due when."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from xinlian.people.scope import Viewer, scope
from xinlian.training.models import Builder, HoursElsewhere, HoursRule, Project
from xinlian.training.queries import facts
from xinlian.training.rules import hours
from xinlian.training.who import READERS


@dataclass(frozen=True, slots=True)
class HoursOf:
    """What one builder was taught, in minutes: by tier and in all; and each demand as it stands."""

    builder: Builder
    company: int
    project: int
    team: int
    total: int
    standing: tuple[hours.Standing, ...]

    @property
    def late(self) -> tuple[hours.Standing, ...]:
        """The demands that are not done."""
        return tuple(one for one in self.standing if not one.done)


def of_many(builders: Sequence[Builder], project: Project, on: datetime.date) -> list[HoursOf]:
    """The hours of builders of one project on a day, in their order; a few queries whatever the number."""
    people = [one.person_id for one in builders]
    classes = [one.pk for one in facts.classes_of(people, project)]
    taught = facts.taught(builders, facts.sessions(classes), facts.attended(people, classes))
    asked = facts.hours_asked(project, on)
    return [_of(one, [each for each in taught.get(one.pk, []) if each.on <= on], asked, on) for one in builders]


def _of(builder: Builder, taught: Sequence[hours.Taught], asked: Sequence[hours.Asked], on: datetime.date) -> HoursOf:
    came_on = timezone.localdate(builder.here_since)
    company, project, team, total = (
        hours.minutes(taught, tier, datetime.date.min, on) for tier in ("company", "project", "team", "")
    )
    standing = tuple(hours.standing(taught, asked, came_on, on))
    return HoursOf(builder, company, project, team, total, standing)


def of(builder: Builder, on: datetime.date) -> HoursOf:
    """The hours of one builder. Whoever asks shows them to oneself or to the desk."""
    return of_many([builder], builder.project, on)[0]


def builders(viewer: Viewer, project: Project) -> QuerySet[Builder]:
    """Who works on a project now, as the desk sees them, by team and name."""
    rows = scope(viewer, Builder.objects.all(), READERS).filter(project=project, left_on=None)
    return rows.select_related("person", "team__section", "trade", "project").order_by(
        "team__section__number", "team__name", "person__name", "id"
    )


def rules(project: Project) -> QuerySet[HoursRule]:
    """Every rule of a project, the newest of each kind first."""
    return HoursRule.objects.filter(project=project).order_by("every_year", "tier", "-effective_on")


def noted(builder: Builder) -> QuerySet[HoursElsewhere]:
    """What was noted of somebody's hours elsewhere."""
    return HoursElsewhere.objects.filter(builder=builder).select_related("noted_by").order_by("-on", "-id")
