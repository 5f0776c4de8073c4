"""The desk's tables as plain dicts for the shell's table component."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xinlian.stations.models import Review, Station
from xinlian.stations.queries.desk import freshness_of

STATE_TONES = {"draft": "info", "published": "ok", "removed": "off"}
FRESH_TONES = {"fresh": "ok", "aging": "warn", "overdue": "bad", "never": "bad"}


def columns() -> list[dict[str, Any]]:
    """The columns of the list of stations; some are there to be chosen."""
    return [
        {"key": "name", "label": _("名称"), "sort": True, "zh": True},
        {"key": "code", "label": _("编号"), "sort": True},
        {"key": "union", "label": _("工会"), "sort": True, "zh": True},
        {"key": "kind", "label": _("类别"), "sort": True},
        {"key": "tier", "label": _("类型"), "sort": True, "hidden": True},
        {"key": "stars", "label": _("星级"), "num": True, "sort": True},
        {"key": "state", "label": _("状态"), "sort": True},
        {"key": "confirmed", "label": _("最后确认"), "sort": True},
        {"key": "faults", "label": _("故障"), "num": True, "sort": True},
        {"key": "visits", "label": _("30 天来访"), "num": True, "sort": True},
        {"key": "phone", "label": _("电话"), "hidden": True},
        {"key": "address", "label": _("地址"), "hidden": True, "zh": True},
        {"key": "hours", "label": _("开放时间"), "hidden": True},
        {"key": "road", "label": _("公路"), "hidden": True},
    ]


def stations_table(
    stations: Iterable[Any], totals: Mapping[str, int], now: datetime.datetime, query: str
) -> dict[str, Any]:
    """A page of stations (annotated by `queries.desk.stations`) with sums over the whole filter."""
    return {
        "title": _("驿站"),
        "columns": columns(),
        "rows": [_row(station, now) for station in stations],
        "count": totals["count"],
        "totals": {
            "name": _("合计"),
            "state": _("已公布 %(n)d") % {"n": totals["published"]},
            "confirmed": _("逾期 %(n)d") % {"n": totals["overdue"]},
            "faults": totals["faults"],
            "visits": totals["visits"],
        },
        "sort": "code",
        "bulk": [
            {"value": "publish", "label": _("公布"), "icon": "eye"},
            {"value": "ask", "label": _("请管理员确认"), "icon": "bell"},
            {"value": "review", "label": _("开始年度评价"), "icon": "clipboard-check"},
        ],
        "bulk_url": f"{reverse('stations:desk_stations_many')}?{query}",
        "empty": _("没有符合的驿站"),
        "empty_words": _("放宽一点条件，或者从 Excel 导入。"),
        "empty_url": reverse("stations:desk_stations"),
        "empty_action": _("看全部驿站"),
    }


def _row(station: Station, now: datetime.datetime) -> dict[str, Any]:
    place = station.place
    return {
        "id": str(station.uid),
        "url": reverse("stations:desk_station", args=[station.uid]),
        "cells": {
            "name": place.name,
            "code": station.code,
            "union": place.union.name,
            "kind": station.get_kind_display(),
            "tier": station.get_tier_display(),
            "stars": station.stars or "",
            "state": {"text": station.get_state_display(), "state": STATE_TONES[station.state]},
            "confirmed": _confirmed(station, now),
            "faults": station.open_faults or "",  # type: ignore[attr-defined]
            "visits": station.visits or "",  # type: ignore[attr-defined]
            "phone": place.phone,
            "address": place.address,
            "hours": place.hours,
            "road": place.road_ref,
        },
    }


def _confirmed(station: Station, now: datetime.datetime) -> dict[str, Any] | str:
    if station.state != "published":
        return ""
    fresh = freshness_of(station, now)
    if fresh == "never":
        return {"text": _("从没确认过"), "state": "bad"}
    days = (now - (station.place.confirmed_at or now)).days
    return {
        "text": _("今天") if not days else ngettext("%(n)d 天前", "%(n)d 天前", days) % {"n": days},
        "state": FRESH_TONES[fresh],
    }


def reviews_table(reviews: Iterable[Review], count: int) -> dict[str, Any]:
    """A page of a year's reviews."""
    return {
        "title": _("今年的评价"),
        "count": count,
        "columns": [
            {"key": "name", "label": _("名称"), "zh": True},
            {"key": "code", "label": _("编号")},
            {"key": "checklist", "label": _("清单"), "zh": True},
            {"key": "answered", "label": _("填了几条"), "num": True},
            {"key": "points", "label": _("得分"), "num": True},
            {"key": "before", "label": _("原来"), "num": True},
            {"key": "after", "label": _("现在"), "num": True},
            {"key": "state", "label": _("状态")},
        ],
        "rows": [_review_row(review) for review in reviews],
        "empty": _("还没有开始"),
        "empty_words": _("到驿站列表里选好驿站，点“开始年度评价”。"),
        "empty_url": f"{reverse('stations:desk_stations')}?state=published",
        "empty_action": _("去选驿站"),
    }


def _review_row(review: Review) -> dict[str, Any]:
    signed = review.state == "signed"
    fell = signed and review.stars_after < review.stars_before
    return {
        "id": str(review.uid),
        "url": reverse("stations:desk_review", args=[review.uid]),
        "cells": {
            "name": review.station.place.name,
            "code": review.station.code,
            "checklist": review.checklist.name,
            "answered": f"{len(review.answers)}/{len(review.checklist.items)}",
            "points": review.points,
            "before": review.stars_before,
            "after": review.stars_after if signed else "",
            "state": {
                "text": _("降级") if fell else review.get_state_display(),
                "state": "bad" if fell else "ok" if signed else "info",
            },
        },
    }
