"""Tables out: Excel in constant memory and CSV row by row, with nothing in them that a spreadsheet would run."""

import csv
import datetime
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any
from urllib.parse import quote

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767
EXACT_BELOW = 10**15  # whole numbers from here on lose digits in Excel, so they are written as text
RISKY = ("=", "+", "-", "@", "\t", "\r")
SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WIDEST = 40

Rows = Iterable[Sequence[object]]


def width_of(text: str) -> int:
    """How many columns of a monospaced letter a text takes: Chinese counts double."""
    return sum(2 if ord(c) > 0x2E7F else 1 for c in text)


def write(file: IO[bytes], sheets: Iterable[tuple[str, Sequence[str], Rows]]) -> int:
    """Write an Excel workbook of sheets (name, headers, rows) into `file`; how many rows of data."""
    count = 0
    with xlsxwriter.Workbook(file, {"constant_memory": True, "in_memory": False, **SAFE}) as book:
        bold = book.add_format({"bold": True, "bg_color": "#F3EEE7", "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        for name, headers, rows in sheets:
            sheet = book.add_worksheet(name[:31])
            sheet.freeze_panes(1, 0)
            for place, header in enumerate(headers):
                sheet.set_column(place, place, min(WIDEST, max(10, width_of(header) + 4)))
                sheet.write_string(0, place, header, bold)
            for number, row in enumerate(rows, 1):
                for place, value in enumerate(row):
                    _put(sheet, number, place, value, day, moment)
                count += 1
    return count


def _put(sheet: Worksheet, row: int, place: int, value: Any, day: Format, moment: Format) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, place, "是" if value else "否")
    elif isinstance(value, datetime.datetime):
        sheet.write_datetime(row, place, _local(value), moment)
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, place, value, day)
    elif isinstance(value, int | float) and abs(value) < EXACT_BELOW:
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, str(value)[:LONGEST_CELL])


def _local(value: datetime.datetime) -> datetime.datetime:
    return timezone.make_naive(value) if timezone.is_aware(value) else value


def excel(
    name: str, headers: Sequence[str], rows: Rows, more: Iterable[tuple[str, Sequence[str], Rows]] = ()
) -> FileResponse:
    """A download of one sheet (and `more`); the file lies on disk and is gone when it was sent."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 (the response closes it)
    try:
        write(file, [(name, headers, rows), *more])
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)


def harmless(value: object) -> str:
    """A value as CSV text; an apostrophe keeps a spreadsheet from running what looks like a formula."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return _local(value).strftime("%Y-%m-%d %H:%M")
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(RISKY) else text


def csv_lines(headers: Sequence[str], rows: Rows) -> Iterator[str]:
    """The text of a CSV file piece by piece, with the mark by which Excel knows that it is UTF-8."""
    held = io.StringIO()
    writer = csv.writer(held)
    held.write("\ufeff")
    writer.writerow([harmless(header) for header in headers])
    for row in rows:
        writer.writerow([harmless(value) for value in row])
        if held.tell() > 65_536:
            yield held.getvalue()
            held.seek(0)
            held.truncate()
    yield held.getvalue()


def comma_separated(name: str, headers: Sequence[str], rows: Rows) -> StreamingHttpResponse:
    """A download of the same as CSV, sent while it is made."""
    response = StreamingHttpResponse(csv_lines(headers, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f"attachment; filename*=utf-8''{quote(name)}.csv"
    return response
