"""How a room above hears of new statements, inside the transaction that stores them."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xinlian.records.models import Client

Kept = Mapping[str, Any]
Listener = Callable[[Client, Sequence[Kept], datetime.datetime], None]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Call `listener(client, statements, at)` for each batch with what of it is new, in the order of storing.

    `statements` are whole, with id, stored and authority; voiding ones are among them. A `Refused` undoes what this
    listener wrote for the batch and is written to the log, the statements stay; any other exception undoes the batch.
    """
    if listener not in _listeners:
        _listeners.append(listener)


def forget(listener: Listener) -> None:
    """Call it no more."""
    _listeners.remove(listener)


def listeners() -> tuple[Listener, ...]:
    """Who listens, in the order of registering."""
    return tuple(_listeners)
