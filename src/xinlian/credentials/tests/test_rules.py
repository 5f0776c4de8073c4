"""The short code for typing, and what may follow what."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from xinlian.credentials.rules import codes, passes, states


@given(some.binary(min_size=8, max_size=8))
def test_a_code_is_read_as_it_is_spoken(number: bytes) -> None:
    code = codes.code_of(number)
    assert codes.read(code) == code
    assert codes.read(f" {codes.shown(code).lower()} ") == code
    assert codes.read(code.replace("0", "O").replace("1", "l")) == code


@given(some.binary(min_size=8, max_size=8), some.integers(0, 8), some.sampled_from(codes.SIGNS))
def test_one_wrong_sign_is_found(number: bytes, place: int, sign: str) -> None:
    code = codes.code_of(number)
    wrong = code[:place] + sign + code[place + 1 :]
    assert codes.read(wrong) == (code if wrong == code else "")


@pytest.mark.parametrize("typed", ["", "1234", "ABCDEFGHU", "0" * 10, "一二三四五六七八九", "0000000!0"])
def test_what_is_no_code(typed: str) -> None:
    assert codes.read(typed) == ""


def test_a_step_needs_a_reason_and_a_way() -> None:
    assert passes.may_step("valid", "suspended", "没戴安全带").ok
    assert passes.may_step("revoked", "valid", "x").missing == ("pass_step",)
    assert passes.may_step("valid", "suspended", "  ").missing == ("why_needed",)
    assert passes.may_step("valid", "suspended", "x" * 201).missing == ("why_too_long",)


def test_every_state_has_its_word_in_the_list() -> None:
    assert set(states.LISTED) == set(states.PASS_NEXT)
    assert {states.LISTED[one] for one in states.PASS_NEXT if one not in states.STANDS} == {1}, "what ended is revoked"
