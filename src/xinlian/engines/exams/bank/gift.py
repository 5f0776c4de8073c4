"""GIFT and Aiken, the two formats of plain text. Source: Moodle's documentation of both."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from xinlian.engines.exams.bank import words
from xinlian.engines.exams.bank.build import Refused
from xinlian.engines.exams.bank.report import Fault, Report, Unreadable
from xinlian.engines.exams.questions import (
    BLANK,
    JUDGE,
    MATCH,
    MULTIPLE,
    NUMERIC,
    ORDER,
    SHORT,
    SINGLE,
    Question,
)

SPECIAL = "\\~=#{}:"
FORMAT = re.compile(r"^\[(html|plain|markdown|moodle)\]\s*", re.I)
TITLE = re.compile(r"^::(?:\\.|[^:]|:(?!:))*::\s*", re.S)
MARK = re.compile(r"(?<!\\)([=~])")
SHARE = re.compile(r"^%(-?\d+(?:\.\d+)?)%")
ARROW = re.compile(r"(?<!\\)->")
GENERAL = re.compile(r"(?<!\\)####")
COMMENT = re.compile(r"(?<!\\)#")
AIKEN_OPTION = re.compile(r"^([A-Z])[.)]\s*(.+)$")
AIKEN_ANSWER = re.compile(r"^ANSWER:\s*([A-Z])\s*$", re.I)


def decoded(content: bytes) -> str:
    """Text of a file: UTF-8, else the encoding of old Chinese Windows. Raises Unreadable not_text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise Unreadable("not_text")


def _plain(text: str) -> str:
    return re.sub(r"\\([\\~=#{}:n])", lambda found: "\n" if found[1] == "n" else found[1], text).strip()


def _escaped(text: str) -> str:
    for sign in SPECIAL:
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\n", "\\n")


def read(content: bytes) -> Report:
    """Every question of a GIFT file; a place is the number of its first line."""
    report, topic = Report(), ""
    for number, block in _blocks(decoded(content)):
        if block.startswith("$CATEGORY:"):
            topic = block.removeprefix("$CATEGORY:").strip().removeprefix("$course$/").removeprefix("top/")
            continue
        try:
            report.take(str(number), _question(block, topic))
        except Refused as refused:
            report.refuse(str(number), refused.code, **refused.facts)
    return report


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """(line, text) of what stands between empty lines, without comments; a category is a block of its own."""
    held: list[str] = []
    begin = 0
    for number, line in enumerate([*text.split("\n"), ""], 1):
        if line.lstrip().startswith("//"):
            continue
        if held and (not line.strip() or line.startswith("$CATEGORY:")) and _closed(held):
            yield begin, "\n".join(held).strip()
            held = []
        if line.strip():
            begin = begin if held else number
            held.append(line)
            if line.startswith("$CATEGORY:"):
                yield number, line
                held = []
    if held:
        yield begin, "\n".join(held).strip()


def _closed(held: list[str]) -> bool:
    whole = "\n".join(held)
    return len(re.findall(r"(?<!\\)\{", whole)) <= len(re.findall(r"(?<!\\)\}", whole))


def _question(block: str, topic: str) -> Question:
    block = TITLE.sub("", block, count=1)
    found = re.search(r"(?<!\\)\{(.*?)(?<!\\)\}", block, re.S)
    if found is None:
        raise Refused("gift_no_answer", value=block[:40])
    before, after, inside = block[: found.start()], block[found.end() :], found[1].strip()
    stem = _plain(FORMAT.sub("", before.strip()))
    if after.strip():
        stem = f"{stem} ____ {_plain(after)}"
    body, *general = GENERAL.split(inside, maxsplit=1)
    content = _content(body.strip())
    return Question(**content, stem=stem, topic=topic, explanation=_plain(general[0]) if general else "")


def _content(body: str) -> dict[str, Any]:
    if not body:
        return {"kind": SHORT}
    bare = COMMENT.split(body, maxsplit=1)[0].strip()
    if bare.upper() in ("T", "TRUE", "F", "FALSE"):
        return {"kind": JUDGE, "truth": bare.upper().startswith("T")}
    if body.startswith("#"):
        return _numeric(body[1:].strip())
    parts = MARK.split(body)
    if parts[0].strip():
        raise Refused("gift_answer", value=body[:40])
    answers = [(sign, *_share(text)) for sign, text in zip(parts[1::2], parts[2::2], strict=True)]
    if all(sign == "=" and ARROW.search(text) for sign, _, text in answers):
        return _match([text for _, _, text in answers])
    if all(sign == "=" for sign, _, _ in answers):
        return {"kind": BLANK, "blanks": (tuple(_option(text) for _, _, text in answers),)}
    return _choice(answers)


def _share(text: str) -> tuple[Decimal | None, str]:
    found = SHARE.match(text.strip())
    return (words.number(found[1]), text.strip()[found.end() :]) if found else (None, text)


def _option(text: str) -> str:
    return _plain(FORMAT.sub("", COMMENT.split(text, maxsplit=1)[0].strip()))


