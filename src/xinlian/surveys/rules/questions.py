"""The shape of questions, and the changes an editor makes to a list of them; all pure.

A question is {"code", "kind", "text": {"zh", "en"}, "required", "options": [{"code", "zh", "en"}]}. A scale's options
are its steps from low to high, "1" to "5" or "1" to "10"; a text has none.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from xinlian.engines.tallies.counting import Asked
from xinlian.rows.refusals import Decision

Question = dict[str, Any]

KINDS = ("scale", "choice", "many", "text")
SCALES = (5, 10)
MOST_QUESTIONS, FEWEST_OPTIONS, MOST_OPTIONS = 30, 2, 10
TEXT_LIMIT, OPTION_LIMIT = 200, 60


def asked(question: Mapping[str, Any]) -> Asked:
    """The question as the engine counts it."""
    return Asked(question["code"], question["kind"], tuple(option["code"] for option in question["options"]))


def in_words(text: Mapping[str, Any], language: str) -> str:
    """A text of the questionnaire in a language; Chinese where there is no English."""
    english = str(text.get("en") or "")
    return english if english and not language.startswith("zh") else str(text["zh"])


def well_formed(questions: Sequence[Question]) -> Decision:
    """Whether a questionnaire may be kept like this."""
    codes = [question["code"] for question in questions]
    return Decision.of(
        questions_not_too_many=len(codes) <= MOST_QUESTIONS,
        question_codes_differ=len(set(codes)) == len(codes),
        question_kind_known=all(question["kind"] in KINDS for question in questions),
        question_has_words=all(0 < len(question["text"]["zh"].strip()) <= TEXT_LIMIT for question in questions),
        question_options_fit=all(_options_fit(question) for question in questions),
    )


def _options_fit(question: Question) -> bool:
    options = question["options"]
    codes = [option["code"] for option in options]
    if len(set(codes)) != len(codes) or not all(0 < len(option["zh"]) <= OPTION_LIMIT for option in options):
        return False
    if question["kind"] == "text":
        return not options
    if question["kind"] == "scale":
        return len(options) in SCALES and codes == [str(step) for step in range(1, len(options) + 1)]
    return FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS


def fresh_code(questions: Sequence[Question]) -> str:
    """A code that no question has."""
    taken = {question["code"] for question in questions}
    return next(code for number in range(1, len(taken) + 2) if (code := f"q{number}") not in taken)


def placed(questions: Sequence[Question], question: Question) -> list[Question]:
    """The list with a question instead of that of the same code, else at the end."""
    if any(one["code"] == question["code"] for one in questions):
        return [question if one["code"] == question["code"] else one for one in questions]
    return [*questions, question]


def without(questions: Sequence[Question], code: str) -> list[Question]:
    """The list without a question."""
    return [question for question in questions if question["code"] != code]


def moved(questions: Sequence[Question], code: str, by: int) -> list[Question]:
    """The list with a question moved up (-1) or down (1); at the end of the list it stays."""
    found = list(questions)
    place = next((place for place, question in enumerate(found) if question["code"] == code), None)
    if place is not None and 0 <= place + by < len(found):
        found[place], found[place + by] = found[place + by], found[place]
    return found
