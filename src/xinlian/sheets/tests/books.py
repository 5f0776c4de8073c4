"""Workbooks for tests, good and hostile."""

import datetime
import io
import struct
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


def compound(path: Path, name: str, stream: bytes) -> Path:
    """A compound file (what Excel wrote until 2003, and writes around encrypted workbooks) with one stream in it."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    stream = stream.ljust(4096, b"\x00")  # shorter ones would lie in a second table
    stream += bytes(-len(stream) % 512)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0, 0) + struct.pack("<I", free) * 108
    chain = [0xFFFFFFFD, end, *range(3, 2 + len(stream) // 512), end]
    table = b"".join(struct.pack("<I", one) for one in chain).ljust(512, b"\xff")

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        text = title.encode("utf-16-le") + b"\x00\x00"
        made = text.ljust(64, b"\x00") + struct.pack("<HBB", len(text) if title else 0, kind, 1)
        return made + struct.pack("<III", free, free, child) + bytes(36) + struct.pack("<IQ", start, size)

    directory = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, 2, len(stream)) + entry("", 0, free, 0, 0) * 2
    path.write_bytes(header + table + directory + stream)
    return path


def encrypted(path: Path) -> Path:
    """What Excel writes when a workbook has a password."""
    return compound(path, "EncryptedPackage", b"")


def old_excel(path: Path, rows: Sequence[Sequence[str | float]]) -> Path:
    """An .xls file (BIFF8) of one sheet called 一."""

    def record(kind: int, body: bytes = b"") -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def text(value: str) -> bytes:
        return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")

    width = max(len(row) for row in rows)
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1996, 0, 0))
    sheet += record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, width, 0))
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            where = struct.pack("<HHH", r, c, 0)
            plain = isinstance(value, str)
            body = text(str(value)) if plain else struct.pack("<d", value)
            sheet += record(0x204 if plain else 0x203, where + body)
    sheet += record(0x0A)
    first = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1996, 0, 0)) + record(0x42, struct.pack("<H", 1200))
    named = struct.pack("<BB", 1, 1) + "一".encode("utf-16-le")
    offset = len(first) + 4 + 6 + len(named) + 4
    whole = first + record(0x85, struct.pack("<IBB", offset, 0, 0) + named) + record(0x0A) + sheet
    return compound(path, "Workbook", whole)
