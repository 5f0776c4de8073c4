"""What a station is, by hours, keeper and voices."""

import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinlian.stations.rules.reports import (
    FAR_M,
    HOLDS,
    Hours,
    Keeper,
    Said,
    Standing,
    expires_at,
    may_report,
    standing,
    weight,
)

NOW = datetime.datetime(2026, 11, 23, 4, 0, tzinfo=datetime.UTC)
MINUTE, HOUR, DAY = datetime.timedelta(minutes=1), datetime.timedelta(hours=1), datetime.timedelta(days=1)
OPEN = Hours(True, NOW - 5 * HOUR, NOW + 10 * HOUR)
SHUT = Hours(False, NOW - 5 * HOUR, NOW + 3 * HOUR)
NOTHING = Hours(None)


def said(code: str, minutes_ago: float, voice: str, weight: int = 1) -> Said:
    return Said(code, NOW - minutes_ago * MINUTE, voice, weight)


def at_noon(hours: Hours, *words: Said, keeper: Keeper | None = None) -> Standing:
    return standing(now=NOW, hours=hours, keeper=keeper, said=words)


def reasons(found: Standing) -> list[str]:
    return [why.code for why in found.why]


def test_hours_alone() -> None:
    assert (at_noon(OPEN).state, at_noon(OPEN).until) == ("open", OPEN.until)
    assert (at_noon(SHUT).state, at_noon(SHUT).until) == ("closed", SHUT.until)
    assert reasons(at_noon(OPEN)) == ["hours"]


def test_day_and_night_is_said_so() -> None:
    found = at_noon(Hours(True, always=True))
    assert (found.state, found.always, reasons(found)) == ("open", True, ["always"])


def test_without_hours_nobody_knows() -> None:
    assert (at_noon(NOTHING).state, reasons(at_noon(NOTHING))) == ("unknown", ["no_hours"])


@pytest.mark.parametrize(("code", "state"), [("still_open", "open"), ("closed", "closed"), ("full", "full")])
def test_without_hours_one_voice_is_better_than_nothing(code: str, state: str) -> None:
    assert at_noon(NOTHING, said(code, 5, "a")).state == state


def test_one_voice_against_the_hours_is_a_doubt() -> None:
    found = at_noon(OPEN, said("closed", 5, "a"))
    assert (found.state, found.doubt, found.until) == ("open", "closed", OPEN.until)
    assert reasons(found) == ["hours", "one_says_closed"]


def test_two_voices_beat_the_hours() -> None:
    found = at_noon(OPEN, said("closed", 9, "a"), said("closed", 5, "b"))
    assert (found.state, found.doubt) == ("closed", "")
    assert (found.why[0].code, found.why[0].count, found.why[0].at) == ("voices_closed", 2, NOW - 5 * MINUTE)
    assert found.until == NOW - 5 * MINUTE + HOLDS["closed"]


def test_the_same_voice_twice_is_one_voice() -> None:
    found = at_noon(OPEN, said("closed", 9, "a"), said("closed", 5, "a"))
    assert (found.state, found.doubt) == ("open", "closed")


def test_a_later_word_of_the_same_voice_replaces_the_earlier() -> None:
    found = at_noon(OPEN, said("closed", 9, "a"), said("closed", 7, "b"), said("still_open", 5, "a"))
    assert (found.state, found.doubt) == ("open", "")


def test_somebody_later_inside_cancels_two_who_found_it_shut() -> None:
    found = at_noon(OPEN, said("closed", 50, "a"), said("closed", 40, "b"), said("still_open", 5, "c"))
    assert (found.state, found.doubt) == ("open", "")
    assert reasons(found) == ["hours", "voices_open"]


def test_words_from_far_away_do_not_count() -> None:
    assert weight(FAR_M) == 1
    assert weight(FAR_M + 1) == 0
    assert weight(None) == 1
    found = at_noon(OPEN, said("closed", 9, "a", 0), said("closed", 5, "b", 0), said("no_hot_water", 5, "c", 0))
    assert (found.state, found.doubt, reasons(found)) == ("open", "", ["hours"])


@pytest.mark.parametrize("code", [code for code in HOLDS if code != "door"])
def test_words_expire(code: str) -> None:
    late = HOLDS[code].total_seconds() / 60
    assert expires_at(code, NOW) - NOW == HOLDS[code]
    assert at_noon(Hours(True), said(code, late, "a"), said(code, late, "b")) == at_noon(Hours(True))
    assert at_noon(Hours(True), said(code, late - 1, "a"), said(code, late - 1, "b")) != at_noon(Hours(True))


def test_a_word_said_before_the_doors_opened_is_about_last_night() -> None:
    opened = Hours(True, NOW - 10 * MINUTE, NOW + HOUR)
    early = (said("closed", 30, "a"), said("closed", 20, "b"))
    assert at_noon(opened, *early).state == "open"
    assert at_noon(OPEN, *early).state == "closed"


