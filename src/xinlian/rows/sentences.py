"""The sentences for refusal codes; each app lists its own in `refusal_texts.TEXTS`."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from xinlian.rows.refusals import Refused


@lru_cache(maxsize=1)
def texts() -> dict[str, "str | Promise"]:
    """All sentences of all apps by code."""
    names = [f"{app.name}.refusal_texts" for app in apps.get_app_configs() if app.name.startswith("xinlian.")]
    return together(import_module(name).TEXTS for name in names if find_spec(name))


def together(several: Iterable[Mapping[str, "str | Promise"]]) -> dict[str, "str | Promise"]:
    """Several lists of sentences as one; of two for the same code one would never be said."""
    found: dict[str, str | Promise] = {}
    for one in several:
        if doubles := sorted(found.keys() & one.keys()):
            raise ImproperlyConfigured(f"two sentences for the same refusal: {', '.join(doubles)}")
        found |= one
    return found


def say(code: str, facts: Mapping[str, object]) -> str:
    """The sentence of a code with its facts filled in."""
    text = texts().get(code)
    if text is None:
        return _("这一步没有办成（%(code)s）。请把这个代码告诉工会干部。") % {"code": code}
    return str(text) % dict(facts) if facts else str(text)


def sentence(refused: Refused) -> str:
    """What to tell the person who met this refusal."""
    return say(refused.code, refused.facts)
