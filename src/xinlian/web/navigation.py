"""The worker's bottom bar and the desk's left side, made from what rooms say of themselves in `navigation.py`."""

import uuid
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.people.access import person_of, viewer


def new_uid() -> str:
    """A fresh UUID for a form that must arrive only once."""
    return str(uuid.uuid4())


def _said(name: str) -> list[Any]:
    found: list[Any] = []
    for app in reversed(list(apps.get_app_configs())):
        if app.name.startswith("xinlian.") and app.name != "xinlian.web" and find_spec(f"{app.name}.navigation"):
            found += getattr(import_module(f"{app.name}.navigation"), name, ())
    return sorted(found, key=lambda item: item["order"])


def bar(request: HttpRequest) -> list[dict[str, object]]:
    """The places of the bottom bar: home first, then what the rooms offer, `me` last."""
    items = [{"order": 0, "name": "home", "icon": "house", "label": _("首页")}, *_said("BAR")]
    return [_shown(item, request) for item in sorted(items, key=lambda item: item["order"])]


def desk(request: HttpRequest) -> list[dict[str, object]]:
    """The desk's navigation: what the viewer's roles open."""
    held = {role for role, _path in viewer(request).grants}
    if not held:
        return []
    today = {"order": 0, "name": "web:desk", "icon": "sun", "label": _("今天"), "deep": False}
    return [_shown(item, request) for item in (today, *_said("DESK")) if held & set(item.get("roles", held))]


def menu(request: HttpRequest) -> list[dict[str, object]]:
    """What whoever is signed in finds behind their name on the desk."""
    return [_shown(item, request) for item in _said("MENU")] if person_of(request) else []


def _shown(item: dict[str, Any], request: HttpRequest) -> dict[str, object]:
    url = reverse(item["name"])
    here = request.path == url or (url != "/" and item.get("deep", True) and request.path.startswith(url))
    return {**item, "label": str(item["label"]), "url": url, "active": here}
