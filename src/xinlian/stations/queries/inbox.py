"""What waits for somebody to look at it: complaints, thanks, photos and videos."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.people.scope import Viewer, scope
from xinlian.places.models import Media
from xinlian.stations.models import Voice

DECIDERS = ("officer", "approver")
STATES = {"thanks": ("pending", "shown", "refused"), "complaint": ("pending", "answered", "refused")}


def voices(viewer: Viewer, kind: str, state: str) -> QuerySet[Voice]:
    """Thanks or complaints in a state: waiting ones oldest first, the others newest first."""
    found = scope(viewer, Voice.objects.filter(kind=kind, state=state), DECIDERS)
    found = found.select_related("station", "station__place")
    return found.order_by("at" if state == "pending" else "-decided_at")


def media(viewer: Viewer, state: str) -> QuerySet[Media]:
    """Photos and videos in a state, waiting ones oldest first."""
    found = scope(viewer, Media.objects.filter(state=state, place__kind="station"), DECIDERS)
    found = found.select_related("place", "place__station")
    return found.order_by("made_at" if state == "pending" else "-decided_at")


def counts(viewer: Viewer) -> dict[str, int]:
    """How many complaints, thanks and pictures wait."""
    waiting = scope(viewer, Voice.objects.filter(state="pending"), DECIDERS)
    return {
        "complaint": waiting.filter(kind="complaint").count(),
        "thanks": waiting.filter(kind="thanks").count(),
        "media": media(viewer, "pending").count(),
    }


def voice(viewer: Viewer, uid: Any) -> QuerySet[Voice]:
    """One voice by its public id, if the viewer may answer it."""
    return scope(viewer, Voice.objects.filter(uid=uid), DECIDERS).select_related("station", "station__place")


def picture(viewer: Viewer, uid: Any) -> QuerySet[Media]:
    """One photo or video by its public id, if the viewer may decide on it."""
    return scope(viewer, Media.objects.filter(uid=uid), DECIDERS).select_related("place")


def tabs(viewer: Viewer, active: str) -> list[dict[str, Any]]:
    """The three parts of the inbox with what waits in each."""
    waiting = counts(viewer)
    parts = (
        ("complaint", _("意见"), "stations:desk_complaints"),
        ("thanks", _("感谢"), "stations:desk_thanks"),
        ("media", _("照片和视频"), "stations:desk_media"),
    )
    return [
        {"url": reverse(name), "label": label, "active": key == active, "count": waiting[key] or None}
        for key, label, name in parts
    ]


def segments(kind: str, active: str) -> list[dict[str, Any]]:
    """The states of one part of the inbox."""
    labels = {"pending": _("待处理"), "answered": _("已答复"), "shown": _("已展示"), "refused": _("未通过")}
    states = STATES.get(kind, ("pending", "shown", "refused"))
    return [{"url": f"?state={state}", "label": labels[state], "active": state == active} for state in states]
