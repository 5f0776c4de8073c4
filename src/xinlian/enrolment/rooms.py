"""What rooms say of their offerings: where each has its page (`front.offering_url`), what series are called (`front.SERIES`)."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise

from xinlian.enrolment.models import Offering


def offering_url(offering: Offering) -> str:
    """The address of an offering's page; empty where the room names none."""
    name = f"xinlian.{offering.room}.front"
    if not find_spec(name):
        return ""
    asked = getattr(import_module(name), "offering_url", None)
    return str(asked(offering)) if asked else ""


def series_words() -> dict[str, "str | Promise"]:
    """What the rooms call the series that they offer, by the code of the series."""
    found: dict[str, str | Promise] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.front"):
            found |= getattr(import_module(f"{app.name}.front"), "SERIES", {})
    return found
