"""Sentences for refusal codes: one for each code, in whichever app it stands."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from xinlian.rows.sentences import texts, together


def test_every_code_of_all_apps_has_one_sentence() -> None:
    texts.cache_clear()
    assert {"role_officer", "seat_step", "station_published"} <= texts().keys()


def test_two_sentences_for_one_code_are_an_error() -> None:
    assert together([{"a": "甲"}, {"b": "乙"}]) == {"a": "甲", "b": "乙"}
    with pytest.raises(ImproperlyConfigured, match="same refusal: a, c"):
        together([{"a": "甲", "c": "丙"}, {"b": "乙"}, {"c": "丙", "a": "丁"}])
