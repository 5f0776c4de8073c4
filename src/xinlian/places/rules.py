"""Decisions about visits to places and pictures of them. Pure."""

import datetime

from xinlian.rows.refusals import Decision

HEADS_AT_ONCE = 500
OLDEST = datetime.timedelta(days=14)  # a phone may lie without a network for two weeks
CLOCK_SLACK = datetime.timedelta(minutes=10)

MEDIA_NEXT: dict[str, tuple[str, ...]] = {
    "pending": ("shown", "refused", "withdrawn"),
    "shown": ("refused", "withdrawn"),
    "refused": ("shown",),
    "withdrawn": (),
}


def may_check_in(*, listed: bool, way: str, heads: int, came_at: datetime.datetime, now: datetime.datetime) -> Decision:
    """A visit to a listed place, by one person at the door or up to 500 counted, within the last two weeks."""
    return Decision.of(
        place_listed=listed,
        visit_way_known=way in ("door", "count"),
        heads_counted=heads == 1 or (way == "count" and 1 <= heads <= HEADS_AT_ONCE),
        came_not_in_future=came_at <= now + CLOCK_SLACK,
        came_not_too_long_ago=came_at >= now - OLDEST,
    )


def may_turn_media(state: str, to: str) -> Decision:
    """Whether a picture may go from one state to another."""
    return Decision.of(media_turn_allowed=to in MEDIA_NEXT.get(state, ()))
