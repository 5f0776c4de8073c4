"""Who besides officers may tick on a batch: the room that offers it names them in `front.marshals(batch)`."""

from importlib import import_module
from importlib.util import find_spec

from xinlian.enrolment.models import Batch


def marshals(batch: Batch) -> set[int]:
    """Ids of the people that the room names, such as the leader of a trip; nobody where it names none."""
    name = f"xinlian.{batch.offering.room}.front"
    if not find_spec(name):
        return set()
    named = getattr(import_module(name), "marshals", None)
    return set(named(batch)) if named else set()
