"""Questions as rows of a table, a column for each option: what `tables` reads back as it was."""

from collections.abc import Iterable

from xinlian.engines.exams.bank import tables, words
from xinlian.engines.exams.bank.report import Fault
from xinlian.engines.exams.questions import (
    BLANK,
    CHOICES,
    JUDGE,
    MATCH,
    NUMERIC,
    ORDER,
    SHORT,
    Question,
)

BEFORE, AFTER = ("题型", "题干"), ("正确答案", "解析", "难度", "分值", "知识点", "工种", "来源", "图片")
FEWEST = 4


def write(questions: Iterable[Question]) -> tuple[list[str], list[list[str]], list[Fault]]:
    """(headers, rows, which questions a row cannot hold): each row is read back, and one that says something else is no row."""
    several = list(questions)
    width = max([FEWEST, *(len(_options(one)) for one in several)])
    headers = [*BEFORE, *(f"选项{words.LETTERS[place]}" for place in range(width)), *AFTER]
    rows, faults = [], []
    for number, question in enumerate(several, 1):
        row = _row(question, width)
        back = tables.read([("", [(1, headers), (2, row)])]).questions
        if [one for _, one in back] == [question]:
            rows.append(row)
        else:
            faults.append(Fault(str(number), "row_unfit"))
    return headers, rows, faults


def _options(question: Question) -> tuple[str, ...]:
    if question.kind == MATCH:
        return (*(f"{left}={right}" for left, right in question.pairs), *question.extras)
    return question.options


def _row(question: Question, width: int) -> list[str]:
    options = _options(question)
    return [
        words.KIND_WORDS[question.kind][0],
        question.stem,
        *options,
        *[""] * (width - len(options)),
        _answer(question),
        question.explanation,
        words.DIFFICULTY_WORDS.get(question.difficulty, ""),
        f"{question.marks:f}",
        question.topic,
        question.trade,
        question.source,
        ";".join(question.pictures),
    ]


def _answer(question: Question) -> str:
    if question.kind in CHOICES:
        return "".join(words.LETTERS[place] for place in question.right)
    if question.kind == JUDGE:
        return "正确" if question.truth else "错误"
    if question.kind == BLANK:
        return "；".join("|".join(texts) for texts in question.blanks)
    if question.kind == NUMERIC:
        return f"{question.value:f}" + (f"±{question.tolerance:f}" if question.tolerance else "")
    return {ORDER: words.LETTERS[: len(question.options)], SHORT: question.model, MATCH: ""}[question.kind]
