"""Days in words: the year is said when it is not this one, and once in a row of days."""

import datetime

from django.utils import timezone

from xinlian.rows.days import day_time_words, day_words, days_words, span_words

YEAR = timezone.localdate().year
HERE, NEXT = datetime.date(YEAR, 6, 12), datetime.date(YEAR + 1, 1, 3)


def test_this_years_days_are_said_without_the_year() -> None:
    assert day_words(HERE).startswith("6 月 12 日")
    assert span_words(HERE, HERE + datetime.timedelta(days=9)) == "6 月 12 日到 6 月 21 日"


def test_another_years_days_are_said_with_the_year() -> None:
    assert day_words(NEXT).startswith(f"{YEAR + 1} 年 1 月 3 日")
    at = timezone.make_aware(datetime.datetime.combine(NEXT, datetime.time(7, 20)))
    assert day_time_words(at).startswith(f"{YEAR + 1} 年 1 月 3 日")
    assert day_time_words(at).endswith("7:20")
    assert span_words(NEXT, NEXT + datetime.timedelta(days=9)) == f"{YEAR + 1} 年 1 月 3 日到 1 月 12 日"
    assert span_words(HERE, NEXT) == f"6 月 12 日到 {YEAR + 1} 年 1 月 3 日"


def test_in_a_row_the_year_is_said_where_it_changes() -> None:
    first, second, third = days_words([HERE, NEXT, NEXT + datetime.timedelta(days=1)])
    assert [one.startswith(str(YEAR + 1)) for one in (first, second, third)] == [False, True, False]
