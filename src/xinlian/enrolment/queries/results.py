"""What somebody was given and why, in words: the component `enrolment/result.html` shows it on any page."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from xinlian.enrolment import reason_texts
from xinlian.enrolment.models import Application, Batch, Draw, Quota, Seat
from xinlian.enrolment.rules.states import SEAT_STANDS


@dataclass(frozen=True, slots=True)
class Result:
    """My result: lot number and place, what was given, why, what could still happen."""

    title: str
    level: str
    lot: int
    lots: int
    people: int
    group: str
    entry: str
    draw_uid: str
    question: str
    why: list[str] = field(default_factory=list)
    next: list[str] = field(default_factory=list)
    batch: Batch | None = None
    seat: Seat | None = None
    answer_by: datetime.datetime | None = None


def result_of(application: Application) -> Result | None:
    """The result of one's own application; None before the draw is published. Asks at most seven queries."""
    if application.lot is None:
        return None
    draw = Draw.objects.filter(offering=application.offering_id, state="published").first()
    if draw is None:
        return None
    batches = {str(one.number): one for one in Batch.objects.filter(offering=application.offering_id)}
    told = str(application.outcome.get("batch") or "")
    seat = Seat.objects.filter(application=application).select_related("batch").order_by("-given_at", "-id").first()
    shown = seat.batch if seat is not None else batches.get(told)
    standing = seat is not None and seat.state in SEAT_STANDS
    return Result(
        title=_title(shown, seat, standing=standing),
        level=application.level,
        lot=application.lot,
        lots=_lots(application),
        people=draw.entries,
        group=application.group.name if application.group else "",
        entry=str(application.entry.get("id", "")),
        draw_uid=str(draw.uid),
        question=_question(application, told),
        why=why(application, told),
        next=_next(application, seat),
        batch=shown if standing else None,
        seat=seat,
        answer_by=seat.answer_by if seat is not None and seat.state == "offered" else None,
    )


def _lots(application: Application) -> int:
    found = Application.objects.filter(offering=application.offering_id).aggregate(last=Max("lot"))
    return int(found["last"] or 0)


def _title(batch: Batch | None, seat: Seat | None, *, standing: bool) -> str:
    if batch is None or seat is None:
        return _("您在候补名单里")
    if standing:
        return _("您排上了第 %(number)s 批") % {"number": batch.number}
    if seat.state == "revoked":
        gone = _("第 %(number)s 批取消了") if batch.state == "cancelled" else _("工会收回了第 %(number)s 批的座位")
        return gone % {"number": batch.number}
    return _("第 %(number)s 批的座位已经让出") % {"number": batch.number}


def _question(application: Application, told: str) -> str:
    if application.level == "waiting":
        return _("为什么没有排上？")
    if application.level == "possible" and application.wished and int(told) not in application.wished:
        numbers = reason_texts.batch_names([str(number) for number in application.wished])
        return _("为什么不是%(batches)s？") % {"batches": numbers}
    return _("为什么是第 %(number)s 批？") % {"number": told}


def why(application: Application, told: str) -> list[str]:
    """The reason of a published outcome as sentences; they say what anybody can check in the published file."""
    outcome = application.outcome
    facts = {**outcome["facts"], "batch": _("第 %(numbers)s 批") % {"numbers": told}, "quota": _quota(application)}
    wished = [str(number) for number in application.wished]
    if application.level == "waiting":
        if "set" in outcome:
            return reason_texts.full(outcome["set"], wished + [str(n) for n in application.possible], wished=False)
        return [str(reason_texts.WAITING[outcome["code"]]) % facts]
    lines = _not_wished(outcome, wished, in_party=bool(application.party_id)) if application.level == "possible" else []
    lines.append(str(reason_texts.GIVEN[outcome["code"]]) % facts)
    return lines + ([] if application.party_id else _choice(application.level, facts))


def _not_wished(outcome: dict[str, Any], wished: list[str], *, in_party: bool) -> list[str]:
    if "set" in outcome:
        return reason_texts.full(outcome["set"], wished, wished=True)
    if "too_large" in outcome["facts"]:
        size = outcome["facts"]["too_large"]
        return [_("你们 %(size)s 位要坐同一批，想去的日期腾不出这么多座位。") % {"size": size}]
    return [_("结伴的几位没有都想去的日期，所以在大家都能去的日期里给。")] if in_party else []


def _choice(level: str, facts: dict[str, Any]) -> list[str]:
    if facts["choices"] < 2:
        return []
    if level == "wished":
        text = _(
            "您想去的 %(choices)s 个日期里，这是第 %(choice)s 个。想去的日期都算一样好，先让更多人去成，再挑日期。"
        )
    else:
        text = _("您能去的 %(choices)s 个日期里，这是第 %(choice)s 个。")
    return [text % facts]


def _quota(application: Application) -> str:
    """The name of the union or group whose quota a reason speaks of."""
    facts = application.outcome["facts"]
    if "kind" not in facts:
        return ""
    rows = Quota.objects.filter(offering=application.offering_id, kind=facts["kind"]).select_related("union", "group")
    if facts["kind"] == "union":
        found = rows.filter(union__union_path=facts["key"]).first()
        return found.union.name if found and found.union else ""
    ranked = sorted((one.group for one in rows if one.group), key=lambda group: group.rank)
    names = list(application.offering.groups.order_by("rank").values_list("name", flat=True))
    return names[int(facts["key"])] if ranked and int(facts["key"]) < len(names) else ""


def _next(application: Application, seat: Seat | None) -> list[str]:
    if seat is None:
        ahead = waiting_before(application)
        first = _("您是候补第一位。") if not ahead else _("您前面还有 %(ahead)s 位候补。") % {"ahead": ahead}
        return [first, _("有人让出您能去的日期，就按签号往下给。轮到您，我们会通知您。")]
    if seat.state == "revoked":
        again = _("您在候补里，别的批次有空座位，就按签号往下给。") if seat.batch.state == "cancelled" else ""
        return [line for line in (_("工会写的理由：%(why)s。") % {"why": seat.why.rstrip("。")}, again) if line]
    said = {
        "offered": _("请在期限前答复。过了时间没有答复，座位就让给下一位。"),
        "accepted": _("座位定了，不会再被换走。真去不了，请早点说，后面还有人等着。"),
        "declined": _("您说去不了，座位已经给了下一位。"),
        "lapsed": _("过了答复时间，座位已经给了下一位。"),
        "returned": _("您把座位退了，已经给了下一位。"),
    }
    return [said[seat.state]] if seat.state in said else []


def waiting_before(application: Application) -> int:
    """How many of lower lot wait for a seat, whichever batches they could come to."""
    rows = Application.objects.filter(offering=application.offering_id, state="standing", level="waiting")
    return rows.filter(lot__lt=application.lot).exclude(seats__state__in=SEAT_STANDS).count()
