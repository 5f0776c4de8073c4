"""Headers are found where people put them, and what is unclear about them is said."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from xinlian.rows.refusals import Refused
from xinlian.sheets import cells
from xinlian.sheets.headers import letter
from xinlian.sheets.kinds import Column, Kind
from xinlian.sheets.tables import Table, read
from xinlian.sheets.tests.books import book

COLUMNS = (
    Column("name", ("姓名", "名字"), cells.text(20), required=True, filled=True),
    Column("phone", ("手机", "手机号码"), cells.text(20), sensitive=True),
    Column("id_type", ("证件类型",), cells.text(20)),
    Column("id_number", ("证件号码",), cells.text(20), sensitive=True),
    Column("age", ("年龄",), cells.whole(1, 150)),
    Column("joined", ("入会日期",), cells.day),
)
KIND = Kind(
    "test",
    "试验",
    COLUMNS,
    lambda by, on: (),
    lambda lines, passing: (),
    lambda lines, passing: (),
    one_of=(("phone", "id_number"),),
    unique=("phone",),
)


def _read(path: Path, rows: Sequence[Sequence[object]], merge: Sequence[tuple[str, str]] = ()) -> Table:
    return read(book(path / "a.xlsx", ("人员", rows), merge=merge), KIND)


def _faults(table: Table) -> list[tuple[str, int, str, str, dict[str, object]]]:
    return [(s, row, column, fault.code, dict(fault.facts)) for s, row, column, fault in table.header_faults]


def test_header_below_a_merged_title(tmp_path: Path) -> None:
    rows = [["2024 年会员名册"], ["填表单位：某某工会"], [], ["序号", " 姓 名*", "手机（必填）"], [1, "张三", "199"]]
    table = _read(tmp_path, rows, [("A1:C1", "2024 年会员名册")])
    assert [(e.line.row, e.line.values, e.line.letters["phone"]) for e in table.entries] == [
        (5, {"name": "张三", "phone": "199"}, "C")
    ]
    assert table.header_faults == []


def test_header_of_two_rows_under_merged_groups(tmp_path: Path) -> None:
    rows = [["名册"], ["姓名", "手机", "证件", ""], ["", "", "类型", "号码"], ["张三", "199", "护照", "E1"]]
    table = _read(tmp_path, rows, [("A1:D1", "名册"), ("A2:A3", "姓名"), ("B2:B3", "手机"), ("C2:D2", "证件")])
    assert [dict(e.line.values) for e in table.entries] == [
        {"name": "张三", "phone": "199", "id_type": "护照", "id_number": "E1"}
    ]


def test_merged_header_over_two_filled_columns_is_named(tmp_path: Path) -> None:
    rows = [["姓名", "", "手机"], ["张", "三", "199"]]
    table = _read(tmp_path, rows, [("A1:B1", "姓名")])
    assert _faults(table) == [("人员", 1, "", "header_merged", {"title": "姓名", "range": "A1:B1"})]
    assert table.entries == []


def test_merged_header_over_one_filled_column_is_clear(tmp_path: Path) -> None:
    table = _read(tmp_path, [["姓名", "", "手机"], ["", "张三", "199"]], [("A1:B1", "姓名")])
    assert (table.entries[0].line.values["name"], table.entries[0].line.letters["name"]) == ("张三", "B")


def test_a_header_twice_is_named_with_its_columns(tmp_path: Path) -> None:
    table = _read(tmp_path, [["姓名", "手机", "手机号码"], ["张三", "1", "2"]])
    assert _faults(table) == [("人员", 1, "", "header_twice", {"title": "手机", "columns": "B、C"})]


def test_missing_columns_are_named_with_what_was_found(tmp_path: Path) -> None:
    table = _read(tmp_path, [["手机", "年龄"], ["199", 30]])
    assert _faults(table) == [("人员", 1, "", "header_missing", {"wanted": "姓名", "found": "手机、年龄"})]
    table = read(book(tmp_path / "b.xlsx", ("人员", [["姓名", "年龄"], ["张三", 3]])), KIND)
    assert _faults(table)[0][3:] == ("header_one_of", {"wanted": "手机、证件号码", "found": "姓名、年龄"})


def test_no_header_at_all(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        _read(tmp_path, [["张三", "19900000001"], ["李四", "19900000002"]])
    assert refused.value.code == "header_not_found"
    assert "张三" in str(refused.value.facts["found"])
    with pytest.raises(Refused, match="table_empty"):
        read(book(tmp_path / "b.xlsx", ("空", [])), KIND)


def test_several_sheets_and_those_that_are_not_read(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        ("东城", [["姓名", "手机"], ["张三", "1"]]),
        ("西城", [["手机", "姓名", "爱好"], ["2", "李四", "棋"]]),
        ("说明", [["怎么填"]]),
        ("统计", [["合计", 2]]),
    )
    table = read(path, KIND)
    assert [(e.line.sheet, e.line.row, e.line.values["name"]) for e in table.entries] == [
        ("东城", 2, "张三"),
        ("西城", 2, "李四"),
    ]
    assert [note["code"] for note in table.notes] == ["columns_not_read", "sheet_without_header"]


def test_faults_of_cells_keep_no_sensitive_text(tmp_path: Path) -> None:
    rows = [
        ["姓名", "手机", "年龄", "入会日期"],
        ["", "1" * 30, "三十", "2024-13-45"],
        ["李四", "1", 3.5, "2024年5月6日"],
    ]
    table = _read(tmp_path, rows)
    assert [(f.key, f.code, dict(f.facts)) for f in table.entries[0].faults] == [
        ("name", "cell_empty", {"column": "姓名"}),
        ("phone", "cell_too_long", {"limit": 20, "length": 30}),
        ("age", "cell_number", {"value": "三十"}),
        ("joined", "cell_day", {"value": "2024-13-45"}),
    ]
    assert [f.code for f in table.entries[1].faults] == ["cell_whole"]
    assert str(table.entries[1].line.values["joined"]) == "2024-05-06"


def test_the_second_of_two_equal_rows_is_named_with_the_first(tmp_path: Path) -> None:
    table = _read(tmp_path, [["姓名", "手机"], ["张三", "1"], ["李四", "2"], ["王五", "1"]])
    assert [[(f.code, dict(f.facts)) for f in e.faults] for e in table.entries] == [
        [],
        [],
        [("row_twice", {"sheet": "人员", "row": 2})],
    ]


def test_merged_cells_in_the_data_hold_for_every_row_under_them(tmp_path: Path) -> None:
    rows = [["姓名", "手机", "证件类型"], ["张三", "1", "护照"], ["李四", "2"], ["王五", "3"]]
    table = _read(tmp_path, rows, [("C2:C3", "护照")])
    assert [e.line.values.get("id_type") for e in table.entries] == ["护照", "护照", None]


def test_letters() -> None:
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
