"""Which days are holidays and which weekend days are worked."""

import datetime

from xinlian.places.models import CalendarDay


def kinds_of_days(first: datetime.date, last: datetime.date) -> dict[datetime.date, str]:
    """ "holiday" or "workday" for the days of a range that are not ordinary ones."""
    return dict(CalendarDay.objects.filter(on__gte=first, on__lte=last).values_list("on", "kind"))


def year_is_known(year: int) -> bool:
    """Whether the holidays of a year have been entered."""
    return CalendarDay.objects.filter(on__year=year, kind="holiday").exists()
