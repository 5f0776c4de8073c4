"""What the room of trips puts on the desk's first page and into its search."""

import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.enrolment.models import Application, Batch, Seat
from xinlian.people.scope import Viewer, scope
from xinlian.trips.models import Programme, Trip
from xinlian.trips.queries.desk import programmes
from xinlian.trips.who import READERS, RUNNERS

SOON_DAYS = 30
HITS = 8


def soon(viewer: Viewer, now: datetime.datetime) -> QuerySet[Trip]:
    """Trips with somebody on them that leave within a month."""
    rows = scope(viewer, Trip.objects.all(), READERS)
    until = now + datetime.timedelta(days=SOON_DAYS)
    return rows.filter(
        batch__starts_at__gte=now, batch__starts_at__lt=until, batch__state="standing", batch__taken__gt=0
    )


def desk_tasks(viewer: Viewer) -> list[dict[str, Any]]:
    """Today's work about trips: {"label", "count", "url", "tone"}."""
    if not viewer.paths(RUNNERS):
        return []
    now, mine, home = timezone.now(), programmes(viewer), reverse("trips:desk_trips")
    late = mine.filter(offering__state="open", offering__closes_at__lt=now).count()
    offered = Seat.objects.filter(
        batch__offering__in=mine.values("offering"), state="offered", batch__starts_at__gte=now
    ).count()
    tasks = [
        (_("报名时间过了，还没有截止"), late, "bad"),
        (_("一个月内出发，还没有领队"), soon(viewer, now).filter(leader=None).count(), "warn"),
        (_("排上了，还没有答复"), offered, "ok"),
    ]
    return [{"label": label, "count": count, "url": home, "tone": tone} for label, count, tone in tasks]


def desk_figures(viewer: Viewer) -> list[dict[str, Any]]:
    """Who signed up where sign-up is open: {"label", "value", "note", "url"}; nothing while none is open."""
    if not viewer.paths(READERS):
        return []
    opened = list(programmes(viewer).filter(offering__state="open").values_list("offering", flat=True))
    if not opened:
        return []
    applied = Application.objects.filter(offering__in=opened, state="standing").aggregate(n=Count("id"))["n"]
    seats = Batch.objects.filter(offering__in=opened, state="standing").aggregate(n=Sum("capacity"))["n"] or 0
    note = _("%(n)d 个座位") % {"n": seats}
    return [{"label": _("疗休养报名"), "value": applied, "note": note, "url": reverse("trips:desk_trips")}]


def desk_search(viewer: Viewer, wanted: str) -> list[dict[str, Any]]:
    """Programmes by words of their title, their union or their year: {"label", "hits": [{"label", "note", "url"}]}."""
    rows = programmes(viewer)
    for word in wanted.split():
        near = Q(offering__title__icontains=word) | Q(offering__union__name__icontains=word)
        rows = rows.filter(near | Q(year=int(word)) if word.isdecimal() and len(word) == 4 else near)
    hits = [_hit(one) for one in rows.order_by("-year", "-id")[:HITS]]
    return [{"label": _("疗休养"), "hits": hits}]


def _hit(one: Programme) -> dict[str, str]:
    return {
        "label": one.offering.title,
        "note": f"{one.offering.get_state_display()} · {one.offering.union.name}",
        "url": reverse("trips:desk_programme", args=[one.uid]),
    }
