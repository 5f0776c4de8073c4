"""A file as sheets of rows, read by a process apart."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xinlian.rows.refusals import Refused
from xinlian.sheets import reader
from xinlian.sheets.cells import Raw

PATIENCE_SECONDS = 120


@dataclass(slots=True)
class Sheet:
    """One sheet: its rows that are not empty, by the row number that Excel shows, and its merged ranges.

    A range is (first row, first column, last row, last column), all counted from 0.
    """

    name: str
    hidden: bool = False
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    rows: list[tuple[int, list[Raw]]] = field(default_factory=list)


def convert(path: Path) -> Path:
    """The file's rows as lines of JSON beside it, made once; Refused with the reader's code when it cannot be read."""
    lines = path.with_suffix(".rows")
    if lines.exists():
        return lines
    half = path.with_suffix(".half")
    command = [sys.executable, "-I", str(Path(reader.__file__)), str(path), str(half)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as late:
        half.unlink(missing_ok=True)
        raise Refused("file_damaged") from late
    if done.returncode:
        half.unlink(missing_ok=True)
        raise _refusal(done.stdout)
    half.chmod(0o600)
    half.rename(lines)
    return lines


def _refusal(answer: str) -> Refused:
    with contextlib.suppress(ValueError, KeyError):
        said = json.loads(answer)
        return Refused(said["code"], said["facts"])
    return Refused("file_damaged")


def sheets(path: Path) -> list[Sheet]:
    """All sheets of a file, in its order."""
    found: list[Sheet] = []
    for line in _lines(convert(path)):
        if isinstance(line, dict):
            found.append(Sheet(line["sheet"], line["hidden"], [tuple(m) for m in line["merged"]]))
        else:
            found[-1].rows.append((line[0], line[1]))
    return found


def _lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)
