"""Loads the demo world: unions, people, roads and stations, all made by code from facts, people invented."""

import argparse

from xinlian.web.cli import boot, preparing
from xinlian.web.cli.console import progress, say
from xinlian.web.cli.exits import OK, Stop

HELP = "load the demo world into an empty installation and say who can log in"


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument(
        "what", nargs="?", choices=["base"], help="the training base with as many builders as asked for"
    )
    parser.add_argument("--builders", type=int, default=0, help="how many come through the base in 18 months")
    parser.add_argument("--logins", action="store_true", help="only say who can log in to the demo")


def run(options: argparse.Namespace) -> int:
    """Load it; refuses on an installation that has data."""
    if options.logins:
        boot.django()
    else:
        preparing.prepare()
    from xinlian.testing import demo

    if not options.logins:
        if demo.loaded():
            raise Stop("this installation has data already. The demo loads into an empty one: set XINLIAN_DATA")
        load(options.builders)
    for who, how in demo.logins():
        print(f"{who}\t{how}")
    return OK


def on_first_start() -> list[tuple[str, str]]:
    """Load the demo when the installation is empty; who can log in to it. Never in production."""
    from django.conf import settings

    if settings.PRODUCTION:
        return []
    from xinlian.testing import demo

    if not demo.loaded():
        load()
    return demo.logins()


def load(builders: int = 0) -> None:
    """Load the demo; one transaction, so that an interrupted first start leaves nothing half done."""
    from xinlian.testing import demo

    say("xinlian: loading the demo world")
    with progress() as report:
        demo.load(report, builders or demo.base.FEW)
