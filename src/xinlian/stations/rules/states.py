"""Decisions about stations: states and what may follow. Pure."""

FAULT_NEXT: dict[str, tuple[str, ...]] = {
    "reported": ("accepted", "refused"),
    "accepted": ("repairing", "fixed", "refused"),
    "repairing": ("fixed",),
    "fixed": ("closed", "repairing"),
    "closed": (),
    "refused": (),
}
FAULT_ENDS = ("closed", "refused")

STATION_NEXT: dict[str, tuple[str, ...]] = {
    "draft": ("published",),
    "published": ("removed",),
    "removed": ("published",),
}
