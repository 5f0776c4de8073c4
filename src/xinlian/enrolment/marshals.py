"""Who besides officers may tick on a batch, and when one can say that one is there: the room names it in `front`."""

import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from xinlian.enrolment.models import Batch
from xinlian.people.models import Person


def marshals(batch: Batch) -> set[int]:
    """Ids of the people that `front.marshals(batch)` names, such as the leader of a trip; nobody where it names none."""
    named = _asked(batch, "marshals")
    return set(named(batch)) if named else set()


def demand_there(batch: Batch, session: str, person: Person, said_at: datetime.datetime) -> None:
    """Raise what `front.demand_there` of the room refuses, such as a session that is not held now."""
    asked = _asked(batch, "demand_there")
    if asked:
        asked(batch, session, person, said_at)


def _asked(batch: Batch, what: str) -> Any:
    name = f"xinlian.{batch.offering.room}.front"
    return getattr(import_module(name), what, None) if find_spec(name) else None
