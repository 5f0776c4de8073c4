"""The desk's list of stations: what a filter finds, in what order, with what totals."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import (
    Case,
    Count,
    DateTimeField,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.models import Union
from xinlian.people.scope import Viewer, below, scope
from xinlian.places.facilities import KINDS
from xinlian.places.models import Road, Town, Visit
from xinlian.rows.paths import AFTER
from xinlian.stations.models import Checklist, Fault, Proposal, SavedFilter, Station
from xinlian.stations.rules.freshness import CONFIRM_DAYS, freshness, limits, overdue_before
from xinlian.stations.rules.states import FAULT_ENDS
from xinlian.stations.who import READERS

VISIT_DAYS = 30
TOWNS, NEAR_DEG = 80, 0.5
SORTS = {
    "code": "code",
    "name": "place__name",
    "union": "union_path",
    "kind": "kind",
    "tier": "tier",
    "stars": "stars",
    "state": "state",
    "confirmed": "place__confirmed_at",
    "faults": "open_faults",
    "visits": "visits",
}


def confirm_before(at: datetime.datetime) -> Case:
    """For each station the moment before which its last confirmation is overdue, by its province's checklist."""
    rows = Checklist.objects.filter(effective_on__lte=timezone.localdate(at)).order_by(
        "union_path", "effective_on", "id"
    )
    days = {row.union_path: limits(row.rules)[1] for row in rows}
    deepest = sorted(days.items(), key=lambda item: -len(item[0]))
    whens = [
        When(union_path__gte=path, union_path__lt=path + AFTER, then=Value(overdue_before(at, count)))
        for path, count in deepest
    ]
    return Case(*whens, default=Value(overdue_before(at, CONFIRM_DAYS)), output_field=DateTimeField())


def is_overdue() -> Q:
    """Published, and not confirmed since the moment that `confirm_before` gives."""
    late = Q(place__confirmed_at=None) | Q(place__confirmed_at__lt=F("confirm_before"))
    return Q(state="published") & late


def stations(viewer: Viewer, at: datetime.datetime) -> QuerySet[Station]:
    """Every station of the viewer's part of the tree with its open faults, last visits and overdue moment."""
    faults = Fault.objects.filter(station=OuterRef("pk")).exclude(state__in=FAULT_ENDS).order_by()
    since = at - datetime.timedelta(days=VISIT_DAYS)
    visits = Visit.objects.filter(place=OuterRef("place"), at__gte=since).order_by()
    found = scope(viewer, Station.objects.select_related("place", "place__union"), READERS)
    return found.annotate(
        open_faults=_count(faults.values("station").annotate(n=Count("pk")).values("n")),
        visits=_count(visits.values("place").annotate(n=Sum("heads")).values("n")),
        confirm_before=confirm_before(at),
    )


def _count(rows: Any) -> Coalesce:
    return Coalesce(Subquery(rows, output_field=IntegerField()), 0)


def filtered(found: QuerySet[Any], wanted: Mapping[str, Any]) -> QuerySet[Any]:
    """The stations that fit every part of a filter (cleaned data of `FilterForm`)."""
    found = _by_columns(found, wanted)
    if wanted.get("overdue"):
        found = found.filter(is_overdue())
    if wanted.get("faults"):
        found = found.filter(open_faults__gt=0)
    for code in wanted.get("facility") or ():
        found = found.filter(place__facilities__code=code, place__facilities__state="working")
    for word in (wanted.get("q") or "").split():
        found = found.filter(matches(word))
    return found


def _by_columns(found: QuerySet[Any], wanted: Mapping[str, Any]) -> QuerySet[Any]:
    for name in ("kind", "tier", "state"):
        if wanted.get(name):
            found = found.filter(**{name: wanted[name]})
    if wanted.get("stars") not in (None, ""):
        found = found.filter(stars=int(wanted["stars"]))
    if wanted.get("union"):
        found = found.filter(below([wanted["union"]]))
    return found


def matches(word: str) -> Q:
    """Whether a word is in the name, code, address, road or union."""
    fields = ("place__name", "code", "place__address", "place__road_ref", "place__union__name")
    condition = Q()
    for field in fields:
        condition |= Q(**{f"{field}__icontains": word})
    return condition


