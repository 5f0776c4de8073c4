"""Measures one thing beside a floor or peer of the same run, and says whether the bar is met.

With --json the last line is one JSON object: bench, figures, machine, at. Exit code 1 when a bar is missed.
"""

import argparse
import ast
import pkgutil
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from xinlian.web.cli import boot
from xinlian.web.cli.console import progress
from xinlian.web.cli.exits import Usage
from xinlian.web.cli.figures import Figure, report

HELP = "measure something beside a floor of the same run"
BENCHES = "xinlian.testing.bench"
EPILOG = """examples:
  ./xinlian bench --list
  ./xinlian bench places --quick --json"""


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("name", nargs="?", help="which bench; see --list")
    parser.add_argument("--quick", action="store_true", help="fewer sizes and rounds: a minute or a few")
    parser.add_argument("--json", action="store_true", help="the figures as one JSON object on the last line")
    parser.add_argument("--list", action="store_true", help="say which benches there are")


def run(options: argparse.Namespace) -> int:
    """Run one bench and print its figures."""
    known = benches()
    if options.list:
        print("\n".join(f"{name:12} {first_line(path)}" for name, path in known.items()))
        return 0
    if options.name not in known:
        named = f"no bench '{options.name}'" if options.name else "say which bench"
        raise Usage(f"{named}. There are: {', '.join(known) or 'none'}")
    boot.django()
    module = import_module(f"{BENCHES}.{options.name}")
    with progress() as line:
        figures: list[Figure] = module.run(options.quick, line)
    return report(options.name, figures, as_json=options.json)


def benches() -> dict[str, Path]:
    """The benches by name, without importing them."""
    found = pkgutil.iter_modules(import_module(BENCHES).__path__) if find_spec(BENCHES) else []
    paths = {info.name: Path(getattr(info.module_finder, "path", "")) / f"{info.name}.py" for info in found}
    return {name: paths[name] for name in sorted(paths) if not name.startswith("_")}


def first_line(path: Path) -> str:
    """The first line of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0]
