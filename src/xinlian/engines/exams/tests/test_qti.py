"""QTI: what goes out comes back or is named; both generations are read; packages that bite are refused."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinlian.engines.exams.bank import qti
from xinlian.engines.exams.bank.report import Unreadable
from xinlian.engines.exams.questions import BLANK, MATCH, MULTIPLE, NUMERIC, SINGLE, Question, faults, identity
from xinlian.engines.exams.tests.test_bank import full, refused

PLAIN = {"difficulty": 0, "trade": "", "source": ""}


@settings(max_examples=120)
@given(st.lists(full(), max_size=4, unique_by=identity))
def test_qti_brings_back_what_it_took(several: list[Question]) -> None:
    good = [replace(one, **PLAIN) for one in several if not faults(one)]  # type: ignore[arg-type]
    content, left_out = qti.write(good)
    assert {one.code for one in left_out} <= {"item_unfit"}
    report = qti.read(content)
    assert report.faults == []
    held = [one for number, one in enumerate(good, 1) if str(number) not in {fault.where for fault in left_out}]
    assert [one for _, one in report.questions] == held


def test_what_an_item_cannot_hold_is_named() -> None:
    two = Question(MATCH, "q", pairs=(("a", "1"), ("b", "2")), extras=("1",))  # an extra that reads as a right side
    rich = Question(SINGLE, "q2", ("a", "b"), (0,), difficulty=3, topic="t", pictures=("p.png",))
    assert [(one.where, one.code, one.taken) for one in qti.write([two, rich])[1]] == [
        ("1", "item_unfit", False),
        ("2", "difficulty_dropped", True),
        ("2", "topic_dropped", True),
        ("2", "pictures_dropped", True),
    ]


THREE = """<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="i" title="t">
<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier">
<qti-correct-response><qti-value>A</qti-value><qti-value>C</qti-value></qti-correct-response></qti-response-declaration>
<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float" normal-maximum="2.5"/>
<qti-item-body><p>Which <b>two</b>?</p><qti-choice-interaction response-identifier="RESPONSE" max-choices="2">
<qti-prompt>Choose.</qti-prompt><qti-simple-choice identifier="A">one</qti-simple-choice>
<qti-simple-choice identifier="B">x &lt; y</qti-simple-choice><qti-simple-choice identifier="C">three</qti-simple-choice>
</qti-choice-interaction></qti-item-body></qti-assessment-item>"""


def test_the_third_generation_is_read() -> None:
    found = qti.read(THREE.encode()).questions[0][1]
    assert (found.kind, found.options, found.right) == (MULTIPLE, ("one", "x < y", "three"), (0, 2))
    assert (found.stem, found.marks) == ("Which two?\nChoose.", Decimal("2.5"))


GAPS = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="t" adaptive="false" timeDependent="false">
<responseDeclaration identifier="R1" cardinality="single" baseType="string"><correctResponse><value>sun</value></correctResponse>
<mapping><mapEntry mapKey="star" mappedValue="1"/></mapping></responseDeclaration>
<responseDeclaration identifier="R2" cardinality="single" baseType="string"><correctResponse><value>east</value></correctResponse></responseDeclaration>
<itemBody><p>The <textEntryInteraction responseIdentifier="R1"/> rises in the <textEntryInteraction responseIdentifier="R2"/>.</p>
<script>alert(1)</script></itemBody></assessmentItem>"""


def test_gaps_in_a_sentence() -> None:
    report = qti.read(GAPS.encode())
    found = report.questions[0][1]
    assert (found.kind, found.stem) == (BLANK, "The ____ rises in the ____.")
    assert found.blanks == (("sun", "star"), ("east",))
    assert [(one.code, one.taken) for one in report.faults] == [("html_dropped", True)]


def package(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def test_every_item_of_a_package_is_taken_or_named() -> None:
    hot = THREE.replace("choice-interaction", "hotspot-interaction").encode()
    files = {
        "imsmanifest.xml": b"<manifest/>",
        "a.xml": THREE.encode(),
        "b.xml": hot,
        "c.xml": b"<broken",
        "d.xml": b"<other/>",
    }
    report = qti.read(package({**files, "readme.txt": b"x"}))
    assert [where for where, _ in report.questions] == ["a.xml"]
    assert refused(report) == [("b.xml", "kind_unsupported"), ("c.xml", "xml_broken"), ("d.xml", "not_qti")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<other/>", "not_qti"),
        (b"PK\x03\x04broken", "zip_broken"),
        (package({"a.xml": b"<a>" + b" " * (2 << 20) + b"</a>"}), "zip_too_big"),
        (package({f"{n}.xml": b"0" * (1 << 20) for n in range(70)}), "zip_too_big"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><assessmentItem>&x;</assessmentItem>', "xml_doctype"),
    ],
    ids=["other", "broken", "big item", "big package", "entity"],
)
def test_hostile_packages_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        qti.read(content)
    assert caught.value.code == code


def test_a_number_keeps_its_tolerance() -> None:
    volt = Question(NUMERIC, "q", value=Decimal(36), tolerance=Decimal("0.5"), marks=Decimal(2))
    assert qti.read(qti.write([volt])[0]).questions == [("items/q00001.xml", volt)]
