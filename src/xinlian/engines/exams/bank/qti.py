"""QTI: items of 2.x and 3.0 read, alone or in a package; 2.2 written. Source: 1EdTech, Question and Test Interoperability.

Read: choice, order, match, text entry and extended text, one interaction an item, but for text entries, which are blanks.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from lxml import etree

from xinlian.engines.exams.bank import markup, words
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

ENTRIES, ENTRY, UNPACKED = 20_000, 1 << 20, 1 << 26
NUMBERS = ("float", "integer")
UNHELD = ("difficulty", "topic", "trade", "source", "pictures")
Node = Any


def read(content: bytes) -> Report:
    """Every item of a package or of one file. Raises Unreadable: not_qti, zip_broken, zip_too_big, and those of `markup.xml`."""
    report = Report()
    for where, data in _files(content):
        try:
            root = _plain(markup.xml(data))
        except Unreadable as error:
            if not where:
                raise
            report.refuse(where, error.code, **error.facts)
            continue
        if root.tag == "assessmentItem":
            _item(root, where or "1", report)
        elif where:
            report.refuse(where, "not_qti")
        else:
            raise Unreadable("not_qti")
    return report


def _files(content: bytes) -> Iterator[tuple[str, bytes]]:
    """(name in the package, bytes) of each XML but the manifest; ("", bytes) of a file that is no package."""
    if not content.startswith(b"PK"):
        yield "", content
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [one for one in archive.infolist() if one.filename.lower().endswith(".xml")]
            if len(names) > ENTRIES or sum(one.file_size for one in names) > UNPACKED:
                raise Unreadable("zip_too_big")
            for one in sorted(names, key=lambda one: one.filename):
                if one.filename.rpartition("/")[2] == "imsmanifest.xml":
                    continue
                with archive.open(one) as file:
                    data = file.read(ENTRY + 1)
                if len(data) > ENTRY:
                    raise Unreadable("zip_too_big")
                yield one.filename, data
    except (zipfile.BadZipFile, RuntimeError, EOFError, OSError, NotImplementedError) as error:
        raise Unreadable("zip_broken") from error


def _plain(root: Node) -> Node:
    """Without namespaces, and with the names of 2.x: qti-choice-interaction is choiceInteraction."""
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = _camel(node.tag.rpartition("}")[2].removeprefix("qti-"))
            for name in list(node.attrib):
                node.attrib[_camel(name.rpartition("}")[2])] = node.attrib.pop(name)
    return root


def _camel(name: str) -> str:
    return re.sub("-([a-z])", lambda found: found[1].upper(), name)


def _item(root: Node, where: str, report: Report) -> None:
    body = root.find("itemBody")
    if body is None:
        report.refuse(where, "stem_missing")
        return
    asked = [node for node in body.iter() if isinstance(node.tag, str) and node.tag.endswith("Interaction")]
    try:
        content = _content(root, asked)
    except Refused as refused:
        report.refuse(where, refused.code, **refused.facts)
        return
    stem, pictures, dropped = _stem(body, asked)
    for tag in dropped:
        report.leave_out(where, "html_dropped", tag=tag)
    feedback = root.find("modalFeedback")
    most = root.xpath("outcomeDeclaration[@identifier='SCORE']/@normalMaximum")
    report.take(
        where,
        Question(
            **content,
            stem=stem,
            pictures=pictures,
            explanation=_text(feedback) if feedback is not None else "",
            marks=words.number(most[0]) or Decimal(0) if most else Decimal(1),
        ),
    )


def _text(node: Node) -> str:
    return markup.text_of(_inner(node))[0]


def _inner(node: Node) -> str:
    parts = [node.text or ""] + [etree.tostring(child, method="html", encoding="unicode") for child in node]
    first = re.sub("[&<>]", lambda found: {"&": "&amp;", "<": "&lt;", ">": "&gt;"}[found[0]], parts[0])
    return first + "".join(parts[1:])


def _stem(body: Node, asked: list[Node]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The words of the body and of prompts; a text entry inside words leaves a gap."""
    for node in asked:
        prompt = node.find("prompt")
        gap = etree.Element("span")
        if node.tag == "textEntryInteraction":
            gap.text = "____" if (node.getparent().text or "").strip() or (node.tail or "").strip() else ""
        elif prompt is not None:
            gap = etree.Element("p")
            gap.text = _text(prompt)
        gap.tail = node.tail
        node.getparent().replace(node, gap)
    return markup.text_of(_inner(body))


def _content(root: Node, asked: list[Node]) -> dict[str, Any]:
    kinds = {node.tag for node in asked}
    if kinds == {"textEntryInteraction"}:
        return _entries(root, asked)
    if len(asked) != 1 or asked[0].tag not in _CONTENT:
        raise Refused("kind_unsupported", value="、".join(sorted(kinds))[:60] or "-")
    return _CONTENT[asked[0].tag](root, asked[0])


def _declared(root: Node, node: Node) -> Node | None:
    name = node.get("responseIdentifier", "RESPONSE")
    return next((one for one in root.findall("responseDeclaration") if one.get("identifier") == name), None)


