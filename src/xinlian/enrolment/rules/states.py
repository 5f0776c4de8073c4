"""What may follow what: offerings, applications, seats, draws. Pure."""

OFFERING_NEXT: dict[str, tuple[str, ...]] = {
    "draft": ("open", "cancelled"),
    "open": ("closed", "cancelled"),
    "closed": ("open", "sealed", "done", "cancelled"),
    "sealed": ("drawn", "closed", "cancelled"),
    "drawn": ("done", "cancelled"),
    "done": (),
    "cancelled": (),
}

APPLICATION_NEXT: dict[str, tuple[str, ...]] = {
    "standing": ("withdrawn", "refused"),
    "withdrawn": ("standing",),
    "refused": ("standing",),
}

SEAT_NEXT: dict[str, tuple[str, ...]] = {
    "offered": ("accepted", "declined", "lapsed", "moved", "revoked"),
    "accepted": ("returned", "moved", "revoked", "attended", "missed"),
    "declined": (),
    "lapsed": (),
    "returned": (),
    "moved": (),
    "revoked": (),
    "attended": ("missed", "accepted"),
    "missed": ("attended",),
}
SEAT_STANDS = ("offered", "accepted", "attended", "missed")

DRAW_NEXT: dict[str, tuple[str, ...]] = {
    "sealed": ("seeded", "void"),
    "seeded": ("published", "void"),
    "published": (),
    "void": (),
}

MACHINES: dict[str, dict[str, tuple[str, ...]]] = {
    "offering": OFFERING_NEXT,
    "application": APPLICATION_NEXT,
    "seat": SEAT_NEXT,
    "draw": DRAW_NEXT,
}