def test_two_voices_open_a_station_that_should_be_shut() -> None:
    words = said("still_open", 9, "a"), said("still_open", 5, "b")
    assert (at_noon(SHUT, words[0]).state, at_noon(SHUT, words[0]).doubt) == ("closed", "open")
    found = at_noon(SHUT, *words)
    assert (found.state, found.until) == ("open", None)


def test_full_needs_two_and_lasts_two_hours() -> None:
    found = at_noon(OPEN, said("full", 30, "a"), said("full", 10, "b"))
    assert (found.state, found.until) == ("full", NOW + 110 * MINUTE)


def test_a_scan_at_the_door_is_worth_two() -> None:
    found = at_noon(SHUT, said("door", 5, "door", 2))
    assert (found.state, reasons(found)[0]) == ("open", "door")


def test_the_keeper_beats_hours_and_earlier_voices() -> None:
    keeper = Keeper("closed", NOW - 10 * MINUTE, NOW + DAY)
    found = at_noon(OPEN, said("still_open", 30, "a"), said("still_open", 20, "b"), keeper=keeper)
    assert (found.state, found.until, reasons(found)) == ("closed", NOW + DAY, ["keeper"])


def test_two_later_voices_beat_the_keeper_and_one_makes_a_doubt() -> None:
    keeper = Keeper("open", NOW - HOUR, NOW + DAY)
    one = at_noon(OPEN, said("closed", 30, "a"), keeper=keeper)
    two = at_noon(OPEN, said("closed", 30, "a"), said("closed", 20, "b"), keeper=keeper)
    assert (one.state, one.doubt) == ("open", "closed")
    assert (two.state, reasons(two)) == ("closed", ["voices_closed", "keeper"])


def test_the_keepers_word_ends_when_it_was_said_to() -> None:
    over = Keeper("closed", NOW - DAY, NOW)
    assert at_noon(OPEN, keeper=over).state == "open"


def test_a_word_without_end_lapses_when_the_hours_change() -> None:
    said_this_morning = Keeper("open", SHUT.since - HOUR)  # type: ignore[operator]
    assert at_noon(SHUT, keeper=said_this_morning).state == "closed"
    assert at_noon(SHUT, keeper=Keeper("open", NOW - HOUR)).state == "open"


def test_a_word_without_end_lapses_after_twelve_hours() -> None:
    assert at_noon(Hours(True), keeper=Keeper("full", NOW - 12 * HOUR)).state == "open"
    assert at_noon(Hours(True), keeper=Keeper("full", NOW - 12 * HOUR + MINUTE)).state == "full"


def test_people_coming_do_not_mend_broken_equipment_or_empty_a_full_house() -> None:
    door = said("door", 5, "door", 2)
    assert at_noon(OPEN, door, keeper=Keeper("broken", NOW - HOUR, NOW + DAY)).state == "broken"
    assert at_noon(OPEN, door, keeper=Keeper("full", NOW - HOUR, NOW + DAY)).state == "full"
    assert at_noon(OPEN, door, keeper=Keeper("closed", NOW - HOUR, NOW + DAY)).state == "open"


def test_no_hot_water_is_noted_beside_the_state() -> None:
    found = at_noon(OPEN, said("no_hot_water", 60, "a"), said("no_hot_water", 50, "b"))
    assert found.state == "open"
    assert (found.why[-1].code, found.why[-1].count) == ("no_hot_water", 2)


def test_who_may_report_what_when() -> None:
    assert may_report("closed", "published", NOW, NOW).ok
    assert may_report("closed", "published", NOW + 9 * MINUTE, NOW).ok
    assert may_report("closed", "published", NOW + HOUR, NOW).missing == ("said_not_in_future",)
    assert may_report("closed", "published", NOW - 15 * DAY, NOW).missing == ("said_not_too_long_ago",)
    assert may_report("door", "published", NOW, NOW).missing == ("report_code_known",)
    assert may_report("closed", "removed", NOW, NOW).missing == ("station_published",)


words = st.builds(
    Said,
    st.sampled_from(sorted(HOLDS)),
    st.integers(-5, 60 * 48).map(lambda minutes: NOW - minutes * MINUTE),
    st.sampled_from("abcd"),
    st.integers(0, 2),
)


patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # others work on the same machine


@patient
@given(st.lists(words, max_size=12, unique_by=lambda word: word.at), st.sampled_from([OPEN, SHUT, NOTHING]))
def test_the_order_of_arrival_does_not_matter(said: list[Said], hours: Hours) -> None:
    by_voice = sorted(said, key=lambda word: (word.voice, word.code))
    assert at_noon(hours, *said) == at_noon(hours, *reversed(said)) == at_noon(hours, *by_voice)


@patient
@given(st.lists(words, max_size=12), st.sampled_from([OPEN, SHUT]))
def test_one_voice_never_turns_the_written_hours(said: list[Said], hours: Hours) -> None:
    alone = [Said(word.code, word.at, "a", min(word.weight, 1)) for word in said if word.code != "door"]
    assert at_noon(hours, *alone).state == ("open" if hours.open else "closed")
