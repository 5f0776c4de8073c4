"""What can be changed at a station, what differs between two descriptions of it, and whether a change still fits. Pure.

A description is plain JSON: fields by name, "position" as {"lat", "lon", "datum"}, "facility:CODE" as its row or None.
"""

from collections.abc import Mapping
from typing import Any

from xinlian.rows.refusals import Decision

PLACE_FIELDS = ("name", "address", "directions", "phone", "hours", "road_ref", "mark_m")
STATION_FIELDS = (
    "kind",
    "tier",
    "owner",
    "operator",
    "host",
    "funded_by",
    "area_m2",
    "entry",
    "trucks",
    "truck_bays",
    "max_length_m",
    "max_height_m",
)
POSITION = "position"
FACILITY = "facility:"
EMPTY = (None, "")

Description = Mapping[str, Any]
Changes = Mapping[str, list[Any]]


def facility_of(key: str) -> str:
    """The facility's code that a key stands for, or ''."""
    return key.removeprefix(FACILITY) if key.startswith(FACILITY) else ""


def diff(before: Description, after: Description) -> dict[str, list[Any]]:
    """{key: [old, new]} for what `after` says otherwise than `before`; keys it does not name stay as they are."""
    return {key: [before.get(key), new] for key, new in after.items() if not same(before.get(key), new)}


def same(old: Any, new: Any) -> bool:
    """Whether two values mean the same: empty is empty, numbers by value, positions to a hundred-thousandth of a degree."""
    if old in EMPTY or new in EMPTY:
        return old in EMPTY and new in EMPTY
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return set(old) == set(new) and all(_close(old[key], new[key]) for key in old)
    return _close(old, new)


def _close(old: Any, new: Any) -> bool:
    if isinstance(old, float) or isinstance(new, float):
        return abs(float(old) - float(new)) < 1e-5
    return bool(old == new) or (old in EMPTY and new in EMPTY)


def moved_on(changes: Changes, now: Description) -> list[str]:
    """The keys whose old value is no longer what stands there, so that the change would overwrite somebody else's."""
    return [key for key, (old, _new) in changes.items() if not same(old, now.get(key))]


def may_decide(state: str) -> Decision:
    """Whether a proposal can still be decided."""
    return Decision.of(proposal_open=state == "open")
