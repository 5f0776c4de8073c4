"""Whether answers fit the questions, with a reason for each that does not; and what of them is kept."""

from collections.abc import Mapping, Sequence
from typing import Any

from xinlian.surveys.rules.questions import Question

TEXT_LIMIT = 500
UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])


def faults(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, str]:
    """{code of the question: what is wrong}; empty when all fits. An answer to no question of this survey is one too."""
    known = {question["code"] for question in questions}
    found = {str(code): "question_unknown" for code in answers if code not in known}
    for question in questions:
        wrong = _fault(question, answers.get(question["code"]))
        if wrong:
            found[question["code"]] = wrong
    return found


def _fault(question: Question, said: Any) -> str:
    if not _says_something(said):
        return "answer_required" if question["required"] else ""
    if question["kind"] == "text":
        return _text_fault(said)
    options = {option["code"] for option in question["options"]}
    many = question["kind"] == "many"
    if many is not isinstance(said, list):
        return "answer_one_only" if not many else "answer_no_list"
    chosen = said if many else [said]
    return "" if all(isinstance(one, str) and one in options for one in chosen) else "option_unknown"


def _text_fault(said: Any) -> str:
    if not isinstance(said, str):
        return "answer_no_text"
    return "answer_too_long" if len(said.strip()) > TEXT_LIMIT else ""


def _says_something(said: Any) -> bool:
    return bool(said.strip()) if isinstance(said, str) else said is not None and said != []


def kept(questions: Sequence[Question], answers: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored of answers without faults, in the order of the questions; nothing for what was left out."""
    found: dict[str, Any] = {}
    for question in questions:
        said = answers.get(question["code"])
        if not _says_something(said):
            continue
        found[question["code"]] = _plain(question, said)
    return found


def _plain(question: Question, said: Any) -> Any:
    if question["kind"] == "text":
        return said.strip().translate(UNPRINTABLE)
    if question["kind"] == "many":
        return [option["code"] for option in question["options"] if option["code"] in said]
    return said
