"""The sentences for refusal codes: every app lists its own in `refusal_texts.TEXTS`, the shell's included."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from xinlian.rows.refusals import Refused


def texts() -> dict[str, "str | Promise"]:
    """All sentences of all apps by code."""
    found: dict[str, str | Promise] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and app.name != "xinlian.rows" and find_spec(f"{app.name}.refusal_texts"):
            found |= import_module(f"{app.name}.refusal_texts").TEXTS
    return found


def sentence(refused: Refused) -> str:
    """What to tell the person, with the refusal's facts filled in."""
    text = texts().get(refused.code)
    if text is None:
        return _("这一步没有办成（%(code)s）。请把这个代码告诉工会干部。") % {"code": refused.code}
    return str(text) % dict(refused.facts) if refused.facts else str(text)
