"""The desk's tables as plain dicts for the shell's table component."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.enrolment.models import Application, Offering
from xinlian.rows.days import brief_words, day_words
from xinlian.trips.models import Programme
from xinlian.trips.queries.desk_money import TripBill
from xinlian.trips.queries.desk_year import Year
from xinlian.trips.rules.money import yuan

OFFERING_TONES = {
    "draft": "info",
    "open": "ok",
    "closed": "warn",
    "sealed": "warn",
    "drawn": "ok",
    "done": "off",
    "cancelled": "bad",
}
APPLICATION_TONES = {"standing": "ok", "withdrawn": "off", "refused": "bad"}
SEAT_TONES = {"offered": "warn", "accepted": "ok", "attended": "ok", "missed": "bad"}


def number_words(number: int) -> str:
    """第 3 批."""
    return _("第 %(n)d 批") % {"n": number}


def address(name: str, *args: object) -> str:
    """The address of a page of another part of the house, "" while it is not there."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def programmes_table(page: Iterable[Programme]) -> dict[str, Any]:
    """Programmes annotated by `queries.desk.listed`."""
    return {
        "title": _("疗休养"),
        "columns": [
            {"key": "title", "label": _("名称"), "sort": True, "zh": True},
            {"key": "year", "label": _("年度"), "num": True, "sort": True},
            {"key": "union", "label": _("工会"), "sort": True, "zh": True},
            {"key": "state", "label": _("到哪一步"), "sort": True},
            {"key": "mode", "label": _("怎么定人"), "hidden": True},
            {"key": "closes", "label": _("几时截止"), "sort": True},
            {"key": "batches", "label": _("批数"), "num": True},
            {"key": "seats", "label": _("座位数"), "num": True, "sort": True},
            {"key": "applied", "label": _("报名人数"), "num": True, "sort": True},
            {"key": "taken", "label": _("排上"), "num": True, "sort": True},
        ],
        "rows": [_programme_row(one) for one in page],
        "sort": "-year",
        "empty": _("还没有疗休养"),
        "empty_words": _("新建一个：可以照着去年的做，日期会自动挪到今年。"),
        "empty_url": reverse("trips:desk_new"),
        "empty_action": _("新建疗休养"),
    }


def _programme_row(one: Any) -> dict[str, Any]:
    offering: Offering = one.offering
    return {
        "id": str(one.uid),
        "url": reverse("trips:desk_programme", args=[one.uid]),
        "cells": {
            "title": offering.title,
            "year": one.year,
            "union": offering.union.name,
            "state": {"text": offering.get_state_display(), "state": OFFERING_TONES[offering.state]},
            "mode": offering.get_mode_display(),
            "closes": day_words(offering.closes_at),
            "batches": one.batches,
            "seats": one.seats,
            "applied": one.applied,
            "taken": one.taken,
        },
    }


def batches_table(
    bills: Sequence[TripBill], wished: Counter[int], states: dict[tuple[int, str], int], drawn: bool
) -> dict[str, Any]:
    """The batches of a programme with their figures."""
    rows = [_batch_row(one, wished, states, drawn) for one in bills]
    standing = [one.trip.batch for one in bills if one.trip.batch.state == "standing"]
    return {
        "title": _("各批次"),
        "columns": [
            {"key": "number", "label": _("批次")},
            {"key": "when", "label": _("日期")},
            {"key": "route", "label": _("去哪里"), "zh": True},
            {"key": "leader", "label": _("领队"), "zh": True},
            {"key": "capacity", "label": _("座位数"), "num": True},
            {"key": "wished", "label": _("想去"), "num": True},
            {"key": "taken", "label": _("排上"), "num": True},
            {"key": "accepted", "label": _("确认要去"), "num": True},
            {"key": "attended", "label": _("到场"), "num": True, "hidden": True},
            {"key": "bus", "label": _("车辆"), "hidden": True, "zh": True},
            {"key": "agency", "label": _("旅行社"), "hidden": True, "zh": True},
            {"key": "insurer", "label": _("保险公司"), "hidden": True, "zh": True},
            {"key": "cost", "label": _("每人花费"), "num": True, "hidden": True},
            {"key": "state", "label": _("情况")},
        ],
        "rows": rows,
        "count": len(rows),
        "totals": {
            "number": _("合计"),
            "capacity": sum(batch.capacity for batch in standing),
            "taken": sum(batch.taken for batch in standing),
            "accepted": sum(row["cells"]["accepted"] for row in rows),
            "attended": sum(row["cells"]["attended"] for row in rows),
        },
        "empty": _("还没有批次"),
        "empty_words": _("在“改批次”里一次加上整季的批次。"),
    }


def _batch_row(one: TripBill, wished: Counter[int], states: dict[tuple[int, str], int], drawn: bool) -> dict[str, Any]:
    trip, batch = one.trip, one.trip.batch
    attended = states.get((batch.pk, "attended"), 0)
    return {
        "id": str(trip.uid),
        "url": reverse("trips:desk_trip", args=[trip.uid]),
        "cells": {
            "number": number_words(batch.number),
            "when": brief_words(batch.starts_at, batch.ends_at),
            "route": trip.route.name if trip.route else "",
            "leader": trip.leader.name if trip.leader else "",
            "capacity": batch.capacity,
            "wished": wished.get(batch.number, 0),
            "taken": batch.taken,
            "accepted": states.get((batch.pk, "accepted"), 0) + attended,
            "attended": attended,
            "bus": trip.bus,
            "agency": trip.agency,
            "insurer": trip.insurer,
            "cost": yuan(one.bill.person_fen) if one.bill.total_fen else "",
            "state": batch_state(one, wished.get(batch.number, 0), drawn),
        },
    }


