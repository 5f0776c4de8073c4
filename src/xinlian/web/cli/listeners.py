"""Systems of others that are told when a work pass changes, such as a site's safety-code system.

`add` prints the secret by which they know what comes from here, and the token by which they may ask; both this once.
"""

import argparse
from collections.abc import Callable

from xinlian.web.cli import boot
from xinlian.web.cli.acting import refusals
from xinlian.web.cli.console import say
from xinlian.web.cli.exits import OK, Usage

HELP = "systems of others that are told when a pass changes"
EPILOG = """examples:
  ./xinlian listeners add "三标安全码" https://safety.example/hooks --union 永康市总工会
  ./xinlian listeners add "只查询的系统" --union 永康市总工会
  ./xinlian listeners show
  ./xinlian listeners send         now, without waiting for the worker"""


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("act", choices=[*ACTS], help="what to do")
    parser.add_argument("name", nargs="?", default="", help="what the system is called")
    parser.add_argument("address", nargs="?", default="", help="where it is told; none for one that only asks")
    parser.add_argument("--union", default="", metavar="NAME", help="whose passes and sites it is about")


def run(options: argparse.Namespace) -> int:
    """One act."""
    boot.django()
    act: Callable[[argparse.Namespace], None] = ACTS[options.act]
    act(options)
    return OK


def _add(options: argparse.Namespace) -> None:
    from django.utils import timezone

    from xinlian.credentials.actions import listeners
    from xinlian.people.models import Union

    union = Union.objects.filter(name=options.union).first()
    if union is None:
        raise Usage("say whose passes it is about: --union NAME")
    with refusals():
        made, secret, token = listeners.register(
            union=union, name=options.name, address=options.address, by=None, at=timezone.now()
        )
    say(f"{made.name} is registered for {union.name}; write these down, they are shown this once")
    print(f"secret {secret}")
    print(f"token  {token}")


def _show(options: argparse.Namespace) -> None:
    from xinlian.credentials.models import Listener

    for one in Listener.objects.select_related("union"):
        waiting = one.tellings.filter(heard_at=None, given_up_at=None).count()
        state = "blocked" if one.blocked_at else f"{waiting} waiting"
        heard = f", last heard {one.heard_at:%Y-%m-%d %H:%M}" if one.heard_at else ""
        print(f"{one.name} · {one.union.name} · {one.address or 'only asks'} · {state}{heard}")


def _send(options: argparse.Namespace) -> None:
    from django.utils import timezone

    from xinlian.credentials import outgoing

    print(f"{outgoing.tell_due(timezone.now())} taken")


ACTS: dict[str, Callable[[argparse.Namespace], None]] = {"add": _add, "show": _show, "send": _send}
