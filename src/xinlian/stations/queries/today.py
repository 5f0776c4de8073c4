"""What the station room puts on the desk's first page and into its search."""

from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.scope import Viewer, scope
from xinlian.places.models import Visit
from xinlian.stations.queries import desk, faults, inbox, reviews
from xinlian.stations.queries.keeper import midnight
from xinlian.stations.queries.keeping import kept
from xinlian.stations.who import READERS

HITS = 8


def desk_tasks(viewer: Viewer) -> list[dict[str, Any]]:
    """Today's work about stations: {"label", "count", "url", "tone"}."""
    return [*_officer_tasks(viewer), *_keeper_tasks(viewer)]


def _officer_tasks(viewer: Viewer) -> list[dict[str, Any]]:
    if not viewer.paths(READERS):
        return []
    now = timezone.now()
    today, stations = timezone.localdate(now), reverse("stations:desk_stations")
    open_faults, waiting = faults.figures(viewer, today), inbox.counts(viewer)
    overdue = desk.stations(viewer, now).filter(desk.is_overdue()).count()
    tasks = [
        (_("故障逾期没修好"), open_faults["late"], reverse("stations:desk_faults"), "bad"),
        (_("驿站很久没人确认"), overdue, f"{stations}?overdue=on&sort=confirmed", "bad"),
        (_("意见等答复"), waiting["complaint"], reverse("stations:desk_complaints"), "warn"),
        (_("驿站修改等审核"), desk.open_proposals(viewer).count(), reverse("stations:desk_proposals"), "warn"),
        (_("故障修好等核实"), open_faults["fixed"], reverse("stations:desk_faults"), "warn"),
        (_("感谢等展示"), waiting["thanks"], reverse("stations:desk_thanks"), "ok"),
        (_("照片和视频等审核"), waiting["media"], reverse("stations:desk_media"), "ok"),
        (_("年度评价没填完"), reviews.figures(viewer, today.year)["draft"], reverse("stations:desk_reviews"), "ok"),
    ]
    return [{"label": label, "count": count, "url": url, "tone": tone} for label, count, url, tone in tasks]


def _keeper_tasks(viewer: Viewer) -> list[dict[str, Any]]:
    if viewer.person_id is None:
        return []
    asked = kept(viewer, timezone.localdate()).filter(asked_at__isnull=False).count()
    return [{"label": _("请您确认驿站情况"), "count": asked, "url": reverse("stations:keep"), "tone": "warn"}]


def desk_figures(viewer: Viewer) -> list[dict[str, Any]]:
    """Stations, visits today, open faults: {"label", "value", "note", "url"}."""
    if not viewer.paths(READERS):
        return []
    now = timezone.now()
    found = desk.totals(desk.stations(viewer, now), now)
    rows = scope(viewer, Visit.objects.filter(place__kind="station", at__gte=midnight(now)), READERS)
    visits = rows.aggregate(n=Sum("heads"))["n"] or 0
    return [
        {
            "label": _("驿站"),
            "value": found["published"],
            "note": _("另有 %(n)d 个草稿或已撤除") % {"n": found["count"] - found["published"]},
            "url": reverse("stations:desk_stations"),
        },
        {
            "label": _("今天来访"),
            "value": visits,
            "note": _("30 天 %(n)d 人次") % {"n": found["visits"]},
            "url": reverse("stations:desk_visits"),
        },
        {
            "label": _("没办结的故障"),
            "value": found["faults"],
            "note": _("逾期 %(n)d") % {"n": faults.figures(viewer, timezone.localdate(now))["late"]},
            "url": reverse("stations:desk_faults"),
        },
    ]


def desk_search(viewer: Viewer, wanted: str) -> list[dict[str, Any]]:
    """Stations by name, code, address, road or union: {"label", "hits": [{"label", "note", "url"}]}."""
    found = desk.stations(viewer, timezone.now())
    for word in wanted.split():
        found = found.filter(desk.matches(word))
    hits = [
        {
            "label": station.place.name,
            "note": f"{station.code} · {station.place.union.name}",
            "url": reverse("stations:desk_station", args=[station.uid]),
        }
        for station in found.order_by("code")[:HITS]
    ]
    return [{"label": _("驿站"), "hits": hits}]