def _correct(root: Node, node: Node) -> list[str]:
    found = _declared(root, node)
    return [(one.text or "").strip() for one in found.findall("correctResponse/value")] if found is not None else []


def _choice(root: Node, node: Node) -> dict[str, Any]:
    found = _declared(root, node)
    choices = node.findall("simpleChoice")
    options, keys = tuple(_text(one) for one in choices), [one.get("identifier") for one in choices]
    right = tuple(place for place, key in enumerate(keys) if key in _correct(root, node))
    if keys == ["true", "false"] and len(right) == 1:
        return {"kind": JUDGE, "truth": right == (0,)}
    several = found is not None and found.get("cardinality") == "multiple"
    return {"kind": MULTIPLE if several else SINGLE, "options": options, "right": right}


def _order(root: Node, node: Node) -> dict[str, Any]:
    texts = {one.get("identifier"): _text(one) for one in node.findall("simpleChoice")}
    wanted = _correct(root, node)
    if sorted(wanted) != sorted(texts):
        raise Refused("order_letters", value=" ".join(wanted)[:60])
    return {"kind": ORDER, "options": tuple(texts[key] for key in wanted)}


def _match(root: Node, node: Node) -> dict[str, Any]:
    sets = node.findall("simpleMatchSet")
    if len(sets) != 2:
        raise Refused("pairs_missing")
    lefts, rights = ({one.get("identifier"): _text(one) for one in each} for each in sets)
    parts = [value.split() for value in _correct(root, node)]
    pairs = dict(part for part in parts if len(part) == 2)
    if set(pairs) != set(lefts) or not set(pairs.values()) <= set(rights):
        raise Refused("pairs_missing")
    extras = tuple(text for key, text in rights.items() if key not in pairs.values())
    return {"kind": MATCH, "pairs": tuple((text, rights[pairs[key]]) for key, text in lefts.items()), "extras": extras}


def _entries(root: Node, asked: list[Node]) -> dict[str, Any]:
    found = _declared(root, asked[0])
    if len(asked) == 1 and found is not None and found.get("baseType") in NUMBERS:
        value = words.number("".join(_correct(root, asked[0])[:1]))
        within = root.xpath("responseProcessing//equal[@toleranceMode='absolute']/@tolerance")
        return {"kind": NUMERIC, "value": value, "tolerance": words.number(within[0]) if within else Decimal(0)}
    return {"kind": BLANK, "blanks": tuple(_accepted(root, node) for node in asked)}


def _accepted(root: Node, node: Node) -> tuple[str, ...]:
    found = _declared(root, node)
    mapped = [one.get("mapKey", "") for one in found.findall("mapping/mapEntry")] if found is not None else []
    return tuple(dict.fromkeys([*_correct(root, node), *mapped]))


def _long(root: Node, node: Node) -> dict[str, Any]:
    return {"kind": SHORT, "model": "\n".join(_correct(root, node))}


_CONTENT = {
    "choiceInteraction": _choice,
    "orderInteraction": _order,
    "matchInteraction": _match,
    "extendedTextInteraction": _long,
}


def write(questions: Iterable[Question]) -> tuple[bytes, list[Fault]]:
    """A package of 2.2 items, and what it cannot hold: each item is read back, and what comes back otherwise is named."""
    faults, out = [], io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        names = []
        for number, question in enumerate(questions, 1):
            faults += [
                Fault(str(number), f"{name}_dropped", taken=True)
                for name in UNHELD
                if getattr(question, name) != getattr(Question(question.kind, ""), name)
            ]
            data, name = _written(number, question), f"items/q{number:05d}.xml"
            back = [one for _, one in read(data).questions]
            plain = {one: getattr(Question(question.kind, ""), one) for one in UNHELD}
            if back != [replace(question, **plain)]:
                faults.append(Fault(str(number), "item_unfit"))
                continue
            names.append(name)
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo("imsmanifest.xml"), _manifest(names), zipfile.ZIP_DEFLATED)
    return out.getvalue(), faults


NAMESPACE = "http://www.imsglobal.org/xsd/imsqti_v2p2"
CONTENT = "http://www.imsglobal.org/xsd/imscp_v1p1"


def _manifest(names: list[str]) -> bytes:
    root = etree.Element("manifest", nsmap={None: CONTENT}, identifier="bank")
    held = etree.SubElement(root, "resources")
    for name in names:
        one = etree.SubElement(held, "resource", identifier=name[6:-4], type="imsqti_item_xmlv2p2", href=name)
        etree.SubElement(one, "file", href=name)
    return _bytes(root)


def _bytes(root: Node) -> bytes:
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _lines(parent: Node, tag: str, text: str, **attributes: str) -> Node:
    """An element with a paragraph for each line of a text."""
    made = etree.SubElement(parent, tag, **attributes)
    for line in text.split("\n"):
        etree.SubElement(made, "p").text = line
    return made


