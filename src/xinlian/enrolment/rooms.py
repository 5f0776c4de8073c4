"""Where an offering has its pages.

The room that offers it says so in `front.offering_url(offering)` and `front.offering_desk_url(offering)`.
"""

from importlib import import_module
from importlib.util import find_spec

from xinlian.enrolment.models import Offering


def offering_url(offering: Offering) -> str:
    """The address of an offering's page; empty where the room names none."""
    return _asked(offering, "offering_url")


def offering_desk_url(offering: Offering) -> str:
    """The address of an offering's page at the desk; empty where the room names none."""
    return _asked(offering, "offering_desk_url")


def _asked(offering: Offering, what: str) -> str:
    name = f"xinlian.{offering.room}.front"
    if not find_spec(name):
        return ""
    asked = getattr(import_module(name), what, None)
    return str(asked(offering)) if asked else ""
