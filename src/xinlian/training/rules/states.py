"""The state machine of the room; diagrams and rules are made from it. Pure."""

MACHINES: dict[str, dict[str, tuple[str, ...]]] = {
    "improvement": {
        "proposed": ("accepted", "dropped"),
        "accepted": ("running", "dropped"),
        "running": ("done", "dropped"),
        "done": (),
        "dropped": (),
    },
}
