"""What the shell's own pages show."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.db import DatabaseError, connection
from django.http import HttpRequest

from xinlian.people.models import Union
from xinlian.people.scope import Viewer, scope


def _rooms(module: str, function: str) -> list[Any]:
    found = []
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and app.name != "xinlian.web" and find_spec(f"{app.name}.{module}"):
            call = getattr(import_module(f"{app.name}.{module}"), function, None)
            if call:
                found.append(call)
    return found


def home_cards(request: HttpRequest) -> list[dict[str, object]]:
    """What each room puts on the worker's home: {template, order, ...}."""
    cards = [card for call in _rooms("front", "home_cards") for card in call(request)]
    return sorted(cards, key=lambda card: card["order"])


def desk_today(viewer: Viewer) -> dict[str, object]:
    """Today's work: tasks {label, count, url, tone} and figures {label, value, note} from every room, and
    panels {template, ...} below them."""
    tasks = [task for call in _rooms("front", "desk_tasks") for task in call(viewer)]
    figures = [figure for call in _rooms("front", "desk_figures") for figure in call(viewer)]
    panels = [panel for call in _rooms("front", "desk_panels") for panel in call(viewer)]
    return {"tasks": [task for task in tasks if task["count"]], "figures": figures, "panels": panels}


def search(viewer: Viewer, wanted: str) -> list[dict[str, object]]:
    """Groups of hits {label, hits: [{label, note, url}]} from every room that can be searched."""
    if not wanted:
        return []
    groups = [call(viewer, wanted) for call in _rooms("front", "desk_search")]
    return [group for many in groups for group in many if group["hits"]]


def health() -> dict[str, object]:
    """{"ok", "database"}; reads one row so that a dead disk shows."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return {"ok": False, "database": "unreachable"}
    return {"ok": True, "database": "ok"}


def union_name(viewer: Viewer) -> str:
    """The name of the union at the top of what the viewer governs, for the head of the desk."""
    paths = viewer.paths()
    if not paths:
        return ""
    return scope(viewer, Union.objects.filter(union_path=paths[0])).values_list("name", flat=True).first() or ""