def ordered(found: QuerySet[Station], sort: str) -> QuerySet[Station]:
    """In the order that `sort` names, `-` in front for falling; unknown names give the code's order."""
    column = SORTS.get(sort.removeprefix("-"), "code")
    return found.order_by(f"-{column}" if sort.startswith("-") else column, "code")


def totals(found: QuerySet[Any], at: datetime.datetime) -> dict[str, int]:
    """Sums over everything that was filtered, not only the page; three queries however many stations there are."""
    counts = found.order_by().aggregate(
        count=Count("pk", distinct=True),
        published=Count("pk", filter=Q(state="published")),
        overdue=Count("pk", filter=is_overdue()),
    )
    these = found.order_by().values("pk")
    since = at - datetime.timedelta(days=VISIT_DAYS)
    visits = Visit.objects.filter(place__station__in=these, at__gte=since).aggregate(n=Sum("heads"))["n"]
    faults = Fault.objects.filter(station__in=these).exclude(state__in=FAULT_ENDS).count()
    return {**counts, "visits": visits or 0, "faults": faults}


def freshness_of(station: Station, at: datetime.datetime) -> str:
    """fresh, aging, overdue or never, by the station's own limit (annotated by `stations`)."""
    before: datetime.datetime = station.confirm_before  # type: ignore[attr-defined]
    days = (at - before).days
    return freshness(station.place.confirmed_at, at, min(7, days), days)


def unions(viewer: Viewer) -> list[tuple[str, str]]:
    """(path, name indented by depth) of the unions that the viewer may choose from."""
    rows = list(Union.objects.filter(below(viewer.paths(READERS)), closed_on=None).order_by("union_path"))
    if not rows:
        return []
    top = min(len(row.union_path) for row in rows)
    return [(row.union_path, "　" * ((len(row.union_path) - top) // 4) + row.name) for row in rows]


def facility_choices() -> list[tuple[str, Any]]:
    """Every kind of facility."""
    return [(kind.code, kind.name) for kind in KINDS.values()]


def saved_filters(viewer: Viewer) -> QuerySet[SavedFilter]:
    """The filters that the viewer gave a name."""
    return SavedFilter.objects.filter(person_id=viewer.person_id or 0)


def one(viewer: Viewer, uid: Any) -> QuerySet[Station]:
    """The station of that public id if the viewer works for its part of the tree."""
    return scope(viewer, Station.objects.filter(uid=uid).select_related("place", "place__union"), READERS)


def open_proposals(viewer: Viewer) -> QuerySet[Proposal]:
    """Changes that wait for a decision in the viewer's part of the tree, oldest first."""
    found = scope(viewer, Proposal.objects.filter(state="open"), READERS)
    return found.select_related("station", "station__place", "person").order_by("at")


def map_state(station: Station, at: datetime.datetime) -> str:
    """What the map's mark says: draft, removed, overdue, broken (an open fault) or ok."""
    if station.state != "published":
        return station.state
    if freshness_of(station, at) in ("overdue", "never"):
        return "overdue"
    return "broken" if station.open_faults else "ok"  # type: ignore[attr-defined]


def landmarks(points: Sequence[tuple[float, float]]) -> dict[str, Any]:
    """Roads (at most 300 points each) and the largest towns around the points, to know where one is without tiles."""
    roads = []
    for road in Road.objects.all():
        step = max(1, len(road.points) // 300)
        roads.append({"name": road.ref, "points": [*road.points[::step], road.points[-1]]})
    lats, lons = zip(*points, strict=True) if points else ((35.0,), (105.0,))
    near = Town.objects.filter(
        lat__range=(min(lats) - NEAR_DEG, max(lats) + NEAR_DEG), lon__range=(min(lons) - NEAR_DEG, max(lons) + NEAR_DEG)
    )
    towns = [{"name": town.name, "lat": town.lat, "lon": town.lon} for town in near.order_by("-population")[:TOWNS]]
    return {"roads": roads, "towns": towns}


def legend() -> list[tuple[str, str]]:
    """The map's states in words."""
    return [
        ("ok", _("已公布")),
        ("broken", _("有故障没办结")),
        ("overdue", _("很久没人确认")),
        ("draft", _("草稿")),
        ("removed", _("已撤除")),
    ]
