"""The pure decision: each reason by itself and together, and that nothing else says no."""

import dataclasses
import datetime
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as some

from xinlian.training import reason_texts
from xinlian.training.reason_texts import clearing as texts
from xinlian.training.rules import ages, clearance, hours, medical, points

TODAY = datetime.date(2026, 6, 1)


def day(days: int) -> datetime.date:
    return TODAY + datetime.timedelta(days=days)


FIT = medical.Check(day(-20), day(200), medical.Found("fit"))
DONE = clearance.Case(
    name="试验焊工",
    has_id=True,
    born=datetime.date(1990, 1, 1),
    man=True,
    age_rule=ages.AgeRule(18, 60, 50),
    check=FIT,
    barred_by=("height",),
    came_on=day(-30),
    attended=True,
    sessions_missing=0,
    taught=[hours.Taught("project", 900, day(-10))],
    hours_asked=[hours.Asked("project", 900)],
    theory=clearance.Theory(asked=True, passed=True, sat=True),
    practical=[clearance.Practical("立焊", "80", "85", passed=True)],
    violations=[],
    points_rule=points.Rule(),
    refreshed_on=None,
    trained_on=day(-10),
    pass_months=12,
)
BAD: dict[str, dict[str, Any]] = {
    "name_missing": {"name": "  "},
    "id_missing": {"has_id": False},
    "age_unknown": {"born": None},
    "age_under": {"born": datetime.date(2010, 1, 1)},
    "age_over": {"born": datetime.date(1960, 1, 1)},
    "medical_missing": {"check": None},
    "medical_over": {"check": dataclasses.replace(FIT, valid_until=day(-1))},
    "medical_bars_trade": {"check": dataclasses.replace(FIT, found=medical.Found("limited", ("height",)))},
    "class_missing": {"attended": False},
    "sessions_missing": {"sessions_missing": 2},
    "training_over": {"trained_on": day(-366)},
    "hours_short": {"taught": [hours.Taught("project", 899, day(-10))]},
    "theory_missing": {"theory": clearance.Theory(asked=True)},
    "theory_failed": {"theory": clearance.Theory(asked=True, sat=True)},
    "task_missing": {"practical": [clearance.Practical("立焊", "80", None, passed=False)]},
    "points_retrain": {"violations": [points.Seen(6, day(-1))]},
    "points_suspend": {"violations": [points.Seen(12, day(-1))]},
    "pass_by_hand": {"halt": clearance.Halt("by_hand", day(-3))},
    "pass_revoked": {"halt": clearance.Halt("revoked", day(-3))},
    "left_project": {"left_on": day(-1)},
}
# One field each, so that any of them can be had at once.
APART = [
    "name_missing",
    "id_missing",
    "medical_over",
    "sessions_missing",
    "theory_failed",
    "task_missing",
    "points_suspend",
    "pass_by_hand",
    "left_project",
]


def codes(case: clearance.Case) -> list[str]:
    return [one.code for one in clearance.decide(case, TODAY).reasons]


def test_whoever_did_everything_may() -> None:
    assert clearance.decide(DONE, TODAY) == clearance.Verdict(True, (), FIT.valid_until)


@pytest.mark.parametrize("code", list(BAD))
def test_each_reason_alone(code: str) -> None:
    verdict = clearance.decide(dataclasses.replace(DONE, **BAD[code]), TODAY)
    assert ([one.code for one in verdict.reasons], verdict.ok, verdict.until) == ([code], False, None)


@pytest.mark.parametrize("code", list(BAD))
def test_each_has_its_words(code: str) -> None:
    [reason] = clearance.decide(dataclasses.replace(DONE, **BAD[code]), TODAY).reasons
    words = reason_texts.sentence(reason.code, reason.facts)
    assert words.endswith("。")
    assert "%" not in words
    assert "None" not in words
    assert code in texts.LABELS
    assert code in texts.WAYS_ON


@given(some.sets(some.sampled_from(APART)))
def test_several_are_all_said_at_once(several: set[str]) -> None:
    changes = {name: value for code in sorted(several) for name, value in BAD[code].items()}
    assert set(codes(dataclasses.replace(DONE, **changes))) == several


