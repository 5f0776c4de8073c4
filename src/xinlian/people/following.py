"""What the floors and rooms above do when something happens here: `<app>/follow_ups.AFTER[event](**what)`.

This floor cannot import them. What follows runs inside the action, in its transaction.
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


def follow(event: str, **what: Any) -> None:
    """Let everybody above know of an event."""
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.follow_ups"):
            after = import_module(f"{app.name}.follow_ups").AFTER.get(event)
            if after is not None:
                after(**what)
