"""The figures that `bench` and `doctor` print: a table for people, one JSON object for machines."""

import datetime
import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from xinlian.web.cli.exits import FAILED, OK


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value beside the floor or peer measured in the same run, and the bar it should meet."""

    name: str
    value: float | int | str
    unit: str = ""
    floor: float | None = None
    ratio: float | None = None
    bar: str = ""
    ok: bool = True


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    return {
        "system": f"{platform.system()} {platform.release()}",
        "processor": _processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.exists():
        for line in info.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def report(bench: str, figures: Sequence[Figure], *, as_json: bool) -> int:
    """Print the figures; the exit code: 1 when one misses its bar."""
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    on = machine()
    if as_json:
        print(json.dumps({"bench": bench, "figures": [asdict(f) for f in figures], "machine": on, "at": at}))
    else:
        _print_table(bench, figures, on, at)
    return OK if all(figure.ok for figure in figures) else FAILED


def _print_table(bench: str, figures: Sequence[Figure], on: dict[str, object], at: str) -> None:
    console = Console()
    if not console.is_terminal:
        console = Console(width=120)
    table = Table(title=bench, title_justify="left")
    table.add_column("figure", overflow="fold")
    for heading in ("value", "unit", "floor", "ratio", "bar"):
        table.add_column(heading, justify="left" if heading in ("unit", "bar") else "right", overflow="fold")
    table.add_column("")
    for figure in figures:
        cells = [_number(figure.value), figure.unit, _number(figure.floor), _number(figure.ratio), figure.bar]
        table.add_row(figure.name, *cells, "ok" if figure.ok else "[bold red]MISSED[/]")
    console.print(table)
    console.print(" · ".join([*(f"{key} {value}" for key, value in on.items()), at]), soft_wrap=True)


def _number(value: float | int | str | None) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else value
