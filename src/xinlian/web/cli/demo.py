"""Loads the demo world: unions, people, roads and stations, all made by code from facts, people invented."""

import argparse
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from xinlian.web.cli.console import progress, say
from xinlian.web.cli.exits import OK, Stop

HELP = "load the demo world into an empty installation and say who can log in"
DEMO = "xinlian.testing.demo"  # by name: the shell stands below xinlian.testing and must not import it


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--logins", action="store_true", help="only say who can log in to the demo")


def run(options: argparse.Namespace) -> int:
    """Load it; refuses on an installation that has data."""
    from xinlian.web.cli import serve

    if not options.logins:
        serve.prepare()
        if _module().loaded():
            raise Stop("this installation has data already. The demo loads into an empty one: set XINLIAN_DATA")
        load()
    for who, how in _module().logins():
        print(f"{who}\t{how}")
    return OK


def on_first_start() -> list[tuple[str, str]]:
    """Load the demo when the installation is empty; who can log in to it. Never in production."""
    from django.conf import settings

    if settings.PRODUCTION:
        return []
    if not _module().loaded():
        load()
    logins: list[tuple[str, str]] = _module().logins()
    return logins


def load() -> None:
    """Load the demo; one transaction, so that an interrupted first start leaves nothing half done."""
    say("xinlian: loading the demo world")
    with progress() as report:
        _module().load(report)


def _module() -> ModuleType:
    if not find_spec(DEMO):
        raise Stop("this copy has no demo (xinlian.testing is not in it); use ./xinlian run --no-demo")
    return import_module(DEMO)
