"""When codes may be asked, sent and tried; when records may become one."""

import datetime
from dataclasses import replace

import pytest

from xinlian.people import rules

NOW = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)
FRESH = rules.CodeState(NOW, NOW + rules.CODE_STANDS, sendings=1, tries=0, used=False)


def later(seconds: float) -> datetime.datetime:
    return NOW + datetime.timedelta(seconds=seconds)


@pytest.mark.parametrize(("passed", "left"), [(0, 60), (0.5, 60), (1, 59), (59.2, 1), (60, 0), (600, 0)])
def test_seconds_to_wait(passed: float, left: int) -> None:
    assert rules.seconds_to_wait(NOW, later(passed)) == left


def test_nobody_waits_for_a_first_code() -> None:
    assert rules.seconds_to_wait(None, NOW) == 0


def test_a_code_stands_five_minutes() -> None:
    assert rules.may_try(FRESH, later(299)).ok
    assert rules.may_try(FRESH, later(300)).missing == ("code_over",)


@pytest.mark.parametrize("spoiled", [{"tries": 5}, {"used": True}])
def test_a_spoiled_code_is_over(spoiled: dict[str, object]) -> None:
    assert rules.may_try(replace(FRESH, **spoiled), NOW).missing == ("code_over",)  # type: ignore[arg-type]


def test_sent_again_after_a_minute_and_three_times_at_most() -> None:
    assert rules.may_send_again(FRESH, later(59)).missing == ("code_wait",)
    assert rules.may_send_again(FRESH, later(60)).ok
    assert rules.may_send_again(replace(FRESH, sendings=3), later(60)).missing == ("code_sendings",)
    assert rules.may_send_again(FRESH, later(301)).missing == ("code_over",)


GOOD = {"found": True, "same_name": True, "has_phone": False, "ever_in": False, "in_office": False, "fresh": True}


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, ()),
        ({"found": False}, ("attach_none",)),
        ({"same_name": False}, ("attach_none",)),
        ({"has_phone": True}, ("attach_none",)),
        ({"ever_in": True}, ("attach_none",)),
        ({"in_office": True}, ("attach_by_union",)),
        ({"fresh": False}, ("attach_by_union",)),
        ({"same_name": False, "in_office": True}, ("attach_none",)),
    ],
)
def test_when_an_imported_record_becomes_ones_own(change: dict[str, bool], missing: tuple[str, ...]) -> None:
    assert rules.may_be_attached(**{**GOOD, **change}).missing == missing


@pytest.mark.parametrize(
    ("given", "held", "same"),
    [
        ("张三", "张三", True),
        (" 张 三 ", "张三", True),
        ("阿卜杜拉·买买提", "阿卜杜拉•买买提", True),
        ("Zhang San", "ZHANGSAN", True),
        ("张三", "张四", False),
        ("", "", False),
        ("·", "", False),
    ],
)
def test_same_name(given: str, held: str, same: bool) -> None:
    assert rules.same_name(given, held) is same


@pytest.mark.parametrize(
    ("has_role", "has_password", "minutes", "missing"),
    [
        (True, False, None, ()),
        (True, True, 14.9, ()),
        (True, True, 15.1, ("password_not_now",)),
        (True, True, None, ("password_not_now",)),
        (False, False, 1.0, ("role_missing",)),
    ],
)
def test_when_a_password_may_be_set(
    has_role: bool, has_password: bool, minutes: float | None, missing: tuple[str, ...]
) -> None:
    found = rules.may_set_login(has_role=has_role, has_password=has_password, code_minutes=minutes)
    assert found.missing == missing


def test_a_name_that_a_union_checked_is_changed_by_request() -> None:
    assert rules.may_change_name("self", has_id=False).ok
    assert not rules.may_change_name("self", has_id=True).ok
    assert not rules.may_change_name("import", has_id=False).ok
