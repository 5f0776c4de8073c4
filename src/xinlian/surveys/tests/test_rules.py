"""Pure decisions: the shape of questions, answers that fit, when somebody may answer."""

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinlian.surveys.rules import answers as rules
from xinlian.surveys.rules.asking import may_answer, may_ask, may_change, readable
from xinlian.surveys.rules.questions import fresh_code, in_words, moved, placed, well_formed, without
from xinlian.testing.demo.surveys import questions

NOW = datetime.datetime(2026, 6, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
FULL: dict[str, Any] = {"overall": "5", "again": "yes"}


def changed(**more: Any) -> list[dict[str, Any]]:
    first, *rest = questions()
    return [{**first, **more}, *rest]


def test_the_questionnaire_of_trips_is_well_formed() -> None:
    assert well_formed(questions()).ok


@pytest.mark.parametrize(
    ("wrong", "missing"),
    [
        (changed(code="food"), "question_codes_differ"),
        (changed(kind="guess"), "question_kind_known"),
        (changed(text={"zh": " ", "en": "x"}), "question_has_words"),
        (changed(text={"zh": "长" * 201, "en": ""}), "question_has_words"),
        (changed(options=questions()[0]["options"][:4]), "question_options_fit"),
        (changed(kind="choice", options=[{"code": "a", "zh": "甲", "en": ""}]), "question_options_fit"),
        (changed(kind="choice", options=[{"code": "a", "zh": "甲", "en": ""}] * 2), "question_options_fit"),
        (changed(kind="text"), "question_options_fit"),
        ([{**questions()[0], "code": f"q{n}"} for n in range(31)], "questions_not_too_many"),
    ],
)
def test_a_wrong_questionnaire_says_what_is_wrong(wrong: list[dict[str, Any]], missing: str) -> None:
    assert missing in well_formed(wrong).missing


@pytest.mark.parametrize(
    ("more", "code", "fault"),
    [
        ({"overall": ""}, "overall", "answer_required"),
        ({"overall": None}, "overall", "answer_required"),
        ({"overall": "6"}, "overall", "option_unknown"),
        ({"overall": 5}, "overall", "option_unknown"),
        ({"overall": ["5"]}, "overall", "answer_one_only"),
        ({"better": "food"}, "better", "answer_no_list"),
        ({"better": ["food", "x"]}, "better", "option_unknown"),
        ({"better": [["food"]]}, "better", "option_unknown"),
        ({"words": "字" * 10_000}, "words", "answer_too_long"),
        ({"words": {"a": 1}}, "words", "answer_no_text"),
        ({"salary": "1"}, "salary", "question_unknown"),
    ],
)
def test_each_answer_that_does_not_fit_has_a_reason(more: dict[str, Any], code: str, fault: str) -> None:
    assert rules.faults(questions(), {**FULL, **more}) == {code: fault}


def test_what_was_left_out_is_not_kept_and_what_was_said_stands_in_order() -> None:
    said = {**FULL, "words": "  谢谢\x00 ", "better": ["notice", "food", "food"], "food": ""}
    assert rules.faults(questions(), said) == {}
    kept = rules.kept(questions(), said)
    assert kept == {"overall": "5", "again": "yes", "better": ["food", "notice"], "words": "谢谢"}


SAID = st.one_of(
    st.none(), st.sampled_from(["5", "yes", "food", "", "x", "\x00"]), st.lists(st.sampled_from(["food", "x"]))
)


@given(st.fixed_dictionaries({one["code"]: SAID for one in questions()}))
def test_any_answers_are_judged_and_what_is_kept_fits_again(said: dict[str, Any]) -> None:
    if not rules.faults(questions(), said):
        assert rules.faults(questions(), rules.kept(questions(), said)) == {}


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        ({}, ()),
        ({"invited": False}, ("survey_for_you",)),
        ({"answered": True}, ("survey_not_answered",)),
        ({"at": NOW - 2 * HOUR}, ("survey_begun",)),
        ({"at": NOW + HOUR}, ("survey_not_over",)),
        ({"state": "closed"}, ("survey_not_over",)),
    ],
)
def test_who_may_answer_when(more: dict[str, Any], missing: tuple[str, ...]) -> None:
    given: dict[str, Any] = {"invited": True, "answered": False, "state": "open", "at": NOW}
    found = may_answer(**{**given, **more}, opens_at=NOW - HOUR, closes_at=NOW + HOUR)
    assert found.missing == missing


def test_what_may_be_asked_and_changed() -> None:
    day = NOW.date()
    assert may_ask(questions=1, begins=day, ends=None, on=day, above=True).ok
    wrong = may_ask(questions=0, begins=day, ends=day, on=day, above=False)
    assert wrong.missing == ("questionnaire_of_this_union", "questionnaire_has_questions", "questionnaire_in_force")
    assert may_change(used=True, retired=True).missing == ("questionnaire_not_used", "questionnaire_not_retired")


def test_anonymous_answers_are_read_at_the_end_only() -> None:
    assert not readable(anonymous=True, state="open")
    assert readable(anonymous=True, state="closed")
    assert readable(anonymous=False, state="open")


def test_the_editor_adds_moves_and_removes() -> None:
    every = questions()
    codes = [one["code"] for one in every]
    assert fresh_code(every) == "q1"
    assert fresh_code(placed(every, {**every[0], "code": "q1"})) == "q2"
    assert [one["code"] for one in placed(every, every[2])] == codes
    assert [one["code"] for one in moved(every, codes[0], 1)][:2] == [codes[1], codes[0]]
    assert moved(every, codes[0], -1) == every
    assert moved(every, "none", 1) == every
    assert [one["code"] for one in without(every, codes[0])] == codes[1:]


def test_words_fall_back_to_chinese() -> None:
    assert in_words({"zh": "好", "en": "Good"}, "en") == "Good"
    assert in_words({"zh": "好", "en": ""}, "en") == "好"
    assert in_words({"zh": "好", "en": "Good"}, "zh-hans") == "好"
