"""Everything that is held about somebody, read through the inventory."""

import datetime
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils.functional import Promise

from xinlian.people.field_words import WORDS
from xinlian.people.holdings import Holding, all_holdings
from xinlian.people.identity import mask_id, mask_phone
from xinlian.people.journal_words import OBJECTS, VERBS
from xinlian.people.languages import LANGUAGES
from xinlian.people.models import Person
from xinlian.people.purposes import BY_CODE

MASKS = {"phone": mask_phone, "id_number": mask_id}
SAID: dict[str, Callable[[Any], Any]] = {
    "verb": lambda verb: str(VERBS.get(verb, verb)),
    "object_type": lambda label: str(OBJECTS.get(label, label)),
    "languages": lambda codes: " · ".join(str(LANGUAGES.get(code, code)) for code in codes or []),
    "purpose": lambda code: str(BY_CODE[code].title) if code in BY_CODE else code,
}
NEVER_SHOWN = {"digits"}  # a code that still stands must reach its phone only


def model_of(holding: Holding) -> type[models.Model]:
    """The model that a holding names."""
    return apps.get_model(holding.model)


def rows_of(holding: Holding, person: Person) -> QuerySet[Any]:
    """The rows of a holding that are about somebody."""
    rows = model_of(holding)._default_manager.all()
    key = getattr(person, holding.key)
    if not holding.person or key is None:
        return rows.none()
    return rows.filter(**{holding.person: key})


def word(holding: Holding, field: str) -> "str | Promise":
    """What a column is called."""
    return WORDS[field.rpartition("__")[2]]


def held(person: Person, *, masked: bool, coded: bool = False) -> list[dict[str, Any]]:
    """Every holding that has rows about somebody: {holding, rows}, a row being [(field, words, value)].

    `masked` hides the middle of numbers; `coded` leaves codes as programs know them instead of words.
    """
    found = []
    for holding in all_holdings():
        rows = [row_of(holding, row, masked=masked, coded=coded) for row in rows_of(holding, person)]
        if rows:
            found.append({"holding": holding, "rows": rows})
    return found


def row_of(holding: Holding, row: models.Model, *, masked: bool, coded: bool) -> list[tuple[str, "str | Promise", Any]]:
    """One row as (field, words, value)."""
    cells = []
    for field in holding.fields:
        value = "••••••" if field in NEVER_SHOWN else _value(row, field)
        if masked and field in MASKS:
            value = MASKS[field](value)
        if not coded and field in SAID:
            value = SAID[field](value)
        cells.append((field, word(holding, field), value))
    return cells


def _value(row: Any, path: str) -> Any:
    for part in path.split("__"):
        display = getattr(row, f"get_{part}_display", None)
        row = display() if display else getattr(row, part, None)
    if isinstance(row, models.Model):
        return str(row)
    return str(row) if isinstance(row, Promise) else row


def plain(value: Any) -> Any:
    """A value as JSON knows it."""
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | str | list | dict):
        return value
    return str(value)
