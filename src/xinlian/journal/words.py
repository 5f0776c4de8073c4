"""What verbs and objects of the journal are called; each app lists its own in `journal_words.VERBS` and `.OBJECTS`."""

from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise

Text = str | Promise


@lru_cache(maxsize=1)
def _all() -> tuple[dict[str, Text], dict[str, Text]]:
    verbs: dict[str, Text] = {}
    objects: dict[str, Text] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.journal_words"):
            said = import_module(f"{app.name}.journal_words")
            verbs |= said.VERBS
            objects |= said.OBJECTS
    return verbs, objects


def verbs() -> dict[str, Text]:
    """Every verb that has words."""
    return _all()[0]


def verb(code: str) -> str:
    """A verb in words; the code itself where nobody gave it any."""
    return str(verbs().get(code, code))


def kind(label: str) -> str:
    """What an object is, such as "people.person", in words."""
    return str(_all()[1].get(label, label))