def batch_state(one: TripBill, wished: int, drawn: bool) -> dict[str, Any]:
    """What an officer should know of a batch first, as a pill."""
    trip, batch = one.trip, one.trip.batch
    if batch.state == "cancelled":
        return {"text": _("已取消"), "state": "off"}
    if one.excesses:
        return {"text": _("超标准"), "state": "bad"}
    if batch.ends_at < timezone.now():
        return {"text": _("已回来"), "state": "off"}
    if trip.leader_id is None:
        return {"text": _("缺领队"), "state": "warn"}
    if batch.taken >= batch.capacity:
        return {"text": _("满"), "state": "ok"}
    if drawn:
        return {"text": _("空 %(n)d") % {"n": batch.capacity - batch.taken}, "state": "info"}
    if wished > batch.capacity:
        return {"text": _("想去的多"), "state": "warn"}
    return {"text": _("有座位"), "state": "ok"}


def applications_table(page: Iterable[Application], count: int, query: str, programme: Programme) -> dict[str, Any]:
    """Applications with their standing seats, to be filtered, chosen, acted on."""
    draft = reverse("trips:desk_applications_many", args=[programme.uid])
    return {
        "title": _("报名名单"),
        "columns": [
            {"key": "name", "label": _("姓名"), "sort": True, "zh": True},
            {"key": "union", "label": _("工会"), "sort": True, "zh": True},
            {"key": "occupation", "label": _("职业")},
            {"key": "group", "label": _("优先组"), "sort": True, "zh": True},
            {"key": "wished", "label": _("想去"), "num": False},
            {"key": "possible", "label": _("能去"), "num": False},
            {"key": "party", "label": _("结伴")},
            {"key": "state", "label": _("状态"), "sort": True},
            {"key": "seat", "label": _("排到")},
            {"key": "answer", "label": _("答复")},
            {"key": "lot", "label": _("签号"), "num": True, "sort": True},
            {"key": "applied", "label": _("报名时间"), "sort": True, "hidden": True},
            {"key": "way", "label": _("怎么报的"), "hidden": True},
            {"key": "note", "label": _("备注"), "hidden": True, "zh": True},
        ],
        "rows": [_application_row(one) for one in page],
        "count": count,
        "sort": "applied",
        "bulk": [
            {"value": "place", "label": _("排到一批"), "icon": "bus"},
            {"value": "refuse", "label": _("不同意"), "icon": "circle-x", "danger": True},
        ],
        "bulk_url": f"{draft}?{query}",
        "empty": _("没有符合的报名"),
        "empty_words": _("放宽一点条件，或者从 Excel 导入报名。"),
    }


def _application_row(one: Any) -> dict[str, Any]:
    person = one.person
    seat = one.standing_seats[0] if one.standing_seats else None
    return {
        "id": str(one.uid),
        "url": reverse("trips:desk_application", args=[one.uid]),
        "cells": {
            "name": person.name,
            "union": person.union.name if person.union else "",
            "occupation": person.get_occupation_display(),
            "group": one.group.name if one.group else "",
            "wished": "、".join(map(str, one.wished)),
            "possible": "、".join(map(str, one.possible)),
            "party": one.party.code if one.party else "",
            "state": {"text": one.get_state_display(), "state": APPLICATION_TONES[one.state]},
            "seat": number_words(seat.batch.number) if seat else "",
            "answer": {"text": seat.get_state_display(), "state": SEAT_TONES[seat.state]} if seat else "",
            "lot": one.lot or "",
            "applied": {"text": "", "at": one.applied_at},
            "way": one.get_way_display(),
            "note": one.note,
        },
    }


def peak(wished: Counter[int]) -> tuple[int, str]:
    """How many want the batch that most want, and which it is."""
    if not wished:
        return 0, ""
    [(number, count)] = wished.most_common(1)
    return count, number_words(number)


def year_table(found: Year) -> dict[str, Any]:
    """The programmes of a year with their sums."""
    keys = ("batches", "seats", "applied", "went", "missed")
    return {
        "title": _("各个项目"),
        "columns": [
            {"key": "title", "label": _("名称"), "zh": True},
            {"key": "batches", "label": _("批数"), "num": True},
            {"key": "seats", "label": _("座位数"), "num": True},
            {"key": "applied", "label": _("报名人数"), "num": True},
            {"key": "went", "label": _("参加"), "num": True},
            {"key": "missed", "label": _("没有来"), "num": True},
            {"key": "money", "label": _("花费（元）"), "num": True},
            {"key": "each", "label": _("人均（元）"), "num": True},
            {"key": "over", "label": _("超标准的批次"), "num": True},
        ],
        "rows": [
            {
                "id": str(line.programme.uid),
                "url": reverse("trips:desk_programme", args=[line.programme.uid]),
                "cells": {
                    "title": line.programme.offering.title,
                    **{key: getattr(line, key) for key in keys},
                    "money": yuan(line.fen),
                    "each": yuan(line.fen // line.went) if line.went else "",
                    "over": line.over or "",
                },
            }
            for line in found.lines
        ],
        "totals": {"title": _("合计"), **{key: found.total(key) for key in keys}, "money": yuan(found.total("fen"))},
        "empty": _("这一年还没有办过"),
        "empty_words": _("开始报名以后，这里会有数字。"),
    }
