"""The sentences for refusal codes; each app lists its own in `refusal_texts.TEXTS`."""

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from xinlian.rows.refusals import Refused


@lru_cache(maxsize=1)
def texts() -> dict[str, "str | Promise"]:
    """All sentences of all apps by code."""
    found: dict[str, str | Promise] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.refusal_texts"):
            found |= import_module(f"{app.name}.refusal_texts").TEXTS
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
