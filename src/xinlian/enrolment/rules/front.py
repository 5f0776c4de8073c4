"""Where somebody stands with an offering, as one word for a list. Pure."""

import datetime

OVER = ("drawn", "done")


def standing(
    *,
    offering: str,
    opens_at: datetime.datetime,
    closes_at: datetime.datetime,
    application: str,
    seat: str,
    now: datetime.datetime,
) -> str:
    """One of cancelled, offered, accepted, refused, waiting, signed_up, coming, open, closed, over."""
    if offering == "cancelled":
        return "cancelled"
    if seat in ("offered", "accepted"):
        return seat
    mine = _mine(offering, application)
    if mine:
        return mine
    if offering in OVER:
        return "over"
    if offering != "open" or now >= closes_at:
        return "closed"
    return "open" if now >= opens_at else "coming"


def _mine(offering: str, application: str) -> str:
    if application == "refused":
        return "refused"
    if application != "standing" or offering == "done":
        return ""
    return "waiting" if offering == "drawn" else "signed_up"
