"""Days and times as people say them, in the language of the reader and the union's own time zone."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def _local(moment: datetime.datetime | datetime.date) -> datetime.datetime | datetime.date:
    return timezone.localtime(moment) if isinstance(moment, datetime.datetime) else moment


def day_words(moment: datetime.datetime | datetime.date) -> str:
    """6 月 12 日 星期五."""
    return date_format(_local(moment), _("n 月 j 日 l"))


def day_time_words(moment: datetime.datetime) -> str:
    """6 月 12 日 星期五 7:20."""
    return date_format(_local(moment), _("n 月 j 日 l G:i"))


def span_words(first: datetime.datetime | datetime.date, last: datetime.datetime | datetime.date) -> str:
    """From a day to a day: 5 月 9 日到 6 月 28 日; one day alone as day_words."""
    start, end = _local(first), _local(last)
    if start.timetuple()[:3] == end.timetuple()[:3]:
        return day_words(first)
    form = _("n 月 j 日")
    return _("%(first)s到 %(last)s") % {"first": date_format(start, form), "last": date_format(end, form)}
