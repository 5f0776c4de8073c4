"""What the apps take from phones: each says in `<app>/sync.py` which kinds, how often, and in which words.

`HANDLERS[kind](item, sender, at)` does the one thing and may answer with a small JSON dict for the page that said
it. The same UUID must get the same answer, so it is made from the row that carries the UUID. `LIMITS[kind]` is (times,
seconds) for one network address. `WORDS["kind_<kind>"]` is how the thing reads while it waits: "{name}" is a field of it.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise

from xinlian.people.limits import spend
from xinlian.people.marks import mark
from xinlian.people.models import Person
from xinlian.people.outbox import Item
from xinlian.rows.refusals import Refused

Limits = tuple[tuple[int, int], ...]
Answer = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the person signed in now, from which address, and what tells one phone from another."""

    by: Person | None
    address: str = ""
    voice: str = ""

    def speaker(self, item: Item) -> Person | None:
        """The person, when it was they who was signed in as it was said; nobody speaks in another's name."""
        return self.by if self.by and item.mark == mark(self.by) else None

    def person(self, item: Item) -> Person:
        """The same for things that only somebody signed in may say. Raises Refused sync_sign_in: the phone keeps it."""
        speaker = self.speaker(item)
        if speaker is None:
            raise Refused("sync_sign_in")
        return speaker


Handler = Callable[[Item, Sender, datetime.datetime], Answer | None]


@cache
def handlers() -> dict[str, Handler]:
    """Every kind of every app."""
    return _said("HANDLERS")


def count(kind: str, address: str, at: datetime.datetime) -> None:
    """Count one try of a kind from an address, by whichever way it came. Raises Refused limit_reached."""
    spend(f"said.{kind}:{address}", limits()[kind], at)


@cache
def limits() -> dict[str, Limits]:
    """How often each kind may come from one address."""
    return _said("LIMITS")


def words() -> dict[str, str]:
    """How what waits reads, in the language of this request."""
    return {name: str(text) for name, text in _texts().items()}


@cache
def _texts() -> dict[str, str | Promise]:
    return _said("WORDS")


def _said(name: str) -> dict[str, Any]:
    named = [app.name for app in apps.get_app_configs() if app.name.startswith("xinlian.")]
    return together((app, getattr(import_module(f"{app}.sync"), name)) for app in named if find_spec(f"{app}.sync"))


def together(said: Iterable[tuple[str, Mapping[str, Any]]]) -> dict[str, Any]:
    """What (app, its dict) say, as one. Raises ImproperlyConfigured when two apps take the same name."""
    found: dict[str, Any] = {}
    for app, own in said:
        if twice := found.keys() & own.keys():
            raise ImproperlyConfigured(f"{app}.sync: {sorted(twice)} belong to another app already")
        found |= own
    return found
