"""What may be said of a station, and how long. Pure."""

import re

from xinlian.rows.refusals import Decision

TEXT_LIMIT = 300
BANNER_LIMIT = 24  # characters that still read well on a banner
SIGNED_LIMIT = 30
COLUMNS, COLUMN = 3, 8  # of a banner, and characters in each
BREAKS = re.compile(r"[\s,，、;；。.!！?？]+")


def may_say(kind: str, state: str, text: str, signed: str) -> Decision:
    """Thanks and complaints are taken of stations that are or were public; thanks are short, they hang as a banner."""
    return Decision.of(
        voice_kind_known=kind in ("thanks", "complaint"),
        station_public=state in ("published", "removed"),
        text_said=bool(text),
        text_short_enough=len(text) <= (BANNER_LIMIT if kind == "thanks" else TEXT_LIMIT),
        signed_short_enough=len(signed) <= SIGNED_LIMIT,
    )


def may_tell(state: str, facility: str, text: str, known: frozenset[str]) -> Decision:
    """A fault is told of a station that is there, and names a thing or describes it."""
    return Decision.of(
        station_published=state == "published",
        facility_known=not facility or facility in known,
        fault_described=bool(facility or text),
        text_short_enough=len(text) <= TEXT_LIMIT,
    )


def banner(text: str) -> str:
    """A text as the columns of a banner, spaces between: as it was broken, else even columns of eight characters."""
    parts = [part for part in BREAKS.split(text) if part]
    if len(parts) <= COLUMNS and all(len(part) <= COLUMN for part in parts):
        return " ".join(parts)
    joined = "".join(parts)
    size = max(COLUMN, -(-len(joined) // COLUMNS))
    return " ".join(joined[at : at + size] for at in range(0, len(joined), size))
