import datetime
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.hours import HoursError, check, days, is_open, spans, state

# The autumn of 2025: holidays from 1 to 8 October, worked on Sunday 28 September and Saturday 11 October.
KINDS = {date(2025, 10, day): "holiday" for day in range(1, 9)} | {
    date(2025, 9, 28): "workday",
    date(2025, 10, 11): "workday",
}


def shown(text, first, count, kinds=KINDS, where=None):
    return [f"{s.start:%d %H:%M}-{s.end:%d %H:%M}" for s in spans(text, first, count, kinds, where)]


def at(month, day, hour=12, minute=0):
    return datetime.datetime(2025, month, day, hour, minute)  # noqa: DTZ001 - hours are local times


def test_a_worked_weekend_day_counts_as_a_weekday():
    assert shown("Mo-Fr 09:00-17:00", date(2025, 9, 27), 2) == ["28 09:00-28 17:00"]
    assert shown("Mo-Fr 09:00-17:00; Sa,Su off", date(2025, 10, 11), 2) == ["11 09:00-11 17:00"]
    assert shown("Sa,Su 10:00-12:00", date(2025, 9, 27), 2) == ["27 10:00-27 12:00"]


def test_without_rows_it_is_an_ordinary_weekend():
    assert shown("Mo-Fr 09:00-17:00", date(2025, 9, 27), 2, kinds={}) == []
    assert shown("Mo-Fr 09:00-17:00; PH off", date(2025, 10, 1), 1, kinds={}) == ["01 09:00-01 17:00"]


def test_holidays_are_those_of_the_rows_whatever_the_weekday():
    closed = "Mo-Su 09:00-17:00; PH off"
    assert shown(closed, date(2025, 10, 1), 8) == []
    assert shown(closed, date(2025, 10, 9), 1) == ["09 09:00-09 17:00"]
    assert shown("PH 10:00-12:00", date(2025, 9, 30), 2) == ["01 10:00-01 12:00"]
    assert shown("Mo-Fr 09:00-17:00; PH,Su 10:00-12:00", date(2025, 10, 5), 2) == [
        "05 10:00-05 12:00",
        "06 10:00-06 12:00",
    ]


def test_the_holidays_of_the_library_are_never_used():
    assert shown("Mo-Su 09:00-17:00; PH off", date(2025, 1, 1), 1, where=(36.3, 98.1)) == ["01 09:00-01 17:00"]
    assert shown("sunrise-sunset; PH off", date(2025, 1, 1), 1, where=(36.3, 98.1)) != []


def test_what_is_said_of_holidays_in_a_comment_stays():
    (span,) = spans('Mo-Su 09:00-17:00 "PH: ring"', date(2025, 10, 1), 1, KINDS)
    assert span.note == "PH: ring"


def test_a_night_belongs_to_the_day_on_which_it_begins():
    night = "Mo-Fr 20:00-08:00; PH off"
    assert shown(night, date(2025, 9, 29), 3)[-1] == "30 20:00-01 08:00"
    assert is_open(night, at(10, 1, 2), KINDS)
    assert not is_open(night, at(10, 2, 2), KINDS)
    assert is_open(night, at(9, 29, 2), KINDS)
    assert not is_open(night, at(9, 28, 2), KINDS)


def test_a_closed_day_does_not_shorten_the_night_before():
    assert shown("Mo-Su 18:00-06:00; We off", date(2025, 9, 30), 2, kinds={}) == [
        "30 00:00-30 06:00",
        "30 18:00-01 06:00",
    ]


def test_nights_of_different_length_are_told_apart():
    text = "Mo-Th 20:00-02:00; Fr 20:00-30:00"
    assert shown(text, date(2025, 9, 25), 3, kinds={}) == [
        "25 00:00-25 02:00",
        "25 20:00-26 02:00",
        "26 20:00-27 06:00",
    ]


def test_day_and_night_in_one_rule():
    assert shown("Mo 09:00-12:00,20:00-02:00", date(2025, 9, 29), 2, kinds={}) == [
        "29 09:00-29 12:00",
        "29 20:00-30 02:00",
    ]


def test_always_open_is_one_span_and_has_no_end():
    assert shown("24/7", date(2025, 9, 29), 7) == ["29 00:00-06 00:00"]
    now = state("24/7", at(9, 29), KINDS)
    assert now.always
    assert now.is_open
    assert now.until is None
    assert not state("24/7 off", at(9, 29), KINDS).always


def test_a_state_says_since_and_until_when():
    hours = "Mo-Fr 09:00-17:00; PH off"
    opened = state(hours, at(9, 30, 10), KINDS)
    assert (opened.state, opened.since, opened.until) == ("open", at(9, 30, 9), at(9, 30, 17))
    closed = state(hours, at(9, 30, 18), KINDS)
    assert (closed.state, closed.since) == ("closed", at(9, 30, 17))
    assert closed.until is None
    assert state(hours, at(10, 3), KINDS).until == at(10, 9, 9)
    assert state(hours, at(9, 30, 17), KINDS).state == "closed"
    assert state(hours, at(9, 30, 9), KINDS).state == "open"


def test_unknown_is_neither_open_nor_closed():
    text = 'Mo-Su 08:00-18:00; Mo-Su 18:00-20:00 unknown "ring"'
    now = state('Mo-Su 08:00-18:00 unknown "ring"', at(9, 29), {})
    assert (now.state, now.note, now.is_open) == ("unknown", "ring", False)
    assert not is_open(text, at(9, 29, 19), {})


