"""Moodle XML, read and written. Source: Moodle's documentation of its XML format, and of the ordering question type."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from lxml import etree

from xinlian.engines.exams.bank import markup, words
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

KINDS = {
    "multichoice": SINGLE,
    "truefalse": JUDGE,
    "shortanswer": BLANK,
    "numerical": NUMERIC,
    "matching": MATCH,
    "ordering": ORDER,
    "essay": SHORT,
}
NAMES = {kind: name for name, kind in KINDS.items()} | {MULTIPLE: "multichoice"}
TAGS = {"difficulty": "难度：", "trade": "工种：", "source": "来源："}


def read(content: bytes) -> Report:
    """Every question of a file. Raises Unreadable: not_moodle, and those of `markup.xml`."""
    root = markup.xml(content)
    if root.tag != "quiz":
        raise Unreadable("not_moodle")
    report, topic = Report(), ""
    for number, item in enumerate(root.iterchildren("question"), 1):
        kind = item.get("type", "")
        if kind == "category":
            topic = (item.findtext("category/text") or "").removeprefix("$course$/").removeprefix("top/")
            continue
        where = f"{number}"
        if kind not in KINDS:
            report.refuse(where, "kind_unsupported", value=kind[:30])
            continue
        report.take(where, _question(item, KINDS[kind], topic, where, report))
    return report


def _question(item: etree._Element, kind: str, topic: str, where: str, report: Report) -> Question:
    stem, pictures, dropped = markup.text_of(item.findtext("questiontext/text") or "")
    explanation, _, more = markup.text_of(item.findtext("generalfeedback/text") or "")
    for tag in sorted({*dropped, *more}):
        report.leave_out(where, "html_dropped", tag=tag)
    _say_what_is_left(item, where, report)
    told = _tags(item)
    content = _CONTENT[kind](item)
    return Question(
        **content,
        stem=stem,
        explanation=explanation,
        topic=topic,
        pictures=pictures,
        marks=words.number(item.findtext("defaultgrade") or "1") or Decimal(0),
        difficulty=words.difficulty(told.get("difficulty", "")) or 0,
        trade=told.get("trade", ""),
        source=told.get("source", ""),
    )


def _say_what_is_left(item: etree._Element, where: str, report: Report) -> None:
    if any(text.strip() for text in item.xpath("answer/feedback/text/text()")):
        report.leave_out(where, "feedback_dropped")
    if item.findall("hint"):
        report.leave_out(where, "hint_dropped")


def _tags(item: etree._Element) -> dict[str, str]:
    texts = [text.strip() for text in item.xpath("tags/tag/text/text()")]
    return {name: text[len(mark) :] for text in texts for name, mark in TAGS.items() if text.startswith(mark)}


def _answers(item: etree._Element) -> list[tuple[str, Decimal]]:
    found = []
    for answer in item.iterchildren("answer"):
        text = markup.text_of(answer.findtext("text") or "")[0]
        found.append((text, words.number(answer.get("fraction", "0")) or Decimal(0)))
    return found


def _choice(item: etree._Element) -> dict[str, Any]:
    answers = _answers(item)
    single = (item.findtext("single") or "true").strip() in ("true", "1")
    right = tuple(place for place, (_, share) in enumerate(answers) if share > 0)
    return {"kind": SINGLE if single else MULTIPLE, "options": tuple(text for text, _ in answers), "right": right}


def _judge(item: etree._Element) -> dict[str, Any]:
    right = [text for text, share in _answers(item) if share > 0]
    return {"kind": JUDGE, "truth": words.truth(right[0]) if len(right) == 1 else None}


def _blank(item: etree._Element) -> dict[str, Any]:
    texts = tuple(text for text, share in _answers(item) if share >= 100)
    return {"kind": BLANK, "blanks": (texts,)}


def _numeric(item: etree._Element) -> dict[str, Any]:
    for answer in item.iterchildren("answer"):
        if (words.number(answer.get("fraction", "0")) or 0) > 0:
            value = words.number(answer.findtext("text") or "")
            return {"kind": NUMERIC, "value": value, "tolerance": words.number(answer.findtext("tolerance") or "0")}
    return {"kind": NUMERIC}


def _match(item: etree._Element) -> dict[str, Any]:
    both = [
        (markup.text_of(one.findtext("text") or "")[0], markup.text_of(one.findtext("answer/text") or "")[0])
        for one in item.iterchildren("subquestion")
    ]
    pairs = tuple((left, right) for left, right in both if left)
    return {"kind": MATCH, "pairs": pairs, "extras": tuple(right for left, right in both if not left)}


def _order(item: etree._Element) -> dict[str, Any]:
    return {"kind": ORDER, "options": tuple(text for text, _ in _answers(item))}


def _short(item: etree._Element) -> dict[str, Any]:
    return {"kind": SHORT, "model": markup.text_of(item.findtext("graderinfo/text") or "")[0]}


_CONTENT = {
    SINGLE: _choice,
    JUDGE: _judge,
    BLANK: _blank,
    NUMERIC: _numeric,
    MATCH: _match,
    ORDER: _order,
    SHORT: _short,
}


def write(questions: Iterable[Question]) -> tuple[bytes, list[Fault]]:
    """A file of the questions that it can hold, and which it cannot: blanks of several gaps (`blanks_several`)."""
    root, left_out, topic = etree.Element("quiz"), [], None
    for number, question in enumerate(questions, 1):
        if question.kind == BLANK and len(question.blanks) != 1:
            left_out.append(Fault(str(number), "blanks_several"))
            continue
        if question.topic != topic:
            topic = question.topic
            category = etree.SubElement(root, "question", type="category")
            _text(etree.SubElement(category, "category"), f"$course$/{topic}" if topic else "$course$/top/")
        _item(root, number, question)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True), left_out


def _text(parent: etree._Element, text: str) -> None:
    etree.SubElement(parent, "text").text = text


def _html(text: str) -> str:
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, entity)
    return "".join(f"<p>{line}</p>" for line in text.split("\n"))


def _item(root: etree._Element, number: int, question: Question) -> None:
    item = etree.SubElement(root, "question", type=NAMES[question.kind])
    _text(etree.SubElement(item, "name"), f"{number:05d}")
    pictures = "".join(f'<img src="@@PLUGINFILE@@/{name}" alt="">' for name in question.pictures)
    _text(etree.SubElement(item, "questiontext", format="html"), _html(question.stem) + pictures)
    _text(etree.SubElement(item, "generalfeedback", format="html"), _html(question.explanation))
    etree.SubElement(item, "defaultgrade").text = f"{question.marks:f}"
    _WRITE[question.kind](item, question)
    tags = {"difficulty": words.DIFFICULTY_WORDS.get(question.difficulty, "")}
    tags |= {"trade": question.trade, "source": question.source}
    held = etree.SubElement(item, "tags")
    for name, value in tags.items():
        if value:
            _text(etree.SubElement(held, "tag"), TAGS[name] + value)


def _answer(item: etree._Element, text: str, share: str) -> etree._Element:
    answer = etree.SubElement(item, "answer", fraction=share, format="html")
    _text(answer, text)
    return answer


def _write_choice(item: etree._Element, question: Question) -> None:
    etree.SubElement(item, "single").text = "true" if question.kind == SINGLE else "false"
    share = f"{Decimal(100) / len(question.right):.5f}".rstrip("0").rstrip(".")
    for place, option in enumerate(question.options):
        _answer(item, _html(option), share if place in question.right else "0")


def _write_judge(item: etree._Element, question: Question) -> None:
    _answer(item, "true", "100" if question.truth else "0")
    _answer(item, "false", "0" if question.truth else "100")


def _write_blank(item: etree._Element, question: Question) -> None:
    for text in question.blanks[0]:
        _answer(item, _html(text), "100")


def _write_numeric(item: etree._Element, question: Question) -> None:
    answer = _answer(item, f"{question.value:f}", "100")
    etree.SubElement(answer, "tolerance").text = f"{question.tolerance:f}"


def _write_match(item: etree._Element, question: Question) -> None:
    for left, right in (*question.pairs, *(("", extra) for extra in question.extras)):
        pair = etree.SubElement(item, "subquestion", format="html")
        _text(pair, _html(left) if left else "")
        _text(etree.SubElement(pair, "answer"), _html(right))


def _write_order(item: etree._Element, question: Question) -> None:
    for option in question.options:
        _answer(item, _html(option), "1")


def _write_short(item: etree._Element, question: Question) -> None:
    _text(etree.SubElement(item, "graderinfo", format="html"), _html(question.model))


_WRITE = {
    SINGLE: _write_choice,
    MULTIPLE: _write_choice,
    JUDGE: _write_judge,
    BLANK: _write_blank,
    NUMERIC: _write_numeric,
    MATCH: _write_match,
    ORDER: _write_order,
    SHORT: _write_short,
}
