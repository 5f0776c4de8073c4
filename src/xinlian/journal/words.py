"""What the journal's verbs, objects and facts are called.

Each app lists its own in `journal_words`: VERBS, OBJECTS ("app.model"), FACTS (keys) and VALUES (codes).
"""

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise

Text = str | Promise
PARTS = ("VERBS", "OBJECTS", "FACTS", "VALUES")


@lru_cache(maxsize=1)
def _all() -> dict[str, dict[str, Text]]:
    found: dict[str, dict[str, Text]] = {name: {} for name in PARTS}
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.journal_words"):
            said = import_module(f"{app.name}.journal_words")
            for name in PARTS:
                found[name] |= getattr(said, name, {})
    return found


def verbs() -> dict[str, Text]:
    """Every verb that has words."""
    return _all()["VERBS"]


def verb(code: str) -> str:
    """A verb in words; the code itself where nobody gave it any."""
    return str(verbs().get(code, code))


def kind(label: str) -> str:
    """What an object is, such as "people.person", in words."""
    return str(_all()["OBJECTS"].get(label, label))


def fact(key: str) -> str:
    """The name of a fact in words."""
    return str(_all()["FACTS"].get(key, key))


def value(text: str) -> str:
    """A fact that is a code, in words; everything else as it is."""
    return str(_all()["VALUES"].get(text, text))
