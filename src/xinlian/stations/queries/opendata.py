"""Public facts about stations for everybody's machines: only what anybody may see, with a mark that tells changes."""

import hashlib
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from xinlian.people.models import Union
from xinlian.people.scope import NOBODY, scope
from xinlian.places.models import Facility
from xinlian.rows.paths import AFTER
from xinlian.stations.models import Station


def published() -> QuerySet[Station]:
    """Every station that anybody may see and that is still there."""
    found = scope(NOBODY, Station.objects.filter(state="published"))
    return found.select_related("place", "place__union").order_by("code")


def mark() -> str:
    """A value that changes whenever the public facts change; two queries."""
    found = published().aggregate(
        n=Count("pk"), versions=Max("version"), at=Max("published_at"), seen=Max("place__confirmed_at")
    )
    facilities = scope(NOBODY, Facility.objects.all()).aggregate(n=Count("pk"), at=Max("confirmed_at"))
    sums = published().order_by().values_list("pk", "version", "stars", "place__facility_bits")
    text = repr((sorted(found.items(), key=str), sorted(facilities.items(), key=str), hash(tuple(sorted(sums)))))
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def services(wanted: dict[str, Any]) -> QuerySet[Station]:
    """Stations as HSDS services, narrowed by every filter that is given."""
    found = published()
    for word in (wanted.get("search") or "").split():
        found = found.filter(Q(place__name__icontains=word) | Q(place__address__icontains=word) | Q(code__iexact=word))
    if wanted.get("taxonomy_term_id"):
        code = wanted["taxonomy_term_id"]
        working = Q(place__facilities__code=code, place__facilities__state="working")
        found = found.filter(Q(kind=code) | working).distinct()
    if wanted.get("organization_id"):
        union = Union.objects.filter(uid=wanted["organization_id"]).first()
        top = union.union_path if union else ""
        found = found.filter(union_path__gte=top, union_path__lt=top + AFTER) if top else found.none()
    if wanted.get("modified_after"):
        after = wanted["modified_after"]
        found = found.filter(Q(place__confirmed_at__gt=after) | Q(published_at__gt=after))
    return found


def organizations(search: str = "") -> QuerySet[Union]:
    """The unions that have a published station."""
    with_stations = published().order_by().values("place__union")
    found = Union.objects.filter(pk__in=with_stations, closed_on=None).order_by("union_path")
    return found.filter(name__icontains=search) if search else found


def modified(station: Station) -> str | None:
    """When the station's facts were last confirmed or published, as ISO 8601."""
    moments = [moment for moment in (station.place.confirmed_at, station.published_at) if moment]
    return timezone.localtime(max(moments)).isoformat() if moments else None
