"""Workbooks for tests, good and hostile."""

import datetime
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter


def book(path: Path, *sheets: tuple[str, Sequence[Sequence[object]]], merge: Sequence[tuple[str, str]] = ()) -> Path:
    """An Excel file of sheets (name, rows); `merge` gives the first sheet merged ranges with their text."""
    with xlsxwriter.Workbook(path) as made:
        made.set_properties({"created": datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)})
        for number, (name, rows) in enumerate(sheets):
            sheet = made.add_worksheet(name)
            for r, row in enumerate(rows):
                for c, value in enumerate(row):
                    if value not in (None, ""):
                        sheet.write_string(r, c, value) if isinstance(value, str) else sheet.write(r, c, value)
            if number == 0:
                for area, text in merge:
                    sheet.merge_range(area, text)
    return path


def with_sheet_xml(path: Path, inner: str) -> Path:
    """A workbook whose only sheet holds this XML between its sheetData tags."""
    plain = io.BytesIO()
    with xlsxwriter.Workbook(plain) as made:
        made.add_worksheet("一").write(0, 0, 1)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                head, _, rest = data.decode().partition("<sheetData>")
                _, _, tail = rest.partition("</sheetData>")
                data = f"{head}<sheetData>{inner}</sheetData>{tail}".encode()
            new.writestr(entry, data)
    return path


def bomb(path: Path, megabytes: int) -> Path:
    """A small file that unpacks to a great deal of nothing."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(b" " * (1 << 20))
    return path


def lying_bomb(path: Path, megabytes: int) -> Path:
    """The same with directories that say it is one byte."""
    bomb(path, megabytes)
    data = bytearray(path.read_bytes())
    size = (megabytes << 20).to_bytes(4, "little")
    place = data.find(size)
    while place != -1:
        data[place : place + 4] = (1).to_bytes(4, "little")
        place = data.find(size, place)
    path.write_bytes(data)
    return path
