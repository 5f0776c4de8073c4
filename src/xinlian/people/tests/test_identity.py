"""Phones and ID numbers: what is taken, what is refused with which reason, what is shown."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.people.identity import check_character, id_number, mask_id, mask_name, mask_phone, phone_number


@pytest.mark.parametrize(
    "text",
    ["19912345678", " 199 1234 5678 ", "+86 199-1234-5678", "8619912345678", "１９９１２３４５６７８", "(199)12345678"],
)
def test_phones_are_brought_into_one_form(text: str) -> None:
    assert phone_number(text).value == "19912345678"


@pytest.mark.parametrize(
    "text", ["", "12345", "12912345678", "1991234567", "199123456789", "+1 2025550123", "1991234567x"]
)
def test_what_is_no_mobile_number(text: str) -> None:
    assert phone_number(text).wrong == "phone_shape"


def test_the_standard_s_own_example() -> None:
    # GB 11643-1999, annex: 11010519491231002X
    assert check_character("11010519491231002") == "X"
    assert id_number("11010519491231002x", "mainland").value == "11010519491231002X"


@pytest.mark.parametrize(
    ("text", "kind", "wrong"),
    [
        ("99000019900101001", "mainland", "id_shape"),
        ("990000199013010013", "mainland", "id_date"),
        ("990000199002300013", "mainland", "id_date"),
        ("11010519491231002Y", "mainland", "id_shape"),
        ("110105194912310021", "mainland", "id_checksum"),
        ("E1", "passport", "id_shape"),
        ("E1234567", "library card", "id_type"),
    ],
)
def test_reasons(text: str, kind: str, wrong: str) -> None:
    assert id_number(text, kind).wrong == wrong


def test_a_passport_is_taken_by_shape() -> None:
    assert id_number(" e1234567 ", "passport").value == "E1234567"


@given(st.integers(0, 9999), st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), st.integers(0, 999))
def test_one_wrong_digit_never_passes(region: int, born: datetime.date, serial: int) -> None:
    first = f"99{region:04d}{born:%Y%m%d}{serial:03d}"
    right = first + check_character(first)
    assert id_number(right, "mainland").value == right
    for place in (0, 5, 16):
        other = str((int(right[place]) + 1) % 10)
        assert id_number(right[:place] + other + right[place + 1 :], "mainland").wrong


def test_masks_hide_the_middle() -> None:
    assert mask_phone("19912345678") == "199****5678"
    assert mask_phone(None) == mask_phone("123") == ""
    assert mask_id("11010519491231002X") == "110*************2X"
    assert len(mask_id("11010519491231002X")) == 18
    assert mask_name("张三") == "张*"
    assert mask_name("欧阳小明") == "欧**明"


@given(st.text(min_size=7, max_size=20))
def test_a_masked_number_never_shows_more_than_five_characters(text: str) -> None:
    assert sum(character != "*" for character in mask_id(text.replace("*", "x"))) <= 5
