"""Numbers and times in the words a worker would say: 12 分钟前, 380 米, 1.2 公里."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _

register = template.Library()

_PARTS_OF_DAY = (
    (5, gettext_noop("今天凌晨")),
    (11, gettext_noop("今早")),
    (13, gettext_noop("今天中午")),
    (18, gettext_noop("今天下午")),
    (24, gettext_noop("今晚")),
)
_CJK = r"\u3400-\u9fff\uf900-\ufaff"
_CJK_LATIN = re.compile(rf"(?<=[{_CJK}]) ?(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%]) ?(?=[{_CJK}])")
_THIN_SPACE = "\u2009"
_NAME = re.compile(rf"(?<=“)([^“”]*[{_CJK}][^“”]*)(?=”)")


def ago_words(then: datetime | None, now: datetime) -> str:
    """How long ago `then` was, seen at `now` (both aware), in one short phrase; a moment in the future of more
    than two minutes is given as a date, because a phrase such as 刚刚 would hide a wrong clock."""
    if then is None:
        return _("还没有人确认")
    passed = now - then
    if passed < timedelta(minutes=-2):
        return date_format(timezone.localtime(then), "DATETIME_FORMAT")
    if passed < timedelta(minutes=2):
        return _("刚刚")
    if passed < timedelta(hours=1):
        minutes = int(passed.total_seconds() // 60)
        return ngettext("%(n)d 分钟前", "%(n)d 分钟前", minutes) % {"n": minutes}
    return _days_ago(timezone.localtime(then), timezone.localtime(now), passed)


def _days_ago(then: datetime, now: datetime, passed: timedelta) -> str:
    if passed < timedelta(hours=4):
        hours = int(passed.total_seconds() // 3600)
        return ngettext("%(n)d 小时前", "%(n)d 小时前", hours) % {"n": hours}
    days = (now.date() - then.date()).days
    if days == 0:
        return _(next(words for hour, words in _PARTS_OF_DAY if then.hour < hour))
    if days == 1:
        return _("昨天")
    if days <= 90:
        return ngettext("%(n)d 天前", "%(n)d 天前", days) % {"n": days}
    return date_format(then, "DATE_FORMAT")


@register.simple_tag
def ago(then: datetime | None, now: datetime | None = None) -> SafeString | str:
    """`{% ago station.confirmed_at %}`: the phrase in a <time>, the exact moment in its title."""
    words = ago_words(then, now or timezone.now())
    if then is None:
        return words
    exact = date_format(timezone.localtime(then), "DATETIME_FORMAT")
    return format_html('<time datetime="{}" title="{}">{}</time>', then.isoformat(), exact, words)


def metres_parts(metres: float) -> tuple[str, str]:
    """A distance as (number, unit): to 10 m below one kilometre, to 0.1 km below 100 km, whole kilometres above."""
    rounded = round(metres / 10) * 10
    if rounded < 1000:
        return str(max(rounded, 10)), _("米")
    km = metres / 1000
    return (f"{km:.0f}" if km >= 99.95 else f"{km:.1f}".removesuffix(".0")), _("公里")


@register.simple_tag
def metres(distance: float | None) -> str:
    """`{% metres row.distance_m %}`: 380 米, 1.2 公里; empty when the distance is not known."""
    if distance is None:
        return ""
    number, unit = metres_parts(distance)
    return f"{number}\u00a0{unit}"


@register.simple_tag
def metres_big(distance: float | None) -> SafeString | str:
    """The same with the number apart from its unit, for the large figure at the end of a row."""
    if distance is None:
        return ""
    number, unit = metres_parts(distance)
    return format_html("{} <small>{}</small>", number, unit)


@register.filter
def thin(text: object) -> str:
    """Puts a thin space where Chinese meets Latin letters or digits (data that comes without one)."""
    return _CJK_LATIN.sub(_THIN_SPACE, str(text))


@register.filter
def told(text: object) -> SafeString:
    """A sentence with names out of the data: in another language, what Chinese stands in quotation marks is marked as
    Chinese, so that it is read out as such (WCAG 3.1.2)."""
    words, marked = str(text), not (get_language() or "zh").startswith("zh")
    pieces = _NAME.split(words) if marked else [words]
    name = '<span lang="zh-Hans">{}</span>'
    return format_html_join("", "{}", ((format_html(name, one) if at % 2 else one,) for at, one in enumerate(pieces)))


@register.filter
def code_groups(text: object) -> str:
    """A code in groups of four, as it is read out to somebody: K7QF29MD becomes K7QF · 29MD."""
    plain = re.sub(r"\W", "", str(text))
    return " · ".join(plain[i : i + 4] for i in range(0, len(plain), 4))
