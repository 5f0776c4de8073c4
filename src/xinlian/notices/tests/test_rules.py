"""When a message goes, how long it is, whether it may have left: pure."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.notices import rules
from xinlian.notices.rules import Quiet

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHT = Quiet(datetime.time(22), datetime.time(7))
NOON = Quiet(datetime.time(12), datetime.time(14))
NEVER = Quiet(datetime.time(3), datetime.time(3))


def at(day: int, hour: int, minute: int = 0) -> datetime.datetime:
    return datetime.datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "quiet", "expected"),
    [
        (at(1, 21, 59), NIGHT, at(1, 21, 59)),
        (at(1, 22), NIGHT, at(2, 7)),
        (at(2, 0), NIGHT, at(2, 7)),
        (at(2, 6, 59), NIGHT, at(2, 7)),
        (at(2, 7), NIGHT, at(2, 7)),
        (at(1, 13), NOON, at(1, 14)),
        (at(1, 14), NOON, at(1, 14)),
        (at(1, 3), NEVER, at(1, 3)),
    ],
)
def test_what_is_not_urgent_waits_for_the_morning(
    moment: datetime.datetime, quiet: Quiet, expected: datetime.datetime
) -> None:
    assert rules.due(moment, quiet, urgent=False) == expected
    assert rules.due(moment, quiet, urgent=True) == moment


times = st.times(timezones=st.none()).map(lambda time: time.replace(second=0, microsecond=0))


@given(st.integers(0, 5_000_000), times, times)
def test_nothing_is_ever_due_in_quiet_hours_nor_later_than_a_day(
    seconds: int, begins: datetime.time, ends: datetime.time
) -> None:
    moment = at(1, 0) + datetime.timedelta(seconds=seconds)
    found = rules.due(moment, Quiet(begins, ends), urgent=False)
    assert not Quiet(begins, ends).holds(found.timetz().replace(tzinfo=None))
    assert datetime.timedelta() <= found - moment <= datetime.timedelta(days=1)


def test_tries_come_later_and_later_and_end() -> None:
    now = at(1, 9)
    waits = [(rules.again(now, tries) or now) - now for tries in range(1, rules.MOST_TRIES + 1)]
    assert [int(wait.total_seconds()) // 60 for wait in waits] == [1, 5, 30, 120, 0]
    assert rules.again(now, rules.MOST_TRIES) is None


@pytest.mark.parametrize(
    ("error", "left"),
    [
        (ConnectionRefusedError(), False),
        (OSError("no such host"), False),
        (TimeoutError(), True),
        (ConnectionResetError(), True),
        (BrokenPipeError(), True),
        (ValueError(), True),
    ],
)
def test_only_what_surely_stayed_is_tried_again(error: Exception, left: bool) -> None:
    assert rules.may_have_left(error) is left


@pytest.mark.parametrize(("letters", "parts"), [(0, 1), (70, 1), (71, 2), (134, 2), (135, 3), (201, 3), (202, 4)])
def test_parts_are_counted_as_networks_count(letters: int, parts: int) -> None:
    assert rules.parts("字" * letters) == parts


def test_a_letter_beyond_the_first_plane_counts_twice() -> None:
    assert (rules.length("𠮷"), rules.parts("𠮷" * 35), rules.parts("𠮷" * 36)) == (2, 1, 2)


@given(st.text(max_size=300), st.text(max_size=80))
def test_a_link_never_costs_a_part(text: str, link: str) -> None:
    assert rules.parts(rules.short_message("工会", text, link)) == rules.parts(f"【工会】{text}")


def test_the_signature_stands_in_front_unless_the_gateway_adds_it() -> None:
    assert rules.short_message("县总工会", "您好", "https://x/me/") == "【县总工会】您好 https://x/me/"
    assert rules.short_message("", "您好", "") == "您好"


@pytest.mark.parametrize(
    ("spoken", "language"), [([], "zh-hans"), (["zh", "en"], "zh-hans"), (["en"], "en"), (["bo"], "zh-hans")]
)
def test_english_is_for_who_speaks_no_chinese(spoken: list[str], language: str) -> None:
    assert rules.language(spoken) == language
