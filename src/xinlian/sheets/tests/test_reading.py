"""Files are read safely: what is no table, too big, hostile or damaged is refused by name."""

import datetime
from pathlib import Path

import pytest

from xinlian.rows.refusals import Refused
from xinlian.sheets import reader
from xinlian.sheets.cells import cell
from xinlian.sheets.tests.books import bomb, book, encrypted, lying_bomb, old_excel, with_sheet_xml
from xinlian.sheets.workbook import convert, sheets


def _refusal(path: Path) -> Refused:
    with pytest.raises(Refused) as refused:
        sheets(path)
    assert not path.with_suffix(".half").exists()
    return refused.value


def test_excel_keeps_row_numbers_and_merged_ranges(tmp_path: Path) -> None:
    rows = [["标题"], [], ["姓名", "手机"], ["张三", 19900000001], [], ["李四", "19900000002"]]
    found = sheets(book(tmp_path / "a.xlsx", ("人员", rows), ("空", []), merge=[("A1:B1", "标题")]))
    assert [sheet.name for sheet in found] == ["人员", "空"]
    assert [number for number, _cells in found[0].rows] == [1, 3, 4, 6]
    assert found[0].merged == [(0, 0, 0, 1)]
    assert cell(found[0].rows[2][1][1]).text == "19900000001"
    assert found[1].rows == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_in_any_encoding_and_with_any_mark(tmp_path: Path, encoding: str, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f"姓名{mark}手机\r\n{mark}\r\n张三{mark}19900000001\r\n".encode(encoding))
    assert sheets(path)[0].rows == [(1, ["姓名", "手机"]), (3, ["张三", "19900000001"])]


def test_csv_gives_back_what_our_own_export_made_harmless(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名,备注\n张三,'=1+1\n李四,'tis\n", encoding="utf-8")
    assert [row[1][1] for row in sheets(path)[0].rows] == ["备注", "=1+1", "'tis"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"PK\x03\x04 and no more", "file_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_damaged"),
        (b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>", "file_is_web_page"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "file_not_table"),
        (bytes(range(256)) * 4, "file_not_table"),
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert _refusal(path).code == code


def test_a_cut_off_workbook_is_damaged(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("人员", [["姓名"]] * 500))
    path.write_bytes(path.read_bytes()[:-2000])
    assert _refusal(path).code == "file_damaged"


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert _refusal(path).code == "file_not_excel"


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
def test_a_workbook_with_a_password_says_so(tmp_path: Path, ending: str) -> None:
    assert _refusal(encrypted(tmp_path / f"a.{ending}")).code == "file_encrypted"


def test_old_excel_is_read_too(tmp_path: Path) -> None:
    found = sheets(old_excel(tmp_path / "a.xls", [["姓名", "手机"], ["张三", 19900000001]]))
    assert found[0].name == "一"
    assert [[cell(raw).text for raw in row] for _n, row in found[0].rows] == [["姓名", "手机"], ["张三", "19900000001"]]


def test_a_workbook_under_a_wrong_name_is_read(tmp_path: Path) -> None:
    made = book(tmp_path / "a.xlsx", ("人员", [["姓名"]]))
    assert sheets(made.rename(tmp_path / "a.xls"))[0].rows == [(1, ["姓名"])]


def test_bombs_do_not_go_off(tmp_path: Path) -> None:
    refused = _refusal(bomb(tmp_path / "a.xlsx", 600))
    assert refused.code == "file_bomb"
    assert refused.facts["megabytes"] == 600
    assert _refusal(lying_bomb(tmp_path / "b.xlsx", 600)).code == "file_damaged"


def test_a_cell_far_out_does_not_fill_the_memory(tmp_path: Path) -> None:
    far = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c s="0" r="XFD1048576"><v>1</v></c></row>'
    assert _refusal(with_sheet_xml(tmp_path / "a.xlsx", far)).code == "sheet_too_wide"


def test_too_big_is_said_before_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    refused = _refusal(path)
    assert (refused.code, refused.facts["megabytes"]) == ("file_too_big", 200)


def test_too_many_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("x,y\n" * (reader.ROWS + 1), encoding="utf-8")
    assert _refusal(path).code == "too_many_rows"


def test_formulas_come_as_their_values_and_errors_as_nothing(tmp_path: Path) -> None:
    cells = '<row r="1"><c r="A1"><f>HYPERLINK("http://x")</f><v>7</v></c><c r="B1" t="e"><f>NA()</f><v>#N/A</v></c><c r="C1"><v>2</v></c></row>'
    row = sheets(with_sheet_xml(tmp_path / "a.xlsx", cells))[0].rows[0][1]
    assert [cell(raw).text for raw in row] == ["7", "", "2"]


def test_the_reader_runs_apart_and_once(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ("人员", [["姓名"]]))
    lines = convert(path)
    path.unlink()
    assert convert(path) == lines
    assert lines.stat().st_mode & 0o077 == 0


def test_cells_as_people_write_them() -> None:
    assert cell(13800001111.0).text == "13800001111"
    assert cell("　１３８ 0000　").text == "138 0000"
    assert cell("张三 ").text == "张三"
    assert cell("1.38E+10").rounded
    assert cell(990101199001011230.0).rounded
    assert not cell(13800001111.0).rounded
    assert cell({"d": "2024-05-06T00:00:00"}).day == datetime.date(2024, 5, 6)
    assert cell("\u200b张\ufeff三").text == "张三"
