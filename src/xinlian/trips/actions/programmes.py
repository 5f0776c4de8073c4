"""A programme from its first line to its end: drawn up, copied from last year, changed, opened, closed, finished."""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from xinlian.enrolment.actions import offering as offerings
from xinlian.enrolment.models import Quota
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import demand
from xinlian.trips.actions.trips import add_trip
from xinlian.trips.models import Programme, Route, Trip
from xinlian.trips.rules import planning
from xinlian.trips.who import acting, may_run

SERIES = "trips"
OFFERED = ("title", "mode", "opens_at", "closes_at", "party_max", "answer_hours")
OWN = (
    "year",
    "funding",
    "rules_text",
    "rules_source",
    "day_cap_fen",
    "year_cap_fen",
    "days_cap",
    "family_welcome",
    "health_days",
)
FIRST_GROUPS: Sequence[tuple[str, Sequence[str]]] = (
    ("快递员、骑手、家政", ("courier", "rider", "domestic")),
    ("货车、网约车、环卫、建筑", ("trucker", "ridehail", "sanitation", "builder")),
    ("其他职工", ()),
)
COPIED = ("agency", "insurer", "gather_where", "note")


@dataclass(frozen=True, slots=True)
class Season:
    """How batches are laid out: the first day, how many, every how many days, seats, when they leave and return."""

    first: datetime.date
    count: int
    every_days: int
    days: int
    capacity: int
    leaves: datetime.time
    returns: datetime.time
    route: Route | None = None


def _moment(day: datetime.date, time: datetime.time) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, time))


@transaction.atomic
def draw_up(
    *, union: Union, values: Mapping[str, Any], season: Season | None, by: Person, at: datetime.datetime
) -> Programme:
    """A draft with its batches and the usual priority groups. `values` holds what OFFERED and OWN name.

    Raises Refused: role_officer, closes_after_it_opens, batches_some, days_some, seats_some, route_near.
    """
    programme = _new(union, values, by, at)
    offerings.set_groups(offering=programme.offering, groups=FIRST_GROUPS, by=by, at=at)
    if season is not None:
        lay_out(programme=programme, season=season, by=by, at=at)
    return programme


def _new(union: Union, values: Mapping[str, Any], by: Person, at: datetime.datetime) -> Programme:
    offered = {name: values[name] for name in OFFERED}
    offering = offerings.draw_up(union=union, room="trips", series=SERIES, by=by, at=at, **offered)
    own = {name: values[name] for name in OWN if name in values}
    programme = Programme.objects.create(offering=offering, union_path=union.union_path, shard=union.shard, **own)
    record("trips.programme_drawn_up", programme, by=by, at=at, year=programme.year)
    return programme


@transaction.atomic
def lay_out(*, programme: Programme, season: Season, by: Person, at: datetime.datetime) -> list[Trip]:
    """Add the batches of a season."""
    demand(planning.may_lay_out(season.count, season.every_days, season.days, season.capacity))
    spans = planning.laid_out(season.first, season.count, season.every_days, season.days)
    return [
        add_trip(
            programme=programme,
            starts_at=_moment(span.first, season.leaves),
            ends_at=_moment(span.last, season.returns),
            capacity=season.capacity,
            route=season.route,
            gather_at=_moment(span.first, season.leaves),
            by=by,
            at=at,
        )
        for span in spans
    ]


@transaction.atomic
def copy(*, source: Programme, union: Union, values: Mapping[str, Any], by: Person, at: datetime.datetime) -> Programme:
    """Another year's programme as a draft: its batches on the same weekdays, its groups, quotas, routes, agencies.

    Leaders, buses and policies are not taken along: they are agreed anew. Raises Refused as `draw_up`.
    """
    demand(may_run(acting(by, at), source.union_path))
    programme = _new(union, values, by, at)
    groups = [(group.name, group.occupations) for group in source.offering.groups.order_by("rank")]
    offerings.set_groups(offering=programme.offering, groups=groups or FIRST_GROUPS, by=by, at=at)
    _copy_quotas(source, programme, by, at)
    for trip in source.trips.filter(batch__state="standing").select_related("batch", "route").order_by("batch__number"):
        _copy_trip(trip, programme, programme.year - source.year, by, at)
    record("trips.programme_copied", programme, by=by, at=at, before=source.year, after=programme.year)
    return programme


def _copy_trip(trip: Trip, programme: Programme, years: int, by: Person, at: datetime.datetime) -> None:
    def moved(moment: datetime.datetime) -> datetime.datetime:
        local = timezone.localtime(moment)
        return _moment(planning.years_later(local.date(), years), local.time())

    route = trip.route if trip.route and trip.route.closed_on is None else None
    add_trip(
        programme=programme,
        starts_at=moved(trip.batch.starts_at),
        ends_at=moved(trip.batch.ends_at),
        capacity=trip.batch.capacity,
        route=route,
        gather_at=moved(trip.gather_at) if trip.gather_at else None,
        by=by,
        at=at,
        **{name: getattr(trip, name) for name in COPIED},
    )


def _copy_quotas(source: Programme, programme: Programme, by: Person, at: datetime.datetime) -> None:
    groups = {group.rank: group for group in programme.offering.groups.all()}
    for quota in Quota.objects.filter(offering=source.offering).select_related("union", "group"):
        offerings.set_quota(
            offering=programme.offering,
            union=quota.union,
            group=groups[quota.group.rank] if quota.group else None,
            guarantee=quota.guarantee,
            ceiling=quota.ceiling,
            by=by,
            at=at,
        )


@transaction.atomic
def change(*, programme: Programme, values: Mapping[str, Any], by: Person, at: datetime.datetime) -> list[str]:
    """Change words, window and caps; the names of what changed. Raises Refused: role_officer, offering_unsealed."""
    offering = programme.offering
    demand(may_run(acting(by, at), programme.union_path))
    offered = {n: values[n] for n in OFFERED if n in values and getattr(offering, n) != values[n]}
    if offered:
        offerings.change(offering=offering, values=offered, by=by, at=at)
    own = [name for name in OWN if name in values and getattr(programme, name) != values[name]]
    for name in own:
        setattr(programme, name, values[name])
    if own:
        programme.save(update_fields=own)
        record("trips.programme_changed", programme, by=by, at=at, fields=own)
    return [*offered, *own]


@transaction.atomic
def ask_after(*, programme: Programme, survey: uuid.UUID | None, by: Person, at: datetime.datetime) -> Programme:
    """Which questionnaire is asked after each batch; none to ask nothing."""
    demand(may_run(acting(by, at), programme.union_path))
    programme.survey_uid = survey
    programme.save(update_fields=["survey_uid"])
    record("trips.survey_chosen", programme, by=by, at=at, survey=str(survey or ""))
    return programme
