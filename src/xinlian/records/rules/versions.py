"""Which version of the specification a request speaks, and what differs by it. Pure."""

import re

OLD, NEW = "1.0.3", "2.0.0"
HEADER = "X-Experience-API-Version"


def version_of(said: str | None) -> str | None:
    """ "1.0.3" for 1.0 and 1.0.x, "2.0.0" for 2.0 and 2.0.x, None for anything else or nothing."""
    found = re.fullmatch(r"([12])\.0(\.[0-9]{1,3})?", said or "")
    return None if found is None else OLD if found[1] == "1" else NEW


def guards_states(version: str) -> bool:
    """Whether a state's document, too, is only replaced by who names the one that is there (2.0; 1.0.3 spares states)."""
    return version == NEW
