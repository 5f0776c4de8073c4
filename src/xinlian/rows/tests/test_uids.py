"""A UUID from outside is one, or None; never an error."""

import uuid

import pytest

from xinlian.rows.uids import uid_of


def test_what_was_written_is_read_again() -> None:
    made = uuid.uuid4()
    assert uid_of(str(made)) == uid_of(made.hex) == made


@pytest.mark.parametrize("text", ["", "1", "甲", "0" * 31, "' or 1=1"])
def test_anything_else_is_none(text: str) -> None:
    assert uid_of(text) is None
