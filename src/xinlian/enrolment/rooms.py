"""What rooms say of their offerings in `front`: `offering_url`, `offering_desk_url`, what SERIES are called, which are UNLISTED."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise

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


def unlisted() -> set[str]:
    """The series that nobody signs up for by themselves, as rooms name them in UNLISTED."""
    found: set[str] = set()
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.front"):
            found |= set(getattr(import_module(f"{app.name}.front"), "UNLISTED", ()))
    return found


def series_words() -> dict[str, "str | Promise"]:
    """What the rooms call the series that they offer, by the code of the series."""
    found: dict[str, str | Promise] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.front"):
            found |= getattr(import_module(f"{app.name}.front"), "SERIES", {})
    return found
