"""Rules of studios and improvements: each no by its name; confirmed and said are never added up."""

import datetime
from typing import Any

import pytest

from xinlian.rows.diagrams import reached
from xinlian.training.rules import studios as rules

NOW = datetime.datetime(2026, 6, 1, 8, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)
TODAY = NOW.date()


def test_every_state_can_be_reached_and_two_are_the_end() -> None:
    assert reached(rules.MACHINE) == set(rules.MACHINE)
    assert rules.ENDED == ("done", "dropped")
    assert rules.MACHINE["proposed"] == ("accepted", "dropped")


MOVE: dict[str, Any] = {"state": "proposed", "to": "accepted", "why": "", "studio": True, "steps_open": 0}


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        ({}, ()),
        ({"why": "试试"}, ()),
        ({"studio": False}, ("improvement_studio",)),
        ({"to": "dropped", "why": "有人做过了", "studio": False}, ()),
        ({"to": "dropped"}, ("improvement_why",)),
        ({"to": "dropped", "why": "  "}, ("improvement_why",)),
        ({"why": "长" * 501}, ("improvement_why",)),
        ({"to": "running"}, ("improvement_state",)),
        ({"to": "done", "why": "好"}, ("improvement_state",)),
        ({"state": "accepted", "to": "running", "steps_open": 3}, ()),
        ({"state": "running", "to": "done", "why": "好", "steps_open": 1}, ("improvement_steps_open",)),
        ({"state": "running", "to": "done", "why": "好"}, ()),
        ({"state": "running", "to": "dropped", "why": "没用", "steps_open": 2}, ()),
        ({"state": "done", "to": "running"}, ("improvement_state",)),
        ({"state": "dropped", "to": "accepted"}, ("improvement_state",)),
    ],
)
def test_an_improvement_moves_on_with_reasons(said: dict[str, Any], missing: tuple[str, ...]) -> None:
    assert rules.may_move(**{**MOVE, **said}).missing == missing


def test_a_proposal_says_what_why_and_how() -> None:
    said: dict[str, Any] = {"here": True, "title": "定位销", "problem": "慢", "idea": "加销", "said_at": NOW, "at": NOW}
    assert rules.may_propose(**said).ok
    for name, value, code in (
        ("here", False, "improvement_here"),
        ("title", " ", "improvement_title"),
        ("title", "长" * 81, "improvement_title"),
        ("problem", "", "improvement_problem"),
        ("idea", "长" * 501, "improvement_idea"),
        ("said_at", NOW - 91 * DAY, "improvement_too_old"),
    ):
        assert rules.may_propose(**{**said, name: value}).missing == (code,)


def test_days_of_a_studio_lie_between_its_beginning_and_today() -> None:
    join = {"here": True, "first_on": TODAY - 9 * DAY, "today": TODAY}
    assert rules.may_join(since_on=TODAY, **join).ok
    for day in (TODAY + DAY, TODAY - 10 * DAY):
        assert rules.may_join(since_on=day, **join).missing == ("studio_member_day",)
    leave = {"since_on": TODAY - DAY, "today": TODAY, "there": True}
    assert rules.may_leave(on=TODAY - DAY, **leave).ok
    assert rules.may_leave(on=TODAY - 2 * DAY, **leave).missing == ("studio_leave_day",)
    close: dict[str, Any] = {"on": TODAY, "since_on": TODAY, "today": TODAY, "why": "人都走了", "going": 0}
    assert rules.may_close(**close).ok
    assert rules.may_close(**{**close, "why": "", "going": 1}).missing == ("studio_closed_why", "studio_busy")
    assert rules.may_close(**{**close, "on": TODAY - DAY}).missing == ("studio_closed_day",)


def test_results_are_numbers_with_a_reckoning() -> None:
    gain: dict[str, Any] = {"state": "running", "unit": "yuan", "amount": 5, "reckoned": "少一根料"}
    assert rules.may_note_gain(**gain).ok
    for name, value, code in (
        ("state", "accepted", "improvement_results"),
        ("state", "dropped", "improvement_results"),
        ("unit", "tons", "improvement_gain_unit"),
        ("amount", 0, "improvement_gain_amount"),
        ("amount", rules.MOST_AMOUNT + 1, "improvement_gain_amount"),
        ("reckoned", " ", "improvement_gain_reckoned"),
    ):
        assert rules.may_note_gain(**{**gain, name: value}).missing == (code,)
    assert rules.may_confirm(confirmed=True, own=True).missing == ("improvement_gain_confirmed", "improvement_gain_own")


def test_what_was_only_said_is_never_added_to_what_was_confirmed() -> None:
    found = rules.sums([("days", 3, False), ("yuan", 100, True), ("yuan", 40, False), ("yuan", 1, True)])
    assert found == (rules.Sum("yuan", 101, 40), rules.Sum("days", 0, 3))
    assert rules.sums([]) == ()


def test_steps_are_planned_while_it_goes_on() -> None:
    assert rules.may_plan(state="accepted", what="画图").ok
    assert rules.may_plan(state="proposed", what="").missing == ("improvement_going", "improvement_step_what")
    done: dict[str, Any] = {"state": "running", "done": False, "on": TODAY, "today": TODAY, "words": ""}
    assert rules.may_finish_step(**done).ok
    assert rules.may_finish_step(**{**done, "on": TODAY + DAY}).missing == ("improvement_step_day",)
    assert rules.may_finish_step(**{**done, "done": True}).missing == ("improvement_step_done",)
    assert rules.may_work_on(state="done", here=False).missing == ("improvement_going", "studio_person_here")
