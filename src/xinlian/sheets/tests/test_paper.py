"""Papers: data stays data, missing characters are named, and a machine without a font says so."""

import struct
from pathlib import Path
from typing import Any

import pytest

from xinlian.rows.refusals import Refused
from xinlian.sheets import paper
from xinlian.sheets.glyphs import characters

TEMPLATE = """#let data = json(bytes(sys.inputs.data))
#set text(font: data.font)
#data.text
#if data.missing != "" { data.warning }
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    file = tmp_path / "note.typ"
    file.write_text(TEMPLATE, encoding="utf-8")
    return file


def test_the_machine_that_tests_has_a_font() -> None:
    assert paper.font() is not None, "apt-get install fonts-noto-cjk"


def test_a_paper_is_a_pdf_and_the_same_twice_but_for_its_time(template: Path) -> None:
    made = paper.pdf(template, {"text": "永康市总工会"})
    assert made.startswith(b"%PDF")
    assert abs(len(made) - len(paper.pdf(template, {"text": "永康市总工会"}))) < 64


def test_what_people_typed_is_never_read_as_a_program(template: Path) -> None:
    for text in ('#read("/etc/passwd")', "#panic()", "$x", '"\\n', "*_`<", "#let a"):
        assert paper.pdf(template, {"text": text}).startswith(b"%PDF")


def test_missing_characters_are_named_once_and_the_paper_still_comes(
    template: Path, caplog: pytest.LogCaptureFixture
) -> None:
    rare = "\U0001f600"
    data: dict[str, Any] = {"text": f"王{rare}", "rows": [[rare, "永"], ("康",)], "facts": {"a": 1}}
    assert paper.missing(data) == rare
    assert paper.missing({"text": "永康 abc 123，。\n"}) == ""
    plain = paper.pdf(template, {"text": "王"})
    assert len(paper.pdf(template, data)) > len(plain)
    assert "1 characters are not in" in caplog.text
    assert rare not in caplog.text


def test_a_machine_without_a_font_says_what_to_do(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paper, "FOLDERS", (str(template.parent),))
    paper.font.cache_clear()
    try:
        with pytest.raises(Refused, match="paper_font"):
            paper.pdf(template, {"text": "x"})
        assert paper.missing({"text": "\U0001f600"}) == ""
    finally:
        paper.font.cache_clear()


def _font(table: bytes, kind: int) -> bytes:
    """A font file with nothing but one cmap."""
    cmap = struct.pack(">HHHHI", 0, 1, 3, 1 if kind == 4 else 10, 12) + table
    return b"\0\1\0\0" + struct.pack(">HHHH", 1, 0, 0, 0) + b"cmap" + struct.pack(">III", 0, 28, len(cmap)) + cmap


def test_both_kinds_of_table_are_read(tmp_path: Path) -> None:
    twelve = tmp_path / "twelve.ttf"
    groups = struct.pack(">III", 0x4E00, 0x4E02, 5) + struct.pack(">III", 0x20000, 0x20000, 9)
    twelve.write_bytes(_font(struct.pack(">HHIII", 12, 0, 40, 0, 2) + groups, 12))
    assert characters(twelve) == {0x4E00, 0x4E01, 0x4E02, 0x20000}
    four = tmp_path / "four.ttf"
    ends, starts = struct.pack(">HH", 0x42, 0xFFFF), struct.pack(">HH", 0x41, 0xFFFF)
    four.write_bytes(_font(struct.pack(">HHHHHHH", 4, 32, 0, 4, 0, 0, 0) + ends + b"\0\0" + starts, 4))
    assert characters(four) == {0x41, 0x42}
    nothing = tmp_path / "nothing.ttf"
    nothing.write_bytes(_font(struct.pack(">HH", 6, 0), 4))
    with pytest.raises(ValueError, match="no Unicode table"):
        characters(nothing)
