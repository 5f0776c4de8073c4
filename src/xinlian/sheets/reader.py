"""Reads one file into lines of JSON, in a process of its own: a hostile workbook dies alone, within memory and time.

Run as a script (`python -I reader.py FILE OUT`), so it imports the standard library and calamine alone. OUT gets a line
{"sheet", "hidden", "merged"} a sheet and [row number, cells] a row that is not empty; standard output gets {"code", ...}.
"""

import csv
import datetime
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

FILE_BYTES = 20 * 1024 * 1024
MEMORY_BYTES = 1536 * 1024 * 1024
SECONDS = 60
ENTRIES = 2000
UNPACKED_BYTES = 300 * 1024 * 1024
RATIO = 200  # Excel's own sheets pack 5 to 40 times smaller, a bomb a thousand times
RATIO_FROM_BYTES = 20 * 1024 * 1024
ROWS = 100_000
COLUMNS = 300
CELLS = 6_000_000
PIECE = 1 << 20
OVERLAP = 64
ADDRESS = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{0,3})(\d{1,10})["']""")
ESCAPED = re.compile(r"^'(?=[=+\-@\t\r])")

Merged = list[tuple[int, int, int, int]]


class Bad(Exception):
    """The file cannot be read; `code` and `facts` say why."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def read(path: Path, out: TextIO) -> None:
    """Write the lines of a file; Bad when it is none that can be read."""
    size = path.stat().st_size
    if size > FILE_BYTES:
        raise Bad("file_too_big", megabytes=round(size / 1048576), limit=FILE_BYTES // 1048576)
    if not size:
        raise Bad("file_empty")
    with path.open("rb") as file:
        head = file.read(512)
    if head.startswith(b"PK"):
        _unpack_safely(path)
        _workbook(path, out)
    elif head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
            raise Bad("file_encrypted")
        _workbook(path, out)
    elif re.match(rb"\s*(\xef\xbb\xbf)?\s*<(!doctype|html|table|\?xml|meta)", head, re.I):
        raise Bad("file_is_web_page")
    else:
        _csv(path, out)


def _unpack_safely(path: Path) -> None:
    """Unpack everything once, counting: no more than declared, no more than allowed, no cell far out."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if any(entry.flag_bits & 1 for entry in entries):
                raise Bad("file_encrypted")
            if not any(name.startswith("xl/workbook") for name in names):
                raise Bad("file_not_excel")
            unpacked = sum(entry.file_size for entry in entries)
            packed = sum(entry.compress_size for entry in entries) or 1
            suspicious = unpacked > RATIO_FROM_BYTES and unpacked / packed > RATIO
            if len(entries) > ENTRIES or unpacked > UNPACKED_BYTES or suspicious:
                raise Bad("file_bomb", megabytes=round(unpacked / 1048576))
            for entry in entries:
                with archive.open(entry) as part:
                    _extent(iter(lambda part=part: part.read(PIECE), b""), entry.filename)  # type: ignore[misc]
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError) as error:
        raise Bad("file_damaged") from error


def _extent(pieces: Iterable[bytes], name: str) -> None:
    """Refuse a sheet whose furthest cell would make calamine hold a table of billions."""
    last_row, last_column, tail = 0, 0, b""
    for piece in pieces:  # shared strings are text, not addresses; they are unpacked all the same, for their checksum
        if name == "xl/sharedStrings.xml":
            continue
        for letters, digits in ADDRESS.findall(tail + piece):
            last_row = max(last_row, int(digits))
            last_column = max(last_column, number_of(letters.decode()))
        tail = piece[-OVERLAP:]
    if "worksheets/" in name and last_row * last_column > CELLS:
        raise Bad("sheet_too_wide", rows=last_row, columns=last_column)


def number_of(letters: str) -> int:
    """A is 1, AA 27; 0 for no letters."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _workbook(path: Path, out: TextIO) -> None:
    import python_calamine as calamine

    try:
        # By content, not by name: an old workbook is often called .xlsx and the other way round.
        with path.open("rb") as file, calamine.CalamineWorkbook.from_filelike(file) as book:
            kinds = [meta for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
            for meta in kinds:
                sheet = book.get_sheet_by_name(meta.name)
                merged = [(a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
                hidden = meta.visible != calamine.SheetVisibleEnum.Visible
                _sheet(out, meta.name, sheet.to_python(skip_empty_area=False), merged, hidden)
    except calamine.PasswordError as error:
        raise Bad("file_encrypted") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        encrypted = "password" in str(error).lower() or "encrypt" in str(error).lower()
        raise Bad("file_encrypted" if encrypted else "file_damaged") from error


def _csv(path: Path, out: TextIO) -> None:
    text = _decoded(path.read_bytes())
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t，", key=first.count) if any(mark in first for mark in ",;\t，") else ","
    csv.field_size_limit(100_000)
    try:
        rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise Bad("file_damaged") from error
    _sheet(out, "CSV", [[ESCAPED.sub("", cell) for cell in row] for row in rows], [], False)


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if any(c < " " and c not in "\t\r\n" for c in text):
            break
        return text
    raise Bad("file_not_table")


def _sheet(out: TextIO, name: str, rows: Sequence[Sequence[Any]], merged: Merged, hidden: bool) -> None:
    out.write(json.dumps({"sheet": name, "hidden": hidden, "merged": merged[:20_000]}) + "\n")
    for count, (number, cells) in enumerate(_filled(rows), 1):
        if count > ROWS:
            raise Bad("too_many_rows", limit=ROWS)
        if len(cells) > COLUMNS:
            raise Bad("sheet_too_wide", rows=len(rows), columns=len(cells))
        out.write(json.dumps([number, cells], ensure_ascii=False) + "\n")


def _filled(rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, list[Any]]]:
    for number, row in enumerate(rows, 1):
        cells = [_plain(cell) for cell in row]
        while cells and cells[-1] == "":
            cells.pop()
        if cells:
            yield number, cells


def _plain(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell if cell.strip() else ""
    if isinstance(cell, datetime.datetime | datetime.date):
        return {"d": cell.isoformat()}
    if isinstance(cell, datetime.time | datetime.timedelta):
        return str(cell)
    return cell


def main(source: str, target: str) -> int:
    """0 and the lines in `target`, or 1 and why not on standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with Path(target).open("w", encoding="utf-8") as out:
            read(Path(source), out)
    except Bad as bad:
        print(json.dumps({"code": bad.code, "facts": bad.facts}))
        return 1
    except MemoryError:
        print(json.dumps({"code": "file_bomb", "facts": {"megabytes": MEMORY_BYTES // 1048576}}))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
