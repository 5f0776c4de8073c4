"""Days and times as people say them, in the language of the reader and the union's own time zone."""

import datetime
from collections.abc import Iterable

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def _local(moment: datetime.datetime | datetime.date) -> datetime.datetime | datetime.date:
    return timezone.localtime(moment) if isinstance(moment, datetime.datetime) else moment


def _other_year(moment: datetime.datetime | datetime.date) -> bool:
    return moment.year != timezone.localdate().year


def last_day(end: datetime.datetime) -> datetime.date:
    """The last day before an end that is itself outside: what ends on the 26th at midnight holds through the 25th."""
    return timezone.localdate(end - datetime.timedelta(seconds=1))


def day_words(moment: datetime.datetime | datetime.date) -> str:
    """6 月 12 日 星期五; with the year when it is not this one."""
    local = _local(moment)
    return date_format(local, _("Y 年 n 月 j 日 l") if _other_year(local) else _("n 月 j 日 l"))


def day_time_words(moment: datetime.datetime) -> str:
    """6 月 12 日 星期五 7:20; with the year when it is not this one."""
    local = _local(moment)
    return date_format(local, _("Y 年 n 月 j 日 l G:i") if _other_year(local) else _("n 月 j 日 l G:i"))


def days_words(moments: Iterable[datetime.datetime | datetime.date]) -> list[str]:
    """One day after the other, the year only where it changes."""
    said, year = [], timezone.localdate().year
    for local in map(_local, moments):
        said.append(date_format(local, _("n 月 j 日 l") if local.year == year else _("Y 年 n 月 j 日 l")))
        year = local.year
    return said


def brief_words(first: datetime.datetime | datetime.date, last: datetime.datetime | datetime.date) -> str:
    """1 月 3 日 周日, or 1 月 3 日 – 1 月 5 日: for a column whose year stands above it."""
    start, end = _local(first), _local(last)
    if start.timetuple()[:3] == end.timetuple()[:3]:
        return date_format(start, _("n 月 j 日 D"))
    return f"{date_format(start, _('n 月 j 日'))} – {date_format(end, _('n 月 j 日'))}"


def span_words(first: datetime.datetime | datetime.date, last: datetime.datetime | datetime.date) -> str:
    """From a day to a day: 5 月 9 日到 6 月 28 日; one day alone as day_words."""
    start, end = _local(first), _local(last)
    if start.timetuple()[:3] == end.timetuple()[:3]:
        return day_words(first)
    short, whole = _("n 月 j 日"), _("Y 年 n 月 j 日")
    first_form = whole if _other_year(start) else short
    last_form = whole if end.year != start.year else short
    return _("%(first)s到 %(last)s") % {"first": date_format(start, first_form), "last": date_format(end, last_form)}
