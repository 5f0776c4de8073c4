"""Decisions about publishing and removing stations. Pure."""

from xinlian.rows.refusals import Decision
from xinlian.stations.rules.states import STATION_NEXT


def may_publish(state: str, *, name: str, hours: str, facilities: int, doubtful: bool) -> Decision:
    """Whether a station can be shown: named, with hours that can be read, something there, and a likely position."""
    return Decision.of(
        station_step="published" in STATION_NEXT[state],
        station_name=bool(name.strip()),
        station_hours=bool(hours),
        station_facilities=facilities > 0,
        station_position=not doubtful,
    )


def may_remove(state: str, why: str) -> Decision:
    """Whether a station can be taken away: shown now, and the reason is said."""
    return Decision.of(station_step="removed" in STATION_NEXT[state], reason_missing=bool(why.strip()))
