"""What the desk sees of simulators: how they stand today, devices with their queues, trainees, runs, what was refused."""

import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from xinlian.people.scope import Viewer, below, scope
from xinlian.records.models import Client
from xinlian.simulators.models import Device, Ladder, Run, Simulator, StrayRun, Trainee, Turn
from xinlian.simulators.who import READERS, RUNNERS

FRESH = datetime.timedelta(minutes=10)
LATEST = 30
WAITING = Q(turns__state__in=("waiting", "called"))


def simulators(viewer: Viewer) -> "QuerySet[Simulator]":
    """The simulators of the viewer's unions."""
    return scope(viewer, Simulator.objects.select_related("union"), READERS)


def devices(viewer: Viewer) -> "QuerySet[Any]":
    """Their devices, with how many wait and whether anything was heard lately."""
    rows = Device.objects.select_related("version__simulator__union")
    return scope(viewer, rows, READERS).annotate(queued=Count("turns", filter=WAITING))


def figures(viewer: Viewer, now: datetime.datetime) -> dict[str, int]:
    """Today in four numbers."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    runs = scope(viewer, Run.objects.filter(ended_at__gte=start), READERS)
    return {
        "runs": runs.count(),
        "people": runs.values("trainee").distinct().count(),
        "heard": scope(viewer, Device.objects.filter(heard_at__gte=now - FRESH), READERS).count(),
        "strays": strays(viewer).count(),
    }


def strays(viewer: Viewer) -> "QuerySet[StrayRun]":
    """What machines said that was refused and nobody has seen to."""
    rows = StrayRun.objects.filter(settled_at=None).select_related("device", "union")
    return scope(viewer, rows, READERS)


def runs(viewer: Viewer) -> "QuerySet[Run]":
    """Runs, the latest first."""
    rows = Run.objects.select_related("trainee__person", "scenario__simulator", "device", "version")
    return scope(viewer, rows, READERS)


def trainees(viewer: Viewer, words: str = "") -> "QuerySet[Any]":
    """Who trains, by name, number or team."""
    runs = Run.objects.filter(trainee=OuterRef("pk")).order_by().values("trainee")
    made, last = (runs.annotate(found=what).values("found") for what in (Count("pk"), Max("ended_at")))
    rows = Trainee.objects.select_related("person", "union").annotate(
        made=Coalesce(Subquery(made), 0), last=Subquery(last)
    )
    said = words.replace("\0", "").strip()  # PostgreSQL is not asked for what it cannot hold
    if said:
        rows = rows.filter(
            Q(number=said) | Q(person__name__icontains=said) | Q(team__icontains=said) | Q(site__icontains=said)
        )
    return scope(viewer, rows, READERS).order_by("site", "team", "number")


def ladders(viewer: Viewer) -> "QuerySet[Ladder]":
    """The boards over runs."""
    rows = Ladder.objects.select_related("board", "simulator", "scenario")
    return scope(viewer, rows, READERS).order_by("board__made_at", "pk")


def queue_of(device: Device) -> "QuerySet[Turn]":
    """Who waits at a device, whoever is called first."""
    rows = Turn.objects.filter(device=device, state__in=("waiting", "called"))
    return rows.select_related("trainee__person", "scenario").order_by("state", "made_at", "pk")


def trainee_of(device: Device, number: str) -> Trainee | None:
    """Somebody by number at a device's union."""
    union = device.version.simulator.union_id
    return Trainee.objects.filter(union=union, number=number.strip()).select_related("person").first()


def runs_of(device: Device) -> "QuerySet[Run]":
    """The latest runs of a device."""
    rows = Run.objects.filter(device=device).select_related("trainee__person", "scenario", "version")
    return rows[:LATEST]


def standing_runs(device: Device) -> tuple[int, int]:
    """How many runs of a device stand, and how many are withdrawn."""
    rows = Run.objects.filter(device=device)
    return rows.filter(withdrawn_at=None).count(), rows.exclude(withdrawn_at=None).count()


def turn(viewer: Viewer, uid: Any) -> "QuerySet[Turn]":
    """A turn at one of the viewer's devices."""
    return scope(viewer, Turn.objects.filter(uid=uid).select_related("trainee", "device"), RUNNERS)


def tasks(viewer: Viewer) -> int:
    """How many refused runs wait for somebody."""
    return StrayRun.objects.filter(below(viewer.paths(RUNNERS)), settled_at=None).count()


def xapi_of(device: Device) -> dict[str, Any]:
    """Where a device that speaks xAPI sends to, and its user name; the password is its key."""
    client = Client.objects.filter(about_uid=device.uid).first()
    return {"xapi_address": f"{settings.SITE_URL}/xapi/", "xapi_user": client.public_id if client else ""}
