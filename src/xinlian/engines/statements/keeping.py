"""What a store keeps of a checked statement."""

from collections.abc import Mapping
from typing import Any

from xinlian.engines.statements.bad import V1
from xinlian.engines.statements.times import in_utc


def kept(
    statement: Mapping[str, Any], *, id: str, stored: str, authority: Mapping[str, Any], version: str
) -> dict[str, Any]:
    """The statement with `id`, `stored` and `authority` set, and `version` and `timestamp` where it has none (`stored`).

    UUIDs in lower case, the timestamp in UTC, every value of contextActivities a list. Nothing of what came is changed: what
    differs is copied, the rest is shared. Doing it twice is doing it once.
    """
    whole = _normal(statement)
    thing = whole["object"]
    if thing.get("objectType") == "SubStatement":
        whole["object"] = thing = _normal(thing)
    whole["id"], whole["stored"], whole["authority"] = id.lower(), stored, authority
    if "timestamp" not in whole:
        whole["timestamp"] = stored
    if "version" not in whole:
        whole["version"] = said_version(version)
    return whole


def said_version(version: str) -> str:
    """What a statement says that came under a version and named none: all of 1.0.x say 1.0.0 (1.0.3, part two, 2.4.10)."""
    return "1.0.0" if version == V1 else version


def _normal(statement: Mapping[str, Any]) -> dict[str, Any]:
    whole = dict(statement)
    thing = whole["object"]
    if thing.get("objectType") == "StatementRef" and not thing["id"].islower():
        whole["object"] = {**thing, "id": thing["id"].lower()}
    if "timestamp" in whole:
        whole["timestamp"] = in_utc(whole["timestamp"])
    if "context" in whole:
        whole["context"] = kept_context(whole["context"])
    return whole


def kept_context(said: Mapping[str, Any]) -> Mapping[str, Any]:
    """A checked context, or a copy of it where UUIDs or single context activities are not as they are kept."""
    changed = dict[str, Any]()
    if "registration" in said and not said["registration"].islower():
        changed["registration"] = said["registration"].lower()
    if "statement" in said and not said["statement"]["id"].islower():
        changed["statement"] = {**said["statement"], "id": said["statement"]["id"].lower()}
    several = said.get("contextActivities")
    if several is not None:
        for value in several.values():
            if type(value) is dict:
                changed["contextActivities"] = {
                    name: [value] if type(value) is dict else value for name, value in several.items()
                }
                break
    return {**said, **changed} if changed else said
