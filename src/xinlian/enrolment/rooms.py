"""Where an offering has its page: the room that offers it says so in `front.offering_url(offering)`."""

from importlib import import_module
from importlib.util import find_spec

from xinlian.enrolment.models import Offering


def offering_url(offering: Offering) -> str:
    """The address of an offering's page; empty where the room names none."""
    name = f"xinlian.{offering.room}.front"
    if not find_spec(name):
        return ""
    asked = getattr(import_module(name), "offering_url", None)
    return str(asked(offering)) if asked else ""