def test_days_for_the_keeper_say_their_kind_and_are_cut_at_midnight():
    shown_days = days("Mo-Fr 20:00-08:00; PH off", date(2025, 9, 28), 14, KINDS)
    assert [day.kind for day in shown_days[:4]] == ["workday", "", "", "holiday"]
    assert len(shown_days) == 14
    assert [(s.start, s.end) for s in shown_days[3].spans] == [(at(10, 1, 0), at(10, 1, 8))]
    assert shown_days[4].spans == ()


def test_a_rule_for_the_very_date_of_a_worked_weekend_day_holds():
    assert shown("Mo-Fr 09:00-17:00; Sep 28 off", date(2025, 9, 28), 2) == ["29 09:00-29 17:00"]
    assert shown("Mo-Fr 09:00-17:00; Sep 29 off", date(2025, 9, 28), 2) == ["28 09:00-28 17:00"]


def test_a_worked_weekend_day_keeps_its_season():
    kinds = {date(2025, 11, 1): "workday", date(2025, 8, 31): "workday"}
    text = "Nov-Mar Mo-Fr 10:00-16:00; Apr-Oct Mo-Fr 08:00-18:00; Aug Mo-Fr 07:00-19:00"
    assert shown(text, date(2025, 11, 1), 1, kinds) == ["01 10:00-01 16:00"]
    assert shown(text, date(2025, 8, 31), 1, kinds) == ["31 07:00-31 19:00"]


def test_the_sun_rises_later_in_the_west():
    (west,) = spans("sunrise-sunset", date(2025, 9, 29), 1, {}, (36.3, 98.1))
    (east,) = spans("sunrise-sunset", date(2025, 9, 29), 1, {}, (30.5, 120.0))
    (farthest,) = spans("sunrise-sunset", date(2025, 9, 29), 1, {}, (43.8, 87.6))
    assert east.start < at(9, 29, 6) < at(9, 29, 7, 10) < west.start < at(9, 29, 7, 30)
    assert at(9, 29, 7, 50) < farthest.start < at(9, 29, 8, 15)


@pytest.mark.parametrize(
    ("text", "position", "near"),
    [
        ("Mo-Fr 09:00-25:99", 16, "99"),
        ("Mo-Fr 9-17", 7, "9-17"),
        ("周一到周五", 1, "周一到周五"),
        ("Mo-Fr 08:00-17:00; xx 09:00-10:00", 20, "xx 09:00-10:"),
        ("", 1, ""),
    ],
)
def test_unreadable_hours_say_where(text, position, near):
    for read in (check, lambda text: state(text, at(9, 29), {}), lambda text: is_open(text, at(9, 29), {})):
        with pytest.raises(HoursError) as refused:
            read(text)
        assert (refused.value.code, refused.value.position, refused.value.near) == ("hours_unreadable", position, near)


@pytest.mark.parametrize(("text", "position"), [("Mo-Fr 09:00-17:00; SH off", 20), ("PH +1 day off", 1)])
def test_what_we_have_no_calendar_for_is_refused(text, position):
    with pytest.raises(HoursError) as refused:
        check(text)
    assert (refused.value.code, refused.value.position) == ("hours_unsupported", position)


@pytest.mark.parametrize(
    "text", ["24/7", "Mo-Fr 09:00-17:00; PH off", "PH,Su 10:00-12:00", 'Mo 10:00-12:00 "SH"', "PH off"]
)
def test_good_hours_pass(text):
    check(text)


TIMES = st.tuples(st.integers(0, 23), st.sampled_from([0, 15, 30]), st.integers(0, 24)).filter(lambda t: t[0] != t[2])
RULE = st.builds(
    lambda day, t: f"{day} {t[0]:02d}:{t[1]:02d}-{t[2]:02d}:00",
    st.sampled_from(["Mo-Fr", "Sa,Su", "Mo-Su", "PH", "We", "Fr-Mo"]),
    TIMES,
)


@given(st.lists(RULE, min_size=1, max_size=4), st.integers(0, 40), st.integers(0, 23), st.integers(0, 59))
def test_the_quick_answer_agrees_with_the_spans(rules, day, hour, minute):
    text = "; ".join(rules)
    moment = at(9, 20, hour, minute) + datetime.timedelta(days=day)
    (around,) = days(text, moment.date(), 1, KINDS)
    inside = any(s.start <= moment < s.end and s.state == "open" for s in around.spans)
    assert is_open(text, moment, KINDS) == inside
    assert state(text, moment, KINDS).is_open == inside


@given(st.lists(RULE, min_size=1, max_size=4), st.integers(0, 40), st.integers(1, 14))
def test_spans_are_in_order_and_apart_and_inside(rules, day, count):
    first = date(2025, 9, 20) + datetime.timedelta(days=day)
    found = spans("; ".join(rules), first, count, KINDS)
    for span in found:
        assert span.start < span.end
    for one, next_one in pairwise(found):
        assert one.end < next_one.start or one.state != next_one.state
    low = datetime.datetime.combine(first, datetime.time())
    assert all(low <= s.start and s.end <= low + datetime.timedelta(days=count) for s in found)
