"""What stations are, in the words a worker would say."""

import datetime
from collections.abc import Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xinlian.stations.rules.reports import Standing, Why

TONES = {"open": "ok", "closed": "off", "full": "warn", "broken": "warn", "unknown": "off", "removed": "bad"}


def tone(found: Standing) -> str:
    """The tone of the pill: what workers say they found is louder than the hours on the door."""
    if found.doubt:
        return "warn"
    if found.state == "closed" and found.why and found.why[0].code == "voices_closed":
        return "bad"
    return TONES[found.state]


def word(found: Standing, now: datetime.datetime) -> str:
    """The pill: 开着 · 到 22:00, 关着 · 明天 7:00 开, 可能关了, 满了."""
    if found.doubt:
        return {"closed": _("可能关了"), "full": _("可能满了"), "open": _("可能开着")}[found.doubt]
    if found.state == "open":
        return _open(found, now)
    if found.state == "closed":
        return _closed(found, now)
    return {"full": _("满了"), "broken": _("设备故障"), "unknown": _("不清楚开没开")}[found.state]


def _open(found: Standing, now: datetime.datetime) -> str:
    if found.always:
        return _("24 小时开着")
    return _("开着 · 到 %(time)s") % {"time": moment(found.until, now)} if found.until else _("开着")


def _closed(found: Standing, now: datetime.datetime) -> str:
    planned = found.until and found.why and found.why[0].code in ("hours", "keeper")
    return _("关着 · %(time)s 开") % {"time": moment(found.until, now)} if planned else _("关着")


def moment(then: datetime.datetime | None, now: datetime.datetime) -> str:
    """A coming moment as short as it can be said: 22:00, 明天 07:00, 周五 08:30, 12月1日 08:30."""
    if then is None:
        return ""
    local, today = timezone.localtime(then), timezone.localdate(now)
    clock = f"{local:%H:%M}"
    days = (local.date() - today).days
    if days == 0:
        return clock
    if days == 1 and clock == "00:00":
        return "24:00"
    if days == 1:
        return _("明天 %(time)s") % {"time": clock}
    day = date_format(local, "D") if days < 7 else date_format(local, "MONTH_DAY_FORMAT")
    return f"{day} {clock}"


def reason(why: Why) -> str:
    """One reason without its time, as a sentence; empty for those that the pill says already."""
    many = {"n": why.count}
    said = {
        "keeper": _("管理员说的"),
        "no_hours": _("没有登记开放时间"),
        "door": _("有人在门口扫码签到"),
        "one_says_closed": _("有 1 位工友说关门了，还没有别人确认"),
        "one_says_full": _("有 1 位工友说满了，还没有别人确认"),
        "one_says_open": _("有 1 位工友说开着，还没有别人确认"),
        "voices_closed": ngettext("%(n)d 位工友说关门了", "%(n)d 位工友说关门了", why.count) % many,
        "voices_full": ngettext("%(n)d 位工友说满了", "%(n)d 位工友说满了", why.count) % many,
        "voices_open": ngettext("%(n)d 位工友说开着", "%(n)d 位工友说开着", why.count) % many,
        "no_hot_water": ngettext("%(n)d 位工友说没热水", "%(n)d 位工友说没热水", why.count) % many,
        "wrong_position": ngettext("%(n)d 位工友说位置不对", "%(n)d 位工友说位置不对", why.count) % many,
    }
    return said.get(why.code, "")


def spoken(reasons: Sequence[Why]) -> list[tuple[str, datetime.datetime | None]]:
    """The reasons that deserve a line, each with when it was said."""
    lines = [(reason(why), why.at) for why in reasons]
    return [(text, at) for text, at in lines if text]
