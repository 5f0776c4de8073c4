"""Question banks as plain text: a numbered stem, lettered options, 【答案】 and 【解析】; headings of kinds between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xinlian.engines.exams.bank import words
from xinlian.engines.exams.bank.build import Refused, Said, question
from xinlian.engines.exams.bank.report import Report

Lines = Sequence[tuple[int, str]]
STEM = re.compile(r"^\s*[（(]?(\d{1,4})\s*[)）.．、]\s*(?:[\[【（(]\s*([^\]】）)]{2,8})\s*[\]】）)])?\s*(.*)$")
OPTION = re.compile(r"^\s*[（(]?([A-Za-z])\s*[)）.．、:：]\s*(.*)$")
TAG = re.compile(
    r"^\s*[【\[]?\s*(正确答案|参考答案|标准答案|答案|解析|答案解析|难度|分值|知识点|工种|来源)\s*[】\]]?\s*[:：]?\s*(.*)$"
)
HEADING = re.compile(r"^\s*[一二三四五六七八九十]+\s*[、.．]\s*([^（(：:]{2,10})")
IN_STEM = re.compile(r"[（(]\s*([A-Ga-g√×对错](?:[,，、\s]*[A-Ga-g])*)\s*[)）]\s*[。.]?\s*$")
PARTS = {"解析": "explanation", "答案解析": "explanation", "难度": "difficulty", "分值": "marks"}
PARTS |= {"知识点": "topic", "工种": "trade", "来源": "source"}


@dataclass(slots=True)
class Draft:
    """A question while its lines are read."""

    number: int
    stem: str
    kind: str
    options: list[str] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)
    last: str = "stem"


def looks_like(lines: Lines) -> bool:
    """Whether there is at least one numbered stem and one answer."""
    return any(STEM.match(line) for _, line in lines) and any(
        TAG.match(line) or IN_STEM.search(line) for _, line in lines
    )


def read(lines: Lines, report: Report, sheet: str = "") -> None:
    """Read questions out of numbered lines into a report; what stands before the first stem is a heading."""
    draft: Draft | None = None
    kind = ""
    for number, line in lines:
        if not line.strip():
            continue
        heading, stem = HEADING.match(line), STEM.match(line)
        if heading and words.kind(heading[1]):
            _close(draft, report, sheet)
            draft, kind = None, heading[1]
        elif stem:
            _close(draft, report, sheet)
            named = stem[2] if stem[2] and words.kind(stem[2]) else ""
            said = stem[3] if named or not stem[2] else line.split(stem[1], 1)[1].lstrip(")）.．、 ")
            draft = Draft(number, said, named or kind)
        elif draft is not None:
            _add(draft, line)
        else:
            report.refuse(_where(sheet, number), "line_outside", value=line.strip()[:40])
    _close(draft, report, sheet)


def _where(sheet: str, number: int) -> str:
    return f"{sheet}!{number}" if sheet else str(number)


def _add(draft: Draft, line: str) -> None:
    tag, option = TAG.match(line), OPTION.match(line)
    if tag:
        name = PARTS.get(tag[1], "answer")
        draft.parts[name], draft.last = tag[2].strip(), name
    elif option and draft.last in ("stem", "options") and _next(draft, option[1]):
        draft.options += _several(line)
        draft.last = "options"
    elif draft.last == "stem":
        draft.stem += "\n" + line.strip()
    elif draft.last == "options":
        draft.options[-1] += "\n" + line.strip()
    else:
        draft.parts[draft.last] += "\n" + line.strip()


def _next(draft: Draft, letter: str) -> bool:
    return words.LETTERS.find(letter.upper()) == len(draft.options)


def _several(line: str) -> list[str]:
    """The options of a line: one, or several side by side when their letters follow one another."""
    parts = re.split(r"(?:^|\s+)[（(]?([A-Za-z])\s*[)）.．、:：]\s*", line.strip())[1:]
    letters, texts = parts[::2], parts[1::2]
    ranks = [words.LETTERS.find(letter.upper()) for letter in letters]
    if len(texts) > 1 and ranks == list(range(ranks[0], ranks[0] + len(ranks))):
        return [text.strip() for text in texts]
    match = OPTION.match(line)
    return [match[2].strip()] if match else []


def _close(draft: Draft | None, report: Report, sheet: str) -> None:
    if draft is None:
        return
    stem = draft.stem.strip()
    parts: dict[str, Any] = dict(draft.parts)
    inside = IN_STEM.search(stem)
    if "answer" not in parts and inside:
        parts["answer"] = inside[1]
        stem = stem[: inside.start()].rstrip() + "（ ）"
    where = _where(sheet, draft.number)
    try:
        report.take(where, question(Said(stem, draft.kind, tuple(draft.options), **parts)))
    except Refused as refused:
        report.refuse(where, refused.code, **refused.facts)
