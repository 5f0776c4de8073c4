"""What may follow what: turns at a device. Pure."""

TURN_NEXT: dict[str, tuple[str, ...]] = {
    "waiting": ("called", "done", "missed"),
    "called": ("done", "missed"),
    "done": (),
    "missed": (),
}
TURN_STANDS = ("waiting", "called")

MACHINES = {"turn": TURN_NEXT}
