"""Where a programme stands on its way, and what an officer does next."""

import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.enrolment.models import Application, Offering
from xinlian.rows.days import day_time_words
from xinlian.trips.models import Programme

DRAW = ("draft", "open", "sealed", "seeded", "drawn", "done")
PLAIN = ("draft", "open", "drawn", "done")
REACHED = {"draft": "draft", "open": "open", "closed": "sealed", "sealed": "seeded", "drawn": "drawn", "done": "done"}
DONE = {
    "open": gettext_lazy("职工看得到了，到了报名时间，符合条件的就能报。"),
    "closed": gettext_lazy("报名截止了。"),
    "done": gettext_lazy("结束了，谢谢。年度报告里已经有它。"),
    "cancelled": gettext_lazy("取消了。职工打开页面会看到原因。"),
}


def steps(offering: Offering) -> list[tuple[str, str]]:
    """The steps for the top of the page: (label, done | now | todo)."""
    count = Application.objects.filter(offering=offering, state="standing").count()
    words = {
        "draft": _("筹备"),
        "open": _("报名 %(n)d 人") % {"n": count} if offering.state != "draft" else _("报名"),
        "sealed": _("封存名单"),
        "seeded": _("见证人开签"),
        "drawn": _("公布与答复") if offering.mode == "draw" else _("排座位"),
        "done": _("出行与总结"),
    }
    way = DRAW if offering.mode == "draw" else PLAIN
    now = REACHED.get(offering.state, "draft")
    here = way.index(now) if now in way else way.index("drawn")
    if offering.state == "drawn":
        here = way.index("drawn")
    return [(words[one], "done" if n < here else "now" if n == here else "todo") for n, one in enumerate(way)]


def next_of(programme: Programme, now: datetime.datetime) -> dict[str, Any]:
    """What comes next: {words, to, button, confirm}; `to` is "" when it is not a step by hand."""
    offering = programme.offering
    opens, closes = day_time_words(offering.opens_at), day_time_words(offering.closes_at)
    if offering.state == "draft":
        words = _("批次、优先组和名额定好以后，开始报名。开始以后职工就看得到。")
        confirm = _("现在就让职工看到，开始报名？")
        if now < offering.opens_at:
            confirm = _("现在就让职工看到？%(when)s 起才能报名。") % {"when": opens}
        return {"words": words, "to": "open", "button": _("开始报名"), "confirm": confirm}
    if offering.state == "open" and now < offering.opens_at:
        words = _("职工已经看得到，%(when)s 起可以报名。想早一点，在“改说明和标准”里改时间。") % {"when": opens}
        return {"words": words, "to": "", "button": "", "confirm": ""}
    if offering.state == "open" and now < offering.closes_at:
        words = _("正在报名，到 %(when)s 截止。") % {"when": closes}
        return {"words": words, "to": "closed", "button": _("提前截止"), "confirm": _("报名时间还没到，现在就截止？")}
    if offering.state == "open":
        return {"words": _("报名时间已经过了。"), "to": "closed", "button": _("截止报名"), "confirm": ""}
    return _later(offering)


def _later(offering: Offering) -> dict[str, Any]:
    if offering.state in ("closed", "sealed") and offering.mode == "draw":
        return {"words": _("下一步在抽签页：封存名单、请见证人、公布结果。"), "to": "", "button": "", "confirm": ""}
    if offering.state in ("closed", "drawn"):
        words = _("都回来以后，把它结束，年度报告就完整了。")
        return {"words": words, "to": "done", "button": _("结束"), "confirm": _("结束以后，批次和座位就不能再改了。")}
    words = {"done": _("已经结束。"), "cancelled": _("已经取消。")}.get(offering.state, "")
    return {"words": words, "to": "", "button": "", "confirm": ""}
