"""The data inventory: every kind of personal data that is held, said once.

The privacy page, "my data", export, deletion and the retention job are all made from these rows; each app lists
its own in `personal.HOLDINGS`, and a test finds columns about people that no holding names.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from django.apps import apps
from django.db.models import QuerySet
from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of data about a person: where, what for, who sees it, how long, and what happens at the end.

    `at_end`: "erase" deletes the rows, "unlink" keeps them without the person, "keep" leaves them and says why.
    `keep_days`: after so many days since `since` the end comes by itself; None as long as the person is here.
    `person`: the column that names the person, "" where rows cannot be told apart by person; `key` is what of the
    person stands in it. `blanked`: columns emptied when rows are unlinked or kept. `files`: what lies on disk for a
    row, for the export. `before_end`: called with the rows before their end, for what lies outside them.
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
    key: str = "pk"
    blanked: tuple[str, ...] = ()
    files: Callable[[Any], Iterable[Path]] | None = None
    before_end: Callable[[QuerySet[Any]], None] | None = None


def after_withdrawal(purpose: str) -> list[Callable[..., None]]:
    """What the rooms do when somebody takes back their yes: `personal.ON_WITHDRAWN[purpose](person=, by=, at=)`."""
    return [said[purpose] for module in _personal() if purpose in (said := getattr(module, "ON_WITHDRAWN", {}))]


def all_holdings() -> list[Holding]:
    """The holdings of every app, from the bottom of the house up."""
    return [holding for module in _personal() for holding in module.HOLDINGS]


def _personal() -> list[Any]:
    named = [app.name for app in reversed(list(apps.get_app_configs())) if app.name.startswith("xinlian.")]
    return [import_module(f"{name}.personal") for name in named if find_spec(f"{name}.personal")]