@given(
    some.integers(0, 360),
    some.integers(0, 3000),
    some.integers(1, 12),
    some.integers(0, 5),
    some.integers(18, 59),
    some.sampled_from(list(BAD)),
)
def test_everything_done_is_a_yes_and_one_thing_less_is_that_reason(
    ago: int, left: int, months: int, seen: int, age: int, code: str
) -> None:
    whole = dataclasses.replace(
        DONE,
        check=medical.Check(day(-ago), day(left), medical.Found("fit")),
        trained_on=day(-(ago % 30)),
        pass_months=months,
        violations=[points.Seen(1, day(-n)) for n in range(seen)],
        born=TODAY.replace(year=TODAY.year - age),
    )
    verdict = clearance.decide(whole, TODAY)
    assert verdict.ok
    assert verdict.until is not None
    assert TODAY <= verdict.until <= day(left)
    less = {**BAD[code]}
    if code.startswith("points"):
        less["violations"] = [points.Seen(6 if code == "points_retrain" else 12, day(-1))]
    if code == "training_over":
        less["trained_on"] = day(-366)
    assert codes(dataclasses.replace(whole, **less)) == [code]


def test_a_yes_holds_as_long_as_the_training_and_the_medical() -> None:
    def until(**more: Any) -> datetime.date | None:
        return clearance.decide(dataclasses.replace(DONE, **more), TODAY).until

    long = dataclasses.replace(FIT, valid_until=day(999))
    assert until(check=long) == day(-10 + 365)
    assert until(check=long, pass_months=6) == day(-10 + 183)
    assert until(check=dataclasses.replace(FIT, valid_until=TODAY)) == TODAY
    again = clearance.decide(dataclasses.replace(DONE, check=long), day(5)).until
    assert again == day(-10 + 365), "decided on another day it is the same day"


def test_training_carries_to_its_last_day() -> None:
    assert codes(dataclasses.replace(DONE, trained_on=day(-365))) == []
    assert codes(dataclasses.replace(DONE, trained_on=day(-366))) == ["training_over"]


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("medical_over", "suspended"),
        ("medical_missing", "suspended"),
        ("points_suspend", "suspended"),
        ("points_retrain", "retrain"),
        ("hours_short", "retrain"),
        ("training_over", "retrain"),
        ("left_project", "suspended"),
        ("pass_by_hand", ""),
        ("pass_revoked", ""),
    ],
)
def test_what_a_pass_comes_to(code: str, state: str) -> None:
    assert clearance.pass_state(clearance.decide(dataclasses.replace(DONE, **BAD[code]), TODAY)) == state


def test_the_worse_state_wins_and_a_yes_is_valid() -> None:
    both = dataclasses.replace(DONE, **BAD["points_retrain"], **BAD["medical_over"])
    assert clearance.pass_state(clearance.decide(both, TODAY)) == "suspended"
    assert clearance.pass_state(clearance.decide(DONE, TODAY)) == "valid"


@pytest.mark.parametrize(
    ("days", "counted"),
    [(0, 6), (364, 6), (365, 0), (-1, 0)],
    ids=["today", "day 364", "day 365", "tomorrow"],
)
def test_points_fade_after_a_year(days: int, counted: int) -> None:
    assert points.counting([points.Seen(6, day(-days))], points.Rule(), None, TODAY) == counted


@pytest.mark.parametrize(("seen_on", "counted"), [(-11, 0), (-10, 0), (-9, 6)])
def test_a_refresher_wipes_what_came_before_it_and_on_its_day(seen_on: int, counted: int) -> None:
    assert points.counting([points.Seen(6, day(seen_on))], points.Rule(), day(-10), TODAY) == counted


@pytest.mark.parametrize(("total", "state"), [(5, "valid"), (6, "retrain"), (11, "retrain"), (12, "suspended")])
def test_points_at_their_edges(total: int, state: str) -> None:
    seen = [points.Seen(1, day(-1))] * total
    assert points.state(seen, points.Rule(), None, TODAY) == state


def test_whoever_is_unfit_is_told_apart_from_nobody_who_is_only_barred() -> None:
    unfit = dataclasses.replace(DONE, check=dataclasses.replace(FIT, found=medical.Found("unfit")))
    barred = dataclasses.replace(DONE, **BAD["medical_bars_trade"])
    assert clearance.decide(unfit, TODAY).reasons == clearance.decide(barred, TODAY).reasons


@pytest.mark.parametrize(("language", "told"), [("zh-hans", "一。二。"), ("en", "One. Two.")])
def test_sentences_one_after_another_are_apart_where_the_language_wants_it(language: str, told: str) -> None:
    several = ["一。", "二。"] if language == "zh-hans" else ["One.", "Two."]
    with translation.override(language):
        assert reason_texts.one_after_another(several) == told
