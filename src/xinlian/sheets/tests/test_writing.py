"""What leaves as a table runs nothing, loses no digit and comes back as it was."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest

from xinlian.sheets.cells import cell
from xinlian.sheets.workbook import sheets
from xinlian.sheets.writing import csv_lines, excel, write

EVIL = ['=HYPERLINK("http://x","y")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0"]


def _written(path: Path, rows: list[list[object]]) -> Path:
    with path.open("wb") as file:
        assert write(file, [("一", ["甲", "乙"], rows)]) == len(rows)
    return path


def test_excel_holds_no_formula_and_no_link(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.xlsx", [[text, "http://x"] for text in EVIL])
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
        names = archive.namelist()
    assert "<f>" not in xml
    assert "hyperlink" not in xml
    assert not any("rels" in name and "worksheets" in name for name in names)


def test_excel_comes_back_as_it_was(tmp_path: Path) -> None:
    phone, number = "19900000001", "990101199001011234"
    at = datetime.datetime(2024, 5, 6, 10, 30, tzinfo=datetime.UTC)
    path = _written(
        tmp_path / "a.xlsx", [[phone, number], [10**17, True], [at, datetime.date(2024, 5, 6)], ["x" * 40_000, None]]
    )
    rows = [[cell(raw) for raw in row] for _n, row in sheets(path)[0].rows[1:]]
    assert [c.text for c in rows[0]] == [phone, number]
    assert [c.text for c in rows[1]] == ["1" + "0" * 17, "是"]
    assert rows[2][0].text == "2024-05-06 18:30:00"
    assert rows[2][1].day == datetime.date(2024, 5, 6)
    assert len(rows[3][0].text) == 32_767


@pytest.mark.parametrize("text", EVIL)
def test_csv_runs_nothing(text: str) -> None:
    lines = "".join(csv_lines(["甲"], [[text]]))
    assert lines.startswith("\ufeff")
    value = lines.splitlines()[1].strip('"')
    assert value.startswith("'")


def test_csv_leaves_numbers_alone_and_streams() -> None:
    pieces = list(csv_lines(["甲"], ([-1.5, "x" * 100] for _ in range(3000))))
    assert len(pieces) > 1
    assert "".join(pieces).splitlines()[1].startswith("-1.5,")


def test_a_download_is_closed_when_it_was_sent() -> None:
    response = excel("名单", ["甲"], [["乙"]])
    body = io.BytesIO(b"".join(response.streaming_content))  # type: ignore[arg-type]
    file = response.file_to_stream
    for closer in response._resource_closers:  # what the server calls; close() itself would end the test's database
        closer()
    assert file.closed
    assert zipfile.ZipFile(body).testzip() is None
    assert "filename*=utf-8''%E5%90%8D%E5%8D%95.xlsx" in response["Content-Disposition"]
