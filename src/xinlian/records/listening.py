"""How a room above hears of new statements, inside the transaction that stores them."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xinlian.records.models import Client

Kept = Mapping[str, Any]
Act = Callable[[], None]
Listener = Callable[[Client, Sequence[Kept], datetime.datetime], Act | None]
_listeners: list[Listener] = []


def register(listener: Listener) -> None:
    """Call `listener(client, statements, at)` for each batch with what of it is new, in the order of storing.

    `statements` are whole, with id, stored and authority; voiding ones are among them. It answers with what it wants to do
    about them, or None: most batches are of no concern, and the store's other writers wait meanwhile. A `Refused` of what it
    does undoes what that wrote and is written to the log, the statements stay; any other exception undoes the batch.
    """
    if listener not in _listeners:
        _listeners.append(listener)


def forget(listener: Listener) -> None:
    """Call it no more."""
    _listeners.remove(listener)


def listeners() -> tuple[Listener, ...]:
    """Who listens, in the order of registering."""
    return tuple(_listeners)
