"""Question banks out of tables, as Chinese schools and firms lay them out: rows of cells in, questions and faults out.

Layouts: a column for each option; all options in one cell; a column for each option and one whether it is right; a row for
each option; or no table at all but text, a line in each row. Which one it is, is seen by the headers.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from xinlian.engines.exams.bank import text, words
from xinlian.engines.exams.bank.build import Refused, Said, question
from xinlian.engines.exams.bank.report import Report, Unreadable

Rows = Sequence[tuple[int, Sequence[str]]]
HEADER_WITHIN = 10
NAMES = {
    "kind": ("题型", "试题类型", "题目类型", "类型", "type"),
    "stem": ("题干", "题目", "试题", "问题", "题目内容", "试题内容", "题干内容", "题目描述", "stem"),
    "options": ("选项", "备选答案", "备选项", "全部选项", "options"),
    "answer": ("正确答案", "答案", "标准答案", "参考答案", "正确选项", "answer"),
    "explanation": ("解析", "答案解析", "试题解析", "题目解析", "解释", "explanation"),
    "difficulty": ("难度", "难易度", "难度系数", "难易程度", "difficulty"),
    "marks": ("分值", "分数", "得分", "每题分数", "marks"),
    "topic": ("知识点", "考点", "章节", "分类", "题目分类", "topic"),
    "trade": ("工种", "职业", "trade"),
    "source": ("来源", "出处", "source"),
    "picture": ("图片", "配图", "题干图片", "picture"),
    "option_text": ("选项内容", "选项文本"),
    "option_right": ("是否正确", "是否为正确答案", "正确与否"),
}
NAME_OF = {word: name for name, several in NAMES.items() for word in several}
OPTION = re.compile(r"^(?:选项|option|备选)?\s*([A-Z]|\d{1,2}|[一二三四五六七八九十])\s*(?:项|选项)?$", re.I)
PAIRED = re.compile(r"^选项\s*([A-Z]|\d{1,2}|[一二三四五六七八九十])\s*(内容|文本|是否正确|正确)$", re.I)
MARK = re.compile(r"(?:\*\*|##)\s*(?=[A-Za-z][.．、:：)）])|##|\*\*|\n|[;；|]")
LETTERED = re.compile(r"^\s*[（(]?\s*([A-Za-z])\s*[)）.．、:：]\s*")
INLINE = re.compile(r"(?:(?<=\s)|^)(?=[A-Z]\s*[.．、:：])")
MARKED = ("是", "对", "正确", "√", "✓", "1", "true", "y", "yes", "t")


@dataclass(slots=True)
class Header:
    """Which column is what: names to places, options by their place, and what a paired column says of an option."""

    row: int
    names: dict[str, int] = field(default_factory=dict)
    options: dict[int, int] = field(default_factory=dict)
    rights: dict[int, int] = field(default_factory=dict)


def read(sheets: Iterable[tuple[str, Rows]]) -> Report:
    """Everything in a workbook. Raises Unreadable: no_questions when no sheet looks like a bank."""
    report, known = Report(), False
    for name, rows in sheets:
        header = find_header(rows)
        if header is not None:
            known = True
            _table(name, rows, header, report)
        elif text.looks_like(lines := [(number, " ".join(cells)) for number, cells in rows]):
            known = True
            text.read(lines, report, sheet=name)
    if not known:
        raise Unreadable("no_questions")
    return report


def find_header(rows: Rows) -> Header | None:
    """The row of headers within the first ten: one that names the stem and at least one thing more."""
    for number, cells in rows[:HEADER_WITHIN]:
        found = Header(number)
        for place, cell in enumerate(cells):
            _name(found, place, cell)
        more = len(found.names) + len(found.options) + len(found.rights)
        if "stem" in found.names and more > 1:
            return found
    return None


def _name(header: Header, place: int, cell: str) -> None:
    word = re.sub(r"[（(].*?[)）]|[*＊:：]", "", words.plain(cell)).strip().casefold()
    paired, option = PAIRED.match(word), OPTION.match(word)
    if word in NAME_OF:
        header.names.setdefault(NAME_OF[word], place)
    elif paired:
        target = header.options if paired[2] in ("内容", "文本") else header.rights
        target.setdefault(_rank(paired[1]), place)
    elif option:
        header.options.setdefault(_rank(option[1]), place)


def _rank(sign: str) -> int:
    if sign.isdigit():
        return int(sign) - 1
    return words.NUMERALS[sign] - 1 if sign in words.NUMERALS else words.LETTERS.index(sign.upper())


def _table(sheet: str, rows: Rows, header: Header, report: Report) -> None:
    body = [(number, cells) for number, cells in rows if number > header.row and any(cell.strip() for cell in cells)]
    if "option_text" in header.names:
        _row_for_each_option(sheet, body, header, report)
        return
    for number, cells in body:
        _take(f"{sheet}!{number}", _said(cells, header), report)


def _take(where: str, said: Said, report: Report) -> None:
    if not said.stem.strip():
        report.refuse(where, "stem_missing")
        return
    try:
        report.take(where, question(said))
    except Refused as refused:
        report.refuse(where, refused.code, **refused.facts)


def _cell(cells: Sequence[str], place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def _said(cells: Sequence[str], header: Header) -> Said:
    told = {name: _cell(cells, header.names.get(name)) for name in NAMES if not name.startswith("option")}
    by_rank = {rank: _cell(cells, place) for rank, place in sorted(header.options.items())}
    options, right = _filled(by_rank, {rank: _cell(cells, place) for rank, place in header.rights.items()})
    if not header.options and "options" in header.names:
        options = split_options(_cell(cells, header.names["options"]))
    return Said(**told, options=options, right=right)


def _filled(by_rank: dict[int, str], marks: dict[int, str]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Options without the empty ones behind the last; a gap between two stays and is refused as an empty option."""
    last = max((rank for rank, option in by_rank.items() if option), default=-1)
    options = tuple(by_rank.get(rank, "") for rank in range(last + 1))
    right = tuple(rank for rank in range(last + 1) if words.plain(marks.get(rank, "")).casefold() in MARKED)
    return options, right


def split_options(cell: str) -> tuple[str, ...]:
    """Options out of one cell: parted by ** or ##, lines, ; or |, or by their letters alone; letters are taken off."""
    parts = [part.strip() for part in MARK.split(cell) if part and part.strip()]
    if len(parts) == 1:
        parts = [part.strip() for part in INLINE.split(cell) if part.strip()]
    if parts and all(LETTERED.match(part) for part in parts):
        parts = [LETTERED.sub("", part, count=1) for part in parts]
    return tuple(parts)


def _row_for_each_option(sheet: str, body: Rows, header: Header, report: Report) -> None:
    """A question begins where a stem stands; rows without one, or with the same, are its further options."""
    groups: list[tuple[int, list[Sequence[str]]]] = []
    for number, cells in body:
        stem = _cell(cells, header.names["stem"])
        same = bool(groups) and stem in ("", _cell(groups[-1][1][0], header.names["stem"]))
        if same:
            groups[-1][1].append(cells)
        else:
            groups.append((number, [cells]))
    for number, rows in groups:
        first = _said(rows[0], header)
        options = tuple(_cell(cells, header.names["option_text"]) for cells in rows)
        marks = [words.plain(_cell(cells, header.names.get("option_right"))).casefold() for cells in rows]
        right = tuple(place for place, mark in enumerate(marks) if mark in MARKED)
        told = {name: getattr(first, name) for name in NAMES if not name.startswith("option")}
        _take(f"{sheet}!{number}", Said(**told, options=tuple(o for o in options if o), right=right), report)
