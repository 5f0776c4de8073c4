"""What may follow what: work passes, appeals, certificates. Pure."""

PASS_NEXT: dict[str, tuple[str, ...]] = {
    "valid": ("suspended", "retrain", "revoked", "replaced"),
    "suspended": ("valid", "retrain", "revoked", "replaced"),
    "retrain": ("valid", "suspended", "revoked", "replaced"),
    "revoked": (),
    "replaced": (),
}
STANDS = ("valid", "suspended", "retrain")

APPEAL_NEXT: dict[str, tuple[str, ...]] = {
    "open": ("upheld", "turned_down"),
    "upheld": (),
    "turned_down": (),
}

CERTIFICATE_NEXT: dict[str, tuple[str, ...]] = {"valid": ("revoked",), "revoked": ()}

MACHINES: dict[str, dict[str, tuple[str, ...]]] = {
    "work_pass": PASS_NEXT,
    "appeal": APPEAL_NEXT,
    "certificate": CERTIFICATE_NEXT,
}

# What a status list says of a pass in each state; a replaced one opens nothing any more.
LISTED = {"valid": 0, "revoked": 1, "replaced": 1, "suspended": 2, "retrain": 3}
