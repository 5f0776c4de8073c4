"""Pure decisions of the desk: hours in words, changes, reviews, repairs, positions, diagrams."""

import datetime
from itertools import product
from pathlib import Path

import opening_hours
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.routes.datum import from_wgs84
from xinlian.stations.checklists import SIX, ZHEJIANG, for_province
from xinlian.stations.rules import positions, repairs, review, states
from xinlian.stations.rules.answering import may_turn
from xinlian.stations.rules.changes import diff, moved_on, same
from xinlian.stations.rules.freshness import freshness, limits
from xinlian.stations.rules.hours_words import HoursUnclear, to_osm
from xinlian.stations.rules.publishing import may_publish, may_remove

DAY = datetime.timedelta(days=1)
TODAY = datetime.date(2026, 5, 6)
ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.parametrize(
    ("words", "osm"),
    [
        ("每天 7:00-22:00", "Mo-Su 07:00-22:00"),
        ("7：00—22：00", "Mo-Su 07:00-22:00"),
        ("24小时", "24/7"),
        ("全天24小时开放", "24/7"),
        ("周一至周五 8:30-17:30", "Mo-Fr 08:30-17:30"),
        ("周一至周五8:30-11:30,13:30-17:30；周末 9:00-16:00", "Mo-Fr 08:30-11:30,13:30-17:30; Sa-Su 09:00-16:00"),
        ("工作日早8点到晚6点，节假日休息", "Mo-Fr 08:00-18:00; PH off"),
        ("每天 18:00-次日6:00", "Mo-Su 18:00-06:00"),
        ("早7点半到晚10点", "Mo-Su 07:30-22:00"),
        ("周一、周三 9:00-17:00", "Mo,We 09:00-17:00"),
        ("周一到周五 8:30-17:30,周六 9:00-12:00", "Mo-Fr 08:30-17:30; Sa 09:00-12:00"),
        ("Mo-Fr 08:00-18:00; PH off", "Mo-Fr 08:00-18:00; PH off"),
    ],
)
def test_hours_in_words_become_a_string_that_can_be_evaluated(words: str, osm: str) -> None:
    assert to_osm(words) == osm
    assert opening_hours.validate(osm)


@pytest.mark.parametrize(
    "words", ["看情况", "周八 9:00-10:00", "每天 25:00-26:00", "随时", "9:00-17:00 午休不开", "每天"]
)
def test_hours_that_say_something_else_are_not_guessed(words: str) -> None:
    with pytest.raises(HoursUnclear) as unclear:
        to_osm(words)
    assert unclear.value.part


@given(
    st.sampled_from(["每天", "周一至周五", "工作日", "周末", "星期六、日"]),
    st.times(max_value=datetime.time(11, 59)),
    st.times(min_value=datetime.time(12, 0)),
)
def test_any_span_written_in_chinese_is_evaluable(days: str, start: datetime.time, end: datetime.time) -> None:
    osm = to_osm(f"{days} {start:%H:%M}-{end:%H:%M}")
    assert opening_hours.validate(osm)
    assert osm.endswith(f"{start:%H:%M}-{end:%H:%M}")


def test_only_what_differs_is_a_change() -> None:
    before = {"name": "甲", "phone": "", "truck_bays": 0, "position": {"lat": 30.5, "lon": 119.9, "datum": "wgs84"}}
    after = {
        "name": "甲",
        "phone": None,
        "truck_bays": 3,
        "position": {"lat": 30.500001, "lon": 119.9, "datum": "wgs84"},
    }
    assert diff(before, after) == {"truck_bays": [0, 3]}
    assert diff(before, {"position": {"lat": 30.5, "lon": 119.9, "datum": "gcj02"}}).keys() == {"position"}


def test_a_change_is_overtaken_only_where_it_touches() -> None:
    changes = {"phone": ["1", "2"]}
    assert moved_on(changes, {"phone": "1", "name": "changed since"}) == []
    assert moved_on(changes, {"phone": "3"}) == ["phone"]


