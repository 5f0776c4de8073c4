"""What somebody wants to be told by which channel."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict

Pair = tuple[str, str]


def pairs(values: Iterable[str]) -> set[Pair]:
    """`kind:channel` as pairs; anything else is left out."""
    found = (value.partition(":") for value in values)
    return {(kind, channel) for kind, colon, channel in found if colon and kind and channel}


def offered(choices: Iterable[dict[str, Any]]) -> set[Pair]:
    """All that the page offers."""
    return pairs(option[0] for choice in choices for option in choice["options"])


def wanted(sent: QueryDict) -> set[Pair]:
    """All that was ticked."""
    return pairs(sent.getlist("want"))
