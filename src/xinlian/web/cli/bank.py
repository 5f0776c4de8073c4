"""Reads a bank of questions and says what was understood of it, and why each of the rest was not: no database, no network.

Excel (.xlsx, .xls), CSV, Moodle XML (.xml), QTI 2.x and 3.0 (.zip, .xml), GIFT (.gift, .txt), Aiken (.aiken, .txt) and plain
text (.txt). The last line is the verdict. Exit code 1 when something was not taken, 2 when the file cannot be read at all.
"""

import argparse
import dataclasses
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from xinlian.engines.exams.bank.report import Fault, Report, Unreadable
from xinlian.engines.exams.questions import Question
from xinlian.web.cli import boot
from xinlian.web.cli.exits import FAILED, OK, Usage

HELP = "read a bank of questions and report what was understood"
EPILOG = """examples:
  ./xinlian bank 题库.xlsx --check
  ./xinlian bank questions.gift --check --json"""

SENTENCES = {
    "stem_missing": "there is no stem",
    "text_too_long": "a text is longer than a question may be",
    "text_unseen": "a text holds signs that cannot be seen",
    "marks_range": "marks must lie above 0, at most 1000",
    "marks_number": "'{value}' is no number of marks",
    "difficulty_range": "difficulty is 1 to 5",
    "difficulty_unknown": "'{value}' is no difficulty that is known",
    "options_few": "a choice needs two options or more",
    "options_many": "there are more options than a question may have",
    "option_empty": "an option between others is empty",
    "options_same": "two options say the same",
    "answer_missing": "there is no answer",
    "answer_unknown": "the answer '{value}' names no option",
    "answer_ambiguous": "the answer '{value}' can be read in two ways: write its letter",
    "answer_several": "one right option is wanted, several are named",
    "answer_number": "the answer '{value}' is no number",
    "judge_word": "'{value}' says neither right nor wrong",
    "blanks_many": "there are more blanks than a question may have",
    "blanks_differ": "the stem has {gaps} blanks, the answer fills {answers}",
    "tolerance_range": "a tolerance is not below 0",
    "pairs_missing": "nothing is paired: write left=right",
    "pairs_few": "a matching needs two pairs or more",
    "order_letters": "the answer '{value}' does not name each step once",
    "kind_unknown": "'{value}' is no kind of question that is known",
    "kind_unclear": "the kind is not said and cannot be told from the answer",
    "kind_unsupported": "the kind '{value}' is not taken",
    "stem_twice": "the same question stands at {at}",
    "too_many": "a bank holds 20,000 questions at most",
    "line_outside": "'{value}' belongs to no question",
    "gift_no_answer": "'{value}' has no answer in braces",
    "gift_answer": "'{value}' is no answer",
    "html_dropped": "taken without <{tag}>",
    "feedback_dropped": "taken without the words said to each answer",
    "hint_dropped": "taken without its hints",
    "xml_doctype": "the file brings a document type, which could name files or grow without end",
    "xml_broken": "the file is no XML that can be read: {why}",
    "not_moodle": "the file is XML, but not a quiz of Moodle",
    "not_qti": "the file is XML, but neither a quiz of Moodle nor an item of QTI",
    "zip_broken": "the package cannot be unpacked",
    "zip_too_big": "the package unpacks to more than 64 MB, or an item of it to more than 1 MB",
    "not_text": "the file is no text",
    "no_questions": "no sheet looks like a bank: a column 题干 and others, or numbered questions with 【答案】",
    "file_too_big": "the file is over {limit} MB",
}


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("file", type=Path, help="the bank")
    parser.add_argument("--check", action="store_true", required=True, help="read and report, keep nothing")
    parser.add_argument("--json", action="store_true", help="the report as one JSON object")


def run(options: argparse.Namespace) -> int:
    """Report on a file."""
    file: Path = options.file
    if not file.is_file():
        raise Usage(f"there is no file {file}")
    boot.django()
    from xinlian.assessment.reading import read

    try:
        report = read(file)
    except Unreadable as error:
        raise Usage(f"{file.name}: {_say(error.code, error.facts)}") from error
    print(json.dumps(as_json(report), ensure_ascii=False) if options.json else _told(report))
    return FAILED if report.refused else OK


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain data: what was understood, and every fault with its code and sentence."""
    return {
        "questions": [{"where": where, **_question(one)} for where, one in report.questions],
        "not_taken": [_fault(one) for one in report.faults if not one.taken],
        "taken_in_part": [_fault(one) for one in report.faults if one.taken],
    }


def _question(one: Question) -> dict[str, Any]:
    plain = dataclasses.asdict(one)
    return {name: f"{value:f}" if isinstance(value, Decimal) else value for name, value in plain.items()}


def _fault(one: Fault) -> dict[str, Any]:
    return {"where": one.where, "code": one.code, "facts": dict(one.facts), "words": _say(one.code, one.facts)}


def _say(code: str, facts: Any) -> str:
    try:
        return SENTENCES.get(code, code).format_map(facts)
    except KeyError:
        return SENTENCES[code]


def _told(report: Report) -> str:
    kinds: dict[str, int] = {}
    for _, one in report.questions:
        kinds[one.kind] = kinds.get(one.kind, 0) + 1
    lines = [f"{kind:9} {count}" for kind, count in sorted(kinds.items(), key=lambda pair: -pair[1])]
    lines += [f"{one.where}: {_say(one.code, one.facts)}" for one in report.faults]
    verdict = f"{len(report.questions)} taken, {len(report.refused)} not taken"
    return "\n".join([*lines, verdict])