def _choice(answers: list[tuple[str, Decimal | None, str]]) -> dict[str, Any]:
    right = tuple(
        place for place, (sign, share, _) in enumerate(answers) if (share > 0 if share is not None else sign == "=")
    )
    weighted = any(share is not None and sign == "~" for sign, share, _ in answers)
    return {
        "kind": MULTIPLE if weighted else SINGLE,
        "options": tuple(_option(text) for _, _, text in answers),
        "right": right,
    }


def _match(texts: list[str]) -> dict[str, Any]:
    both = [ARROW.split(text, maxsplit=1) for text in texts]
    pairs = [(_plain(left), _option(right)) for left, right in both]
    return {
        "kind": MATCH,
        "pairs": tuple((left, right) for left, right in pairs if left),
        "extras": tuple(right for left, right in pairs if not left),
    }


def _numeric(body: str) -> dict[str, Any]:
    first = MARK.split(body)
    text = COMMENT.split(body if len(first) == 1 else first[2], maxsplit=1)[0].strip()
    if ".." in text:
        low, high = (words.number(part) for part in text.split("..", 1))
        if low is None or high is None or high < low:
            raise Refused("answer_number", value=text[:30])
        return {"kind": NUMERIC, "value": (low + high) / 2, "tolerance": (high - low) / 2}
    value, _, tolerance = text.partition(":")
    found, within = words.number(value), words.number(tolerance or "0")
    if found is None or within is None:
        raise Refused("answer_number", value=text[:30])
    return {"kind": NUMERIC, "value": found, "tolerance": within}


def write(questions: Iterable[Question]) -> tuple[bytes, list[Fault]]:
    """A GIFT file of the questions that it can hold, and what it cannot: kinds, and of those it holds marks, difficulty,
    trade, source and pictures.
    """
    blocks, faults, topic = [], [], ""
    for number, question in enumerate(questions, 1):
        unfit = _unfit(question)
        if unfit:
            faults.append(Fault(str(number), unfit))
            continue
        faults += [Fault(str(number), f"{name}_dropped", taken=True) for name in _unheld(question)]
        if question.topic != topic:
            topic = question.topic
            blocks.append(f"$CATEGORY: $course$/{topic or 'top/'}")
        general = f"####{_escaped(question.explanation)}" if question.explanation else ""
        blocks.append(f"::{number:05d}:: {_escaped(question.stem)} {{{_body(question)}{general}}}")
    return ("\n\n".join(blocks) + "\n").encode(), faults


def _unfit(question: Question) -> str:
    """Why GIFT cannot hold it; nothing when it can. An arrow parts what belongs together, and there is no other."""
    if question.kind == ORDER:
        return "kind_unsupported"
    if question.kind == BLANK and len(question.blanks) != 1:
        return "blanks_several"
    lefts = [left for left, _ in question.pairs] if question.kind == MATCH else []
    lone = question.kind == BLANK and all("->" in text for text in question.blanks[0])
    return "arrow_inside" if lone or any("->" in left for left in lefts) else ""


def _unheld(question: Question) -> Iterator[str]:
    plain = Question(kind=question.kind, stem=question.stem)
    names = ["marks", "difficulty", "trade", "source", "pictures"] + (["model"] if question.kind == SHORT else [])
    yield from (name for name in names if getattr(question, name) != getattr(plain, name))


def _body(question: Question) -> str:
    options = [_escaped(option) for option in question.options]
    if question.kind == SINGLE:
        return " ".join(f"{'=' if place in question.right else '~'}{text}" for place, text in enumerate(options))
    if question.kind == MULTIPLE:
        share = f"{Decimal(100) / len(question.right):.5f}".rstrip("0").rstrip(".")
        return " ".join(f"~%{share if place in question.right else -100}%{text}" for place, text in enumerate(options))
    if question.kind == JUDGE:
        return "TRUE" if question.truth else "FALSE"
    if question.kind == NUMERIC:
        return f"#{question.value:f}:{question.tolerance:f}"
    if question.kind == MATCH:
        both = (*question.pairs, *(("", extra) for extra in question.extras))
        return " ".join(f"={_escaped(left)} -> {_escaped(right)}" for left, right in both)
    return " ".join(f"={_escaped(text)}" for text in question.blanks[0]) if question.kind == BLANK else ""


def read_aiken(content: bytes) -> Report:
    """Every question of an Aiken file: a stem in one line, lettered options, ANSWER."""
    report = Report()
    stem, begin, options = "", 0, list[str]()
    for number, line in enumerate(decoded(content).split("\n"), 1):
        option, answer = AIKEN_OPTION.match(line.strip()), AIKEN_ANSWER.match(line.strip())
        if answer:
            _take_aiken(report, begin or number, stem, options, answer[1].upper())
            stem, begin, options = "", 0, []
        elif option and stem and words.LETTERS.index(option[1]) == len(options):
            options.append(option[2].strip())
        elif line.strip() and not options:
            stem, begin = f"{stem}\n{line.strip()}".strip(), begin or number
        elif line.strip():
            report.refuse(str(number), "line_outside", value=line.strip()[:40])
    if stem:
        report.refuse(str(begin), "answer_missing")
    return report


def _take_aiken(report: Report, begin: int, stem: str, options: list[str], letter: str) -> None:
    right = (words.LETTERS.index(letter),)
    report.take(str(begin), Question(SINGLE, stem, tuple(options), right))
