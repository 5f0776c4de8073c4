"""May now: issuing, renewing and stepping work passes. Pure."""

import datetime
from collections.abc import Collection, Sequence

from xinlian.credentials.rules.states import PASS_NEXT, STANDS
from xinlian.rows.refusals import Decision

LONGEST = datetime.timedelta(days=6 * 366)
LONGEST_WHY = 200
MOST_TRADES = 6  # more would not fit the square code that a cheap camera reads


def may_issue(
    *,
    name: str,
    trades: Sequence[tuple[int, int]],
    known_trades: Collection[int],
    known_levels: Collection[int],
    begins_at: datetime.datetime,
    ends_at: datetime.datetime,
    at: datetime.datetime,
) -> Decision:
    """Whether a pass can say this: a name, one to six known trades, each once, and days that are not over."""
    codes = [trade for trade, _ in trades]
    return Decision.of(
        pass_name=bool(name.strip()) and name.isprintable(),
        pass_trades=0 < len(codes) <= MOST_TRADES and len(set(codes)) == len(codes),
        trade_known=set(codes) <= set(known_trades),
        level_known={level for _, level in trades if level} <= set(known_levels),
        pass_window=begins_at < ends_at and at < ends_at,
        pass_too_long=ends_at - begins_at <= LONGEST,
    )


def may_step(before: str, to: str, why: str) -> Decision:
    """Whether a pass may come from one state to another, with a reason that its holder reads."""
    return Decision.of(
        pass_step=to in PASS_NEXT[before],
        why_needed=bool(why.strip()),
        why_too_long=len(why) <= LONGEST_WHY,
    )


def may_follow(before: str, to: str, why: str) -> Decision:
    """The same for a step that follows from a room's decision: such a step never ends a pass."""
    return Decision.of(
        pass_step=to in STANDS and to in PASS_NEXT[before],
        why_needed=bool(why.strip()),
        why_too_long=len(why) <= LONGEST_WHY,
    )
