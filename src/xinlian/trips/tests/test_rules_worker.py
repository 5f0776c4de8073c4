"""Where somebody stands, dates as answered, health notes and when a leader sees what. Pure."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.trips import words
from xinlian.trips.rules.coming import health_over, may_bring, may_say_health
from xinlian.trips.rules.leading import leads_on
from xinlian.trips.rules.standing import Facts, may_change, sort_out, standing

NOON = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
DAY = datetime.date(2026, 6, 12)


def facts(**more: object) -> Facts:
    found: dict[str, object] = {
        "offering": "open",
        "mode": "draw",
        "opens_at": NOON - HOUR,
        "closes_at": NOON + HOUR,
        "application": None,
        "seat": None,
        "last_seat": None,
        "level": "",
        "ends_at": None,
        **more,
    }
    return Facts(**found)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "open"),
        ({"opens_at": NOON + HOUR / 2}, "not_yet"),
        ({"closes_at": NOON}, "over"),
        ({"offering": "closed"}, "over"),
        ({"offering": "cancelled", "application": "standing"}, "cancelled"),
        ({"application": "standing"}, "signed_up"),
        ({"application": "withdrawn"}, "withdrawn"),
        ({"application": "refused", "offering": "sealed"}, "not_eligible"),
        ({"application": "standing", "offering": "closed"}, "waiting_draw"),
        ({"application": "standing", "offering": "sealed"}, "waiting_draw"),
        ({"application": "standing", "offering": "drawn", "level": "waiting"}, "waiting"),
        ({"application": "standing", "mode": "first_come"}, "waiting"),
        ({"application": "standing", "seat": "offered", "offering": "drawn"}, "offered"),
        ({"application": "standing", "seat": "accepted", "ends_at": NOON + HOUR}, "going"),
        ({"application": "standing", "seat": "accepted", "ends_at": NOON - HOUR}, "over_now"),
        ({"application": "standing", "seat": "attended"}, "came"),
        ({"application": "standing", "seat": "missed"}, "missed"),
        ({"application": "standing", "last_seat": "declined", "offering": "drawn"}, "gave_back"),
        ({"application": "standing", "last_seat": "returned", "offering": "drawn"}, "gave_back"),
        ({"application": "standing", "last_seat": "lapsed", "offering": "drawn"}, "lapsed"),
        ({"application": "standing", "last_seat": "called_off", "offering": "drawn"}, "called_off"),
        ({"application": "standing", "last_seat": "revoked", "offering": "drawn"}, "taken_away"),
        ({"application": "standing", "last_seat": "moved", "offering": "drawn"}, "waiting"),
    ],
)
def test_where_one_stands(more: dict[str, object], code: str) -> None:
    assert standing(facts(**more), NOON) == code
    assert code in words.STANDING


def test_dates_change_only_while_sign_up_is_open() -> None:
    assert may_change("signed_up", "open", NOON, NOON + HOUR)
    assert not may_change("signed_up", "open", NOON, NOON)
    assert not may_change("signed_up", "closed", NOON, NOON + HOUR)
    assert not may_change("offered", "open", NOON, NOON + HOUR)


@given(
    st.lists(st.sampled_from(["wished", "possible", "cannot", ""]), max_size=20),
    st.sampled_from(["cannot", "possible"]),
)
def test_every_date_is_wanted_possible_or_out(answers: list[str], rest: str) -> None:
    said = list(enumerate(answers, 1))
    wished, possible = sort_out(said, rest)
    assert not set(wished) & set(possible)
    assert wished == [n for n, answer in said if answer == "wished"]
    assert set(possible) == {n for n, answer in said if answer == "possible" or (not answer and rest == "possible")}


def test_family_comes_where_it_is_welcome_and_three_at_most() -> None:
    assert may_bring(True, "standing", "演示家人", 2).ok
    assert may_bring(False, "withdrawn", "", 3).missing == (
        "family_welcome",
        "application_stands",
        "relative_named",
        "relatives_few",
    )


def test_health_is_said_with_a_yes_of_its_own() -> None:
    assert may_say_health("standing", True).ok
    assert may_say_health("standing", False).missing == ("health_consent",)


def test_a_health_note_ends_the_day_after_its_days() -> None:
    assert not health_over(DAY, 30, DAY + datetime.timedelta(days=30))
    assert health_over(DAY, 30, DAY + datetime.timedelta(days=31))
    assert health_over(None, 30, DAY)


def test_a_leader_reaches_people_around_the_days_only() -> None:
    last = DAY + datetime.timedelta(days=1)
    seen = [leads_on(DAY, last, DAY + datetime.timedelta(days=n)) for n in (-4, -3, 0, 1, 2, 3)]
    assert seen == [False, True, True, True, True, False]
