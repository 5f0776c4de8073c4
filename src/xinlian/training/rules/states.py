"""What may follow what: a season of the labour contest. Pure."""

SEASON_NEXT: dict[str, tuple[str, ...]] = {
    "draft": ("running",),
    "running": ("ended",),
    "ended": ("published",),
    "published": ("ended",),
}

MACHINES: dict[str, dict[str, tuple[str, ...]]] = {"season": SEASON_NEXT}
