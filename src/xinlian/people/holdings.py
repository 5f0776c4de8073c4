"""The data inventory: every kind of personal data that is held, said once.

The privacy page, "my data", export, deletion and the retention job are all made from these rows; each app lists
its own in `personal.HOLDINGS`, and a test finds columns about people that no holding names.
"""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Literal

from django.apps import apps
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of data about a person: where, what for, who sees it, how long, and what happens at the end.

    `at_end`: "erase" deletes the rows, "unlink" keeps them without the person, "keep" leaves them and says why.
    """

    model: str
    person: str
    fields: tuple[str, ...]
    what: Text
    purpose: Text
    basis: Text
    seen_by: Text
    since: str
    keep_days: int | None
    at_end: Literal["erase", "unlink", "keep"]
    why_kept: Text = ""


def all_holdings() -> list[Holding]:
    """The holdings of every app, from the bottom of the house up."""
    found: list[Holding] = []
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.personal"):
            found = [*import_module(f"{app.name}.personal").HOLDINGS, *found]
    return found
