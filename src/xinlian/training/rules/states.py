"""What may follow what: a season of the labour contest, an improvement; diagrams and rules are made from it. Pure."""

SEASON_NEXT: dict[str, tuple[str, ...]] = {
    "draft": ("running",),
    "running": ("ended",),
    "ended": ("published",),
    "published": ("ended",),
}

MACHINES: dict[str, dict[str, tuple[str, ...]]] = {
    "season": SEASON_NEXT,
    "improvement": {
        "proposed": ("accepted", "dropped"),
        "accepted": ("running", "dropped"),
        "running": ("done", "dropped"),
        "done": (),
        "dropped": (),
    },
}
