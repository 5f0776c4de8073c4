import datetime

import pytest

from xinlian.places.hours import ZONE, check, for_phone, is_open, kinds_around, moment, next_days
from xinlian.places.models import CalendarDay, Place
from xinlian.places.queries import year_is_known
from xinlian.rows.refusals import Refused

WORK = "Mo-Fr 09:00-17:00; PH off"


def china(month, day, hour=12):
    return datetime.datetime(2025, month, day, hour, tzinfo=ZONE)


@pytest.fixture
def kinds(db):
    for on, kind in (("2025-10-01", "holiday"), ("2025-09-28", "workday")):
        CalendarDay.objects.create(on=on, kind=kind, name="国庆节")
    return kinds_around(china(9, 30))


def test_the_calendar_is_that_of_the_rows(kinds, django_assert_num_queries):
    assert kinds == {datetime.date(2025, 10, 1): "holiday", datetime.date(2025, 9, 28): "workday"}
    with django_assert_num_queries(0):
        assert is_open(WORK, china(9, 28), kinds)
        assert not is_open(WORK, china(10, 1), kinds)
        assert not is_open("", china(9, 29), kinds)
    assert year_is_known(2025)
    assert not year_is_known(2026)


def test_any_clock_of_the_world_means_the_same_moment(kinds):
    utc = datetime.datetime(2025, 9, 30, 1, 30, tzinfo=datetime.UTC)
    assert is_open(WORK, utc, kinds)
    assert not is_open(WORK, utc - datetime.timedelta(hours=1), kinds)


def test_a_moment_says_since_and_until(kinds):
    now = moment(WORK, china(9, 30), kinds)
    assert (now.open, now.since, now.until) == (True, china(9, 30, 9), china(9, 30, 17))
    assert moment(WORK, china(10, 1), kinds).until == china(10, 2, 9)
    assert moment("24/7", china(9, 30), kinds).always
    assert moment("", china(9, 30), kinds).open is None
    assert moment('Mo-Su unknown "ring"', china(9, 30), kinds).open is None


def test_fourteen_days_for_the_keeper_and_seven_for_phones(kinds):
    place = Place(hours=WORK, lat=30.5, lon=120)
    shown = next_days(place, china(9, 28), kinds)
    assert len(shown) == 14
    assert [(day.kind, len(day.spans)) for day in shown[:4]] == [("workday", 1), ("", 1), ("", 1), ("holiday", 0)]
    assert for_phone(place, china(9, 30), kinds)[:2] == [(540, 1020), (2 * 1440 + 540, 2 * 1440 + 1020)]
    assert for_phone(Place(hours="24/7", lat=30, lon=120), china(9, 30), kinds) == [(0, 7 * 1440)]
    assert for_phone(Place(lat=30, lon=120), china(9, 30), kinds) == []


def test_unreadable_hours_are_refused_with_their_place():
    with pytest.raises(Refused) as refused:
        check("Mo-Fr 9点到5点")
    assert (refused.value.code, refused.value.facts) == ("hours_unreadable", {"position": 7, "near": "9点到5点"})
    with pytest.raises(Refused) as refused:
        check("Mo-Su 08:00-18:00; SH off")
    assert refused.value.code == "hours_unsupported"
    check("")
    check(WORK)
