"""Ages and health checks at their edges."""

import datetime

import pytest

from xinlian.testing.make import impossible_id
from xinlian.training.rules import ages, medical
from xinlian.training.rules.ages import AgeRule
from xinlian.training.rules.medical import Check, Found

DAY = datetime.date
RULE = AgeRule(18, 60, 50)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (DAY(2008, 2, 29), DAY(2026, 2, 28), 17),
        (DAY(2008, 2, 29), DAY(2026, 3, 1), 18),
        (DAY(2008, 2, 29), DAY(2028, 2, 29), 20),
        (DAY(2008, 11, 29), DAY(2026, 11, 28), 17),
        (DAY(2008, 11, 29), DAY(2026, 11, 29), 18),
        (DAY(2008, 12, 31), DAY(2026, 1, 1), 17),
    ],
)
def test_a_year_older_on_the_birthday_and_not_the_day_before(born: DAY, on: DAY, age: int) -> None:
    assert ages.age_on(born, on) == age


@pytest.mark.parametrize(
    ("man", "years", "code"),
    [
        (True, 17, "age_under"),
        (True, 18, None),
        (True, 60, None),
        (True, 61, "age_over"),
        (False, 50, None),
        (False, 51, "age_over"),
        (None, 60, None),
        (None, 61, "age_over"),
    ],
)
def test_the_ages_of_a_trade_hold_with_both_ends(man: bool | None, years: int, code: str | None) -> None:
    on = DAY(2026, 11, 29)
    reason = ages.against(DAY(on.year - years, 11, 29), man, RULE, on)
    assert (reason.code if reason else None) == code


def test_unknown_ages_are_a_reason_and_an_open_end_stays_open() -> None:
    on = DAY(2026, 11, 29)
    assert ages.against(None, None, RULE, on).code == "age_unknown"  # type: ignore[union-attr]
    assert ages.against(DAY(1930, 1, 1), None, AgeRule(18, 60, None), on) is None
    assert ages.against(DAY(1930, 1, 1), False, AgeRule(18, 60, None), on) is None
    assert ages.birthday("P1234567") is None
    assert ages.is_man("P1234567") is None
    assert ages.birthday("990000199002301234") is None
    number = impossible_id(7, DAY(1990, 5, 6))
    assert ages.birthday(number) == DAY(1990, 5, 6)
    assert ages.is_man(number) is True
    assert ages.is_man(impossible_id(8)) is False


FROM, UNTIL = DAY(2026, 1, 1), DAY(2026, 12, 31)


def check(found: Found, until: DAY = UNTIL, on: DAY = FROM) -> Check:
    return Check(on, until, found)


def test_a_check_holds_through_its_last_day() -> None:
    fit = check(Found("fit"))
    assert medical.against(fit, (), DAY(2026, 12, 31)) is None
    assert medical.against(fit, (), DAY(2027, 1, 1)).code == "medical_over"  # type: ignore[union-attr]
    assert medical.against(None, (), DAY(2026, 1, 1)).code == "medical_missing"  # type: ignore[union-attr]


def test_nobody_can_tell_an_unfit_from_a_barred_one() -> None:
    on, limited = DAY(2026, 6, 1), Found("limited", ("height", "dust"), "note")
    unfit = medical.against(check(Found("unfit")), (), on)
    barred = medical.against(check(limited), ("height",), on)
    assert unfit == barred
    assert unfit is not None
    assert (unfit.code, dict(unfit.facts)) == ("medical_bars_trade", {})
    assert medical.against(check(limited), ("crane",), on) is None


def test_the_last_check_counts_and_is_sealed_whole() -> None:
    old, new = check(Found("unfit")), check(Found("fit"), on=DAY(2026, 5, 1))
    assert medical.newest([new, old]) == new
    assert medical.newest([]) is None
    found = Found("limited", ("night",), "备注")
    assert medical.opened(found.sealed()) == found


@pytest.mark.parametrize(
    ("found", "on", "until", "code"),
    [
        (Found("fine"), DAY(2026, 1, 1), DAY(2027, 1, 1), "medical_result_unknown"),
        (Found("limited", ("swim",)), DAY(2026, 1, 1), DAY(2027, 1, 1), "medical_restriction_unknown"),
        (Found("fit", ("night",)), DAY(2026, 1, 1), DAY(2027, 1, 1), "medical_restrictions_match"),
        (Found("limited"), DAY(2026, 1, 1), DAY(2027, 1, 1), "medical_restrictions_match"),
        (Found("fit"), DAY(2026, 6, 2), DAY(2027, 1, 1), "medical_in_future"),
        (Found("fit"), DAY(2026, 1, 2), DAY(2026, 1, 1), "medical_ends_before_it_begins"),
    ],
)
def test_what_a_medic_cannot_write(found: Found, on: DAY, until: DAY, code: str) -> None:
    today = DAY(2026, 6, 1)
    assert [one.code for one in medical.demanded(found, on, until, today)] == [code]
    assert medical.demanded(Found("limited", ("night",)), today, today, today) == []
