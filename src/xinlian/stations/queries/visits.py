"""Who came: per day, week and month, per station and union."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import TruncDay, TruncMonth, TruncWeek
from django.utils import timezone

from xinlian.people.models import Union
from xinlian.people.scope import Viewer, below, scope
from xinlian.places.models import Visit
from xinlian.rows.paths import SEGMENT
from xinlian.stations.models import Station
from xinlian.stations.who import READERS

STEPS = {"day": TruncDay, "week": TruncWeek, "month": TruncMonth}
SPANS = {"day": 30, "week": 26 * 7, "month": 365}


@dataclass(frozen=True, slots=True)
class Window:
    """What is counted: by which step, from a day to a day, below which union ('' for all)."""

    step: str
    first: datetime.date
    last: datetime.date
    union: str = ""


def window(step: str, on: datetime.date, union: str = "") -> Window:
    """The last 30 days, 26 weeks or 12 months up to `on`; unknown steps count days."""
    step = step if step in STEPS else "day"
    return Window(step, start(step, on - datetime.timedelta(days=SPANS[step] - 1)), on, union)


def start(step: str, day: datetime.date) -> datetime.date:
    """The first day of the day, week or month that `day` lies in."""
    if step == "week":
        return day - datetime.timedelta(days=day.weekday())
    return day.replace(day=1) if step == "month" else day


def _rows(viewer: Viewer, wanted: Window) -> QuerySet[Any]:
    zone = timezone.get_current_timezone()
    since = datetime.datetime.combine(wanted.first, datetime.time(), zone)
    until = datetime.datetime.combine(wanted.last + datetime.timedelta(days=1), datetime.time(), zone)
    found = scope(viewer, Visit.objects.filter(place__kind="station", at__gte=since, at__lt=until), READERS)
    return found.filter(below([wanted.union])) if wanted.union else found


def series(viewer: Viewer, wanted: Window) -> list[tuple[datetime.date, int]]:
    """Heads per step, steps with nobody included."""
    return stepped(_rows(viewer, wanted), wanted)


def of_station(station: Station, wanted: Window) -> list[tuple[datetime.date, int]]:
    """Heads per step at one station."""
    zone = timezone.get_current_timezone()
    since = datetime.datetime.combine(wanted.first, datetime.time(), zone)
    return stepped(Visit.objects.filter(place=station.place_id, at__gte=since), wanted)


def stepped(found: QuerySet[Any], wanted: Window) -> list[tuple[datetime.date, int]]:
    """The rows summed per step from the first to the last day of the window."""
    cut = STEPS[wanted.step]("at")
    rows = found.order_by().annotate(step=cut).values("step").annotate(n=Sum("heads"))
    counts = {row["step"].date(): row["n"] for row in rows}
    return [(day, counts.get(day, 0)) for day in _steps(wanted)]


def _steps(wanted: Window) -> Iterable[datetime.date]:
    day = wanted.first
    while day <= wanted.last:
        yield day
        if wanted.step == "month":
            day = (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
        else:
            day += datetime.timedelta(days=7 if wanted.step == "week" else 1)


def by_station(viewer: Viewer, wanted: Window, most: int | None = None) -> list[dict[str, Any]]:
    """Heads per station, most first: uid, code, name, union, n."""
    rows = _rows(viewer, wanted).order_by().values("place").annotate(n=Sum("heads")).order_by("-n", "place")
    rows = list(rows[:most] if most else rows)
    stations = Station.objects.select_related("place", "place__union").in_bulk(
        [row["place"] for row in rows], field_name="place_id"
    )
    return [
        {
            "uid": station.uid,
            "code": station.code,
            "name": station.place.name,
            "union": station.place.union.name,
            "n": row["n"],
        }
        for row in rows
        if (station := stations.get(row["place"]))
    ]


def by_union(viewer: Viewer, wanted: Window) -> list[dict[str, Any]]:
    """Heads per union one level below the one looked at, most first: path, name, n."""
    tops = [wanted.union] if wanted.union else viewer.paths(READERS)
    depth = min((len(top) for top in tops), default=0) + SEGMENT
    totals: dict[str, int] = {}
    for row in _rows(viewer, wanted).order_by().values("union_path").annotate(n=Sum("heads")):
        path = row["union_path"][:depth]
        totals[path] = totals.get(path, 0) + row["n"]
    names = dict(Union.objects.filter(union_path__in=totals).values_list("union_path", "name"))
    ranked = sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    return [{"path": path, "name": names.get(path, path), "n": count} for path, count in ranked]
