"""A bank out of a file of any format, by its ending and then by what it holds. No database."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from xinlian.engines.exams.bank import gift, moodle, qti, tables, text
from xinlian.engines.exams.bank.report import Report, Unreadable
from xinlian.rows.refusals import Refused
from xinlian.sheets.cells import cell
from xinlian.sheets.workbook import sheets

TABLES = (".xlsx", ".xlsm", ".xls", ".csv")
TEXTS = (".xml", ".zip", ".gift", ".aiken", ".txt")
ENDINGS = (*TABLES, *TEXTS)
LARGEST = 32 * 1024 * 1024


def read(file: Path) -> Report:
    """The report of a file. Raises Unreadable when nothing of it can be read."""
    ending = file.suffix.lower()
    if ending in TABLES:
        return tables.read(_sheets(file))
    if file.stat().st_size > LARGEST:
        raise Unreadable("file_too_big", limit=str(LARGEST // 1048576))
    return _READERS.get(ending, _plain)(file.read_bytes())


def _plain(content: bytes) -> Report:
    """A text: Aiken by its ANSWER, GIFT by its braces, else numbered questions."""
    lines = list(enumerate(gift.decoded(content).split("\n"), 1))
    if any(gift.AIKEN_ANSWER.match(line.strip()) for _, line in lines):
        return gift.read_aiken(content)
    if text.looks_like(lines):
        report = Report()
        text.read(lines, report)
        return report
    return gift.read(content)


def _xml(content: bytes) -> Report:
    """A quiz of Moodle, or an item of QTI."""
    try:
        return moodle.read(content)
    except Unreadable as error:
        if error.code != "not_moodle":
            raise
        return qti.read(content)


_READERS: dict[str, Callable[[bytes], Report]] = {
    ".xml": _xml,
    ".zip": qti.read,
    ".gift": gift.read,
    ".aiken": gift.read_aiken,
}


def _sheets(file: Path) -> list[tuple[str, list[tuple[int, list[str]]]]]:
    """The sheets of a workbook, read in a process apart within bounds of memory and time."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / f"bank{file.suffix.lower()}"
        shutil.copyfile(file, copy)
        try:
            found = sheets(copy)
        except Refused as refused:
            raise Unreadable(refused.code, **{name: str(value) for name, value in refused.facts.items()}) from refused
    return [
        (one.name, [(number, [_cell(raw, cell(raw).text) for raw in cells]) for number, cells in one.rows])
        for one in found
        if not one.hidden
    ]


def _cell(raw: Any, told: str) -> str:
    """A cell as text; lines stay, as options may stand one below the other."""
    if isinstance(raw, str) and "\n" in raw:
        return "\n".join(line.strip() for line in raw.splitlines() if line.strip())
    return told