@given(st.one_of(st.none(), st.text(max_size=3), st.integers(0, 9), st.floats(0, 9)))
def test_same_is_reflexive(value: object) -> None:
    assert same(value, value)


ITEMS = [
    {"code": "a", "text": "甲", "points": 50, "must": True},
    {"code": "b", "text": "乙", "points": 25, "must": False},
    {"code": "c", "text": "丙", "points": 25, "must": False},
]
LINES = [40, 55, 70, 85, 95]
RULES = {"cap_without_must": 1, "demote": [{"code": "not_opening", "over": 3, "stars": 2}]}
ALL = {code: {"got": "yes"} for code in "abc"}


def test_points_make_stars_and_a_half_counts_half() -> None:
    assert review.grade(ITEMS, ALL, LINES, RULES, {}).stars == 5
    partly = {**ALL, "b": {"got": "partly"}, "c": {"got": "partly"}}
    found = review.grade(ITEMS, partly, LINES, RULES, {})
    assert (found.points, found.of, found.stars) == (75, 100, 3)


def test_a_missing_must_caps_and_says_which() -> None:
    found = review.grade(ITEMS, {**ALL, "a": {"got": "partly"}}, LINES, RULES, {})
    assert (found.points, found.stars) == (75, 1)
    assert found.reasons[-1] == {"code": "must_missing", "item": "甲", "cap": 1}


@pytest.mark.parametrize(("days", "stars"), [(3, 5), (4, 3), (300, 3)])
def test_stars_are_lost_only_over_the_limit(days: int, stars: int) -> None:
    found = review.grade(ITEMS, ALL, LINES, RULES, {"not_opening": days})
    assert found.stars == stars
    assert ("not_opening" in [one["code"] for one in found.reasons]) is (days > 3)


@given(st.dictionaries(st.sampled_from("abc"), st.sampled_from(["yes", "partly", "no"])), st.integers(0, 9))
def test_better_answers_never_lose_stars(answers: dict[str, str], days: int) -> None:
    said = {code: {"got": got} for code, got in answers.items()}
    low = review.grade(ITEMS, said, LINES, RULES, {"not_opening": days})
    for code in "abc":
        assert (
            review.grade(ITEMS, {**said, code: {"got": "yes"}}, LINES, RULES, {"not_opening": days}).stars >= low.stars
        )
    assert 0 <= low.stars <= 5


def test_signing_needs_every_answer() -> None:
    assert review.may_sign("draft", ITEMS, ALL).ok
    assert review.may_sign("draft", ITEMS, {"a": {"got": "yes"}}).missing == ("review_complete",)
    assert review.may_sign("signed", ITEMS, ALL).missing == ("review_draft",)


@pytest.mark.parametrize("rows", [ZHEJIANG, SIX])
def test_the_seeded_checklists_make_sense(rows: dict) -> None:  # type: ignore[type-arg]
    assert review.check_checklist(rows["items"], rows["stars"], rows["rules"]).ok
    assert rows["source"]


def test_provinces_get_their_own_checklist() -> None:
    assert for_province("浙江省总工会") is ZHEJIANG
    assert len(ZHEJIANG["items"]) == 8
    assert len(SIX["items"]) == 6
    assert for_province("青海省总工会") is SIX


@pytest.mark.parametrize(
    ("items", "stars", "missing"),
    [
        ([], LINES, "checklist_items"),
        ([*ITEMS, ITEMS[0]], LINES, "checklist_codes_once"),
        (ITEMS, LINES[:4], "checklist_five"),
        (ITEMS, [40, 40, 70, 85, 95], "checklist_rising"),
        (ITEMS, [40, 55, 70, 85, 101], "checklist_reachable"),
    ],
)
def test_a_checklist_that_makes_no_sense_says_why(items: list, stars: list, missing: str) -> None:  # type: ignore[type-arg]
    assert missing in review.check_checklist(items, stars, {}).missing


