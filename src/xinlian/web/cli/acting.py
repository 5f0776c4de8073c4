"""Commands that act for somebody: who that is, for which union, and refusals as sentences."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from xinlian.web.cli.exits import Stop, Usage

if TYPE_CHECKING:
    from xinlian.people.models import Person


def add(parser: argparse.ArgumentParser) -> None:
    """Options of every command that acts for somebody."""
    parser.add_argument(
        "--as", dest="actor", required=True, metavar="USERNAME", help="who does it; the journal names them"
    )
    parser.add_argument(
        "--union", default="", metavar="PATH", help="the path of the union; only needed by who serves several"
    )
    parser.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="what a kind asks to be declared, as datum=gcj02",
    )


def actor(username: str) -> "Person":
    """The person of a username."""
    from xinlian.people.models import Person

    person = Person.objects.filter(username=username, is_active=True).first()
    if person is None:
        raise Usage(f"nobody has the username '{username}'")
    return person


def declared(words: list[str]) -> dict[str, str]:
    """KEY=VALUE words as a dictionary."""
    wrong = [word for word in words if "=" not in word]
    if wrong:
        raise Usage(f"--option {wrong[0]}: write KEY=VALUE")
    return dict(word.split("=", 1) for word in words)


@contextmanager
def refusals() -> Iterator[None]:
    """A refusal ends the command with its sentence."""
    from xinlian.rows.refusals import Refused
    from xinlian.rows.sentences import sentence

    try:
        yield
    except Refused as refused:
        raise Stop(f"{sentence(refused)} ({refused.code})") from refused
