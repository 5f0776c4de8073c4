"""A question as plain JSON and back, the same to the last digit: for databases and for machines."""

import dataclasses
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from xinlian.engines.exams.questions import Question

_DEFAULTS = {field.name: field.default for field in dataclasses.fields(Question)}
_DECIMALS = ("value", "tolerance", "marks")


def as_plain(question: Question) -> dict[str, Any]:
    """Only what differs from a question that says nothing; decimals as text, tuples as lists."""
    said = {name: getattr(question, name) for name in _DEFAULTS}
    return {name: _plain(value) for name, value in said.items() if value != _DEFAULTS[name]}


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def from_plain(said: Mapping[str, Any]) -> Question:
    """The question of such JSON; what a later version added is left out."""
    known: dict[str, Any] = {name: _whole(value) for name, value in said.items() if name in _DEFAULTS}
    known |= {name: Decimal(known[name]) for name in _DECIMALS if known.get(name) is not None}
    return Question(**known)


def _whole(value: Any) -> Any:
    return tuple(_whole(one) for one in value) if isinstance(value, list) else value
