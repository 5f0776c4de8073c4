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

PROPOSAL_NEXT: dict[str, tuple[str, ...]] = {
    "open": ("accepted", "refused", "stale"),
    "accepted": (),
    "refused": (),
    "stale": (),
}

REVIEW_NEXT: dict[str, tuple[str, ...]] = {"draft": ("signed",), "signed": ()}

VOICE_NEXT: dict[str, dict[str, tuple[str, ...]]] = {
    "thanks": {
        "pending": ("shown", "refused", "withdrawn"),
        "shown": ("refused", "withdrawn"),
        "refused": ("shown",),
        "withdrawn": (),
    },
    "complaint": {
        "pending": ("answered", "refused", "withdrawn"),
        "answered": ("answered",),
        "refused": ("answered",),
        "withdrawn": (),
    },
}

MACHINES: dict[str, dict[str, tuple[str, ...]]] = {
    "station": STATION_NEXT,
    "fault": FAULT_NEXT,
    "proposal": PROPOSAL_NEXT,
    "review": REVIEW_NEXT,
    "thanks": VOICE_NEXT["thanks"],
    "complaint": VOICE_NEXT["complaint"],
}