def test_keepers_repair_and_officers_close() -> None:
    assert repairs.may_move("accepted", "fixed", as_officer=False, outcome="").ok
    assert repairs.may_move("fixed", "closed", as_officer=False, outcome="x").missing == ("fault_step_officer",)
    assert repairs.may_move("fixed", "closed", as_officer=True, outcome=" ").missing == ("fault_outcome",)
    assert repairs.may_move("reported", "closed", as_officer=True, outcome="x").missing == ("fault_step",)
    assert repairs.steps("fixed", as_officer=False) == []


@given(st.sampled_from(list(states.FAULT_NEXT)), st.sampled_from(list(states.FAULT_NEXT)))
def test_a_keeper_never_goes_where_an_officer_may_not(state: str, to: str) -> None:
    if repairs.may_move(state, to, as_officer=False, outcome="x").ok:
        assert repairs.may_move(state, to, as_officer=True, outcome="x").ok


def test_overdue_faults_come_first_and_undated_last() -> None:
    faults = [("accepted", TODAY + DAY), ("accepted", None), ("repairing", TODAY - DAY), ("closed", TODAY - 9 * DAY)]
    ranked = sorted(faults, key=lambda one: repairs.urgency(one[0], one[1], TODAY))
    assert ranked[0] == ("repairing", TODAY - DAY)
    assert ranked[-1] == ("accepted", None)
    assert not repairs.overdue("accepted", TODAY, TODAY)


@pytest.mark.parametrize(
    ("lat", "lon", "code"),
    [
        (119.9655, 30.5462, "position_swapped"),
        (0, 0, "position_null_island"),
        (48.85, 2.35, "position_outside_china"),
        (30.5, 1199.655, "position_out_of_range"),
    ],
)
def test_impossible_positions_are_named(lat: float, lon: float, code: str) -> None:
    found = positions.wrong(lat, lon)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(("declared", "really"), list(product(("wgs84", "gcj02", "bd09"), repeat=2)))
def test_the_datum_that_was_meant_is_recognised(declared: str, really: str) -> None:
    known = (30.5462, 119.9655)
    lat, lon = from_wgs84(*known, really)
    assert positions.other_datum(lat, lon, declared, known) == ("" if declared == really else really)


def test_a_station_that_moved_is_doubted_but_not_called_a_wrong_datum() -> None:
    known = (30.5462, 119.9655)
    found = positions.doubts(30.60, 120.05, "wgs84", known=known)
    assert [one.code for one in found] == ["position_moved"]
    far = positions.doubts(36.3, 98.1, "wgs84", others=[known])
    assert [one.code for one in far] == ["position_alone"]


def test_publishing_says_all_that_is_missing() -> None:
    assert may_publish("draft", name="甲", hours="24/7", facilities=1, doubtful=False).ok
    found = may_publish("published", name=" ", hours="", facilities=0, doubtful=True)
    assert found.missing == (
        "station_step",
        "station_name",
        "station_hours",
        "station_facilities",
        "station_position",
    )
    assert may_remove("published", " ").missing == ("reason_missing",)


def test_voices_are_turned_with_words() -> None:
    assert may_turn("thanks", "pending", "shown", "").ok
    assert may_turn("complaint", "pending", "answered", "").missing == ("voice_words",)
    assert may_turn("complaint", "pending", "shown", "x").missing == ("voice_step",)
    assert may_turn("thanks", "withdrawn", "shown", "").missing == ("voice_step",)


def test_a_word_nobody_repeats_loses_its_worth() -> None:
    now = datetime.datetime(2026, 5, 6, 12, tzinfo=datetime.UTC)
    fresh, late = limits({"fresh_days": 5, "confirm_days": 20})
    assert freshness(None, now, fresh, late) == "never"
    ages = [freshness(now - days * DAY, now, fresh, late) for days in (5, 6, 20, 21)]
    assert ages == ["fresh", "aging", "aging", "overdue"]
    assert limits({}) == (7, 30)


@pytest.mark.parametrize("machine", list(states.MACHINES.values()))
def test_every_state_is_known_and_reached(machine: dict) -> None:  # type: ignore[type-arg]
    following = {one for many in machine.values() for one in many}
    assert following <= set(machine)
    assert set(machine) - following <= {next(iter(machine))}
