"""Yearly reviews: what a year brought to a station, a campaign at a glance, and reasons in words."""

import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.people.scope import Viewer, scope
from xinlian.stations.models import Fault, Report, Review, Station, Voice
from xinlian.stations.rules.review import Grade, grade
from xinlian.stations.rules.states import FAULT_ENDS
from xinlian.stations.who import READERS


def year_facts(station: Station, year: int, on: datetime.date) -> dict[str, int]:
    """What the demotion rules count, from the first of January to `on`; four queries.

    not_opening: days on which workers found it closed. broken_equipment: faults that went past their day.
    complaints: those not withdrawn or turned down. unconfirmed: days since the last evidence.
    """
    zone = timezone.get_current_timezone()
    first = datetime.datetime(year, 1, 1, tzinfo=zone)
    closed = Report.objects.filter(station=station, code="closed", weight__gt=0, at__gte=first)
    late = Fault.objects.filter(station=station, at__gte=first, due_on__isnull=False).filter(
        Q(closed_at__date__gt=F("due_on")) | (~Q(state__in=FAULT_ENDS) & Q(due_on__lt=on))
    )
    heard = Voice.objects.filter(station=station, kind="complaint", at__gte=first)
    confirmed = station.place.confirmed_at
    return {
        "not_opening": closed.values("at__date").distinct().count(),
        "broken_equipment": late.exclude(state="refused").count(),
        "complaints": heard.exclude(state__in=("withdrawn", "refused")).count(),
        "unconfirmed": (on - timezone.localtime(confirmed).date()).days if confirmed else 366,
    }


def reason_words(reason: dict[str, Any]) -> str:
    """One reason of a review as a sentence."""
    texts = {
        "points": _("得 %(points)d 分（满分 %(of)d 分），按分数是 %(stars)d 星。"),
        "must_missing": _("必备项“%(item)s”没有达到，最高 %(cap)d 星。"),
        "not_opening": _("今年有 %(found)d 天被反映该开没开（超过 %(over)d 天），降 %(stars)d 星。"),
        "broken_equipment": _("今年有 %(found)d 次设备故障逾期没修好（超过 %(over)d 次），降 %(stars)d 星。"),
        "complaints": _("今年收到 %(found)d 条意见（超过 %(over)d 条），降 %(stars)d 星。"),
        "unconfirmed": _("已经 %(found)d 天没有人确认（超过 %(over)d 天），降 %(stars)d 星。"),
    }
    text = texts.get(str(reason["code"]))
    return text % reason if text else str(reason["code"])


def campaign(viewer: Viewer, year: int) -> QuerySet[Review]:
    """The year's reviews that the viewer may see, open ones first."""
    found = scope(viewer, Review.objects.filter(year=year), READERS)
    return found.select_related("station", "station__place", "checklist").order_by("state", "station__code")


def figures(viewer: Viewer, year: int) -> dict[str, int]:
    """How many stations there are to review, under way, signed, and how many rose, fell, stayed."""
    stations = scope(viewer, Station.objects.filter(state="published"), READERS).count()
    signed = Q(state="signed")
    counts = scope(viewer, Review.objects.filter(year=year), READERS).aggregate(
        draft=Count("pk", filter=Q(state="draft")),
        signed=Count("pk", filter=signed),
        rose=Count("pk", filter=signed & Q(stars_after__gt=F("stars_before"))),
        fell=Count("pk", filter=signed & Q(stars_after__lt=F("stars_before"))),
        stayed=Count("pk", filter=signed & Q(stars_after=F("stars_before"))),
    )
    return {"stations": stations, **counts}


def star_counts(viewer: Viewer) -> list[tuple[int, int]]:
    """How many published stations have five, four … no stars."""
    rows = scope(viewer, Station.objects.filter(state="published"), READERS).values("stars").annotate(n=Count("pk"))
    found = {row["stars"]: row["n"] for row in rows}
    return [(stars, found.get(stars, 0)) for stars in range(5, -1, -1)]


def history(station: Station) -> list[Review]:
    """The signed reviews of a station, newest first."""
    return list(station.reviews.filter(state="signed").select_related("checklist").order_by("-year"))


def outcome(review: Review, at: datetime.datetime) -> Grade:
    """What a review comes to as it stands, with its year's facts."""
    checklist = review.checklist
    facts = year_facts(review.station, review.year, timezone.localdate(at))
    return grade(checklist.items, review.answers, checklist.stars, checklist.rules, facts)


def one(viewer: Viewer, uid: Any) -> QuerySet[Review]:
    """The review of that public id in the viewer's part of the tree."""
    found = scope(viewer, Review.objects.filter(uid=uid), READERS)
    return found.select_related("station", "station__place", "station__place__union", "checklist", "checklist__union")


def rule_words(rule: dict[str, Any]) -> str:
    """One row of a checklist's demotion rules as a sentence."""
    texts = {
        "not_opening": _("一年里超过 %(over)d 天被反映该开没开，降 %(stars)d 星。"),
        "broken_equipment": _("一年里超过 %(over)d 次故障逾期没修好，降 %(stars)d 星。"),
        "complaints": _("一年里超过 %(over)d 条意见，降 %(stars)d 星。"),
        "unconfirmed": _("超过 %(over)d 天没有人确认，降 %(stars)d 星。"),
    }
    return texts[rule["code"]] % rule
