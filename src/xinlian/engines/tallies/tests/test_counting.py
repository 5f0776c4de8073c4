"""Counting answers."""

import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.tallies.counting import Asked, answered, counts, mean, median, rate

FIVE = ("1", "2", "3", "4", "5")
SHEETS = [{"a": "5", "b": ["x", "y"]}, {"a": "4", "b": ["x"]}, {"a": "", "b": []}, {"a": "9", "b": "x"}, {}]


def test_counts_are_by_option_and_what_is_no_option_is_left_out() -> None:
    assert counts(Asked("a", "scale", FIVE), SHEETS) == (0, 0, 0, 1, 1)
    assert counts(Asked("b", "many", ("x", "y", "z")), SHEETS) == (3, 1, 0)


def test_nothing_said_is_no_answer() -> None:
    assert answered(Asked("b", "many", ("x",)), SHEETS) == 3


@pytest.mark.parametrize(("steps", "good"), [(5, {3, 4}), (10, {6, 7, 8, 9})])
def test_the_upper_two_fifths_of_a_scale_are_satisfied(steps: int, good: set[int]) -> None:
    assert Asked("a", "scale", tuple(map(str, range(1, steps + 1)))).good == good


def test_other_kinds_know_no_satisfied() -> None:
    assert Asked("a", "choice", FIVE).good == frozenset()


@given(st.lists(st.integers(1, 5), min_size=1, max_size=60))
def test_mean_and_median_are_those_of_the_answers(answers: list[int]) -> None:
    steps = [answers.count(step) for step in range(1, 6)]
    assert mean(steps) == pytest.approx(statistics.mean(answers))
    assert median(steps) == statistics.median(answers)


def test_nothing_has_no_mean_no_median_and_no_rate() -> None:
    assert (mean([0, 0]), median([0, 0]), rate(0, 0)) == (None, None, None)
    assert rate(46, 48) == 46 / 48