def _written(number: int, question: Question) -> bytes:
    root = etree.Element(
        "assessmentItem",
        identifier=f"q{number:05d}",
        title=f"{number}",
        adaptive="false",
        timeDependent="false",
        nsmap={None: NAMESPACE},
    )
    body = etree.Element("itemBody")
    _lines(body, "div", question.stem)
    tolerance = _WRITE[question.kind](root, body, question)
    score = etree.SubElement(root, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    score.set("normalMaximum", f"{question.marks:f}")
    root.append(body)
    if tolerance is not None:
        root.append(tolerance)
    if question.explanation:
        said = {"outcomeIdentifier": "FEEDBACK", "identifier": "why", "showHide": "show"}
        _lines(root, "modalFeedback", question.explanation, **said)
    return _bytes(root)


def _declare(root: Node, name: str, cardinality: str, base: str, values: Iterable[str]) -> Node:
    made = etree.SubElement(root, "responseDeclaration", identifier=name, cardinality=cardinality, baseType=base)
    correct = etree.SubElement(made, "correctResponse")
    for value in values:
        etree.SubElement(correct, "value").text = value
    return made


def _keys(several: Iterable[Any], letter: str = "o") -> list[str]:
    return [f"{letter}{place}" for place, _ in enumerate(several)]


def _write_choice(root: Node, body: Node, question: Question) -> None:
    keys = _keys(question.options)
    several = question.kind == MULTIPLE
    _declare(root, "RESPONSE", "multiple" if several else "single", "identifier", [keys[k] for k in question.right])
    asked = etree.SubElement(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="true")
    asked.set("maxChoices", "0" if several else "1")
    for key, option in zip(keys, question.options, strict=True):
        _lines(asked, "simpleChoice", option, identifier=key)


def _write_judge(root: Node, body: Node, question: Question) -> None:
    _declare(root, "RESPONSE", "single", "identifier", ["true" if question.truth else "false"])
    asked = etree.SubElement(body, "choiceInteraction", responseIdentifier="RESPONSE", maxChoices="1")
    for key, word in (("true", "正确"), ("false", "错误")):
        _lines(asked, "simpleChoice", word, identifier=key)


def _write_order(root: Node, body: Node, question: Question) -> None:
    keys = _keys(question.options)
    _declare(root, "RESPONSE", "ordered", "identifier", keys)
    asked = etree.SubElement(body, "orderInteraction", responseIdentifier="RESPONSE", shuffle="true")
    for key, option in zip(keys, question.options, strict=True):
        _lines(asked, "simpleChoice", option, identifier=key)


def _write_match(root: Node, body: Node, question: Question) -> None:
    rights = list(dict.fromkeys([*(right for _, right in question.pairs), *question.extras]))
    pairs = [f"l{place} r{rights.index(right)}" for place, (_, right) in enumerate(question.pairs)]
    _declare(root, "RESPONSE", "multiple", "directedPair", pairs)
    asked = etree.SubElement(
        body, "matchInteraction", responseIdentifier="RESPONSE", shuffle="true", maxAssociations="0"
    )
    for letter, texts in (("l", [left for left, _ in question.pairs]), ("r", rights)):
        held = etree.SubElement(asked, "simpleMatchSet")
        for key, text in zip(_keys(texts, letter), texts, strict=True):
            _lines(held, "simpleAssociableChoice", text, identifier=key, matchMax="0" if letter == "r" else "1")


def _write_blank(root: Node, body: Node, question: Question) -> None:
    for place, texts in enumerate(question.blanks):
        made = _declare(root, f"RESPONSE{place}", "single", "string", texts[:1])
        mapping = etree.SubElement(made, "mapping", defaultValue="0")
        for text in texts:
            etree.SubElement(mapping, "mapEntry", mapKey=text, mappedValue="1")
        line = etree.SubElement(body, "p")
        etree.SubElement(line, "textEntryInteraction", responseIdentifier=f"RESPONSE{place}")


def _write_numeric(root: Node, body: Node, question: Question) -> Node:
    _declare(root, "RESPONSE", "single", "float", [f"{question.value:f}"])
    etree.SubElement(etree.SubElement(body, "p"), "textEntryInteraction", responseIdentifier="RESPONSE")
    processing = etree.Element("responseProcessing")
    condition = etree.SubElement(etree.SubElement(processing, "responseCondition"), "responseIf")
    equal = etree.SubElement(condition, "equal", toleranceMode="absolute", tolerance=f"{question.tolerance:f}")
    etree.SubElement(equal, "variable", identifier="RESPONSE")
    etree.SubElement(equal, "correct", identifier="RESPONSE")
    score = etree.SubElement(condition, "setOutcomeValue", identifier="SCORE")
    etree.SubElement(score, "baseValue", baseType="float").text = f"{question.marks:f}"
    return processing


def _write_short(root: Node, body: Node, question: Question) -> None:
    _declare(root, "RESPONSE", "single", "string", [question.model] if question.model else [])
    etree.SubElement(body, "extendedTextInteraction", responseIdentifier="RESPONSE")


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
