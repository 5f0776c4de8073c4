"""The definition of an activity as a store comes to know it from several statements."""

from collections.abc import Mapping
from typing import Any

LANGUAGE_MAPS = ("name", "description")


def merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Both together: language maps united, the newer word where both have the language; of the rest what is newer."""
    both = {**old, **new}
    for name in LANGUAGE_MAPS:
        if name in old and name in new:
            both[name] = {**old[name], **new[name]}
    return both
