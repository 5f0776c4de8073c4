"""May now: shaping an offering and moving it on. Pure."""

import datetime
from collections.abc import Sequence

from xinlian.enrolment.rules.states import OFFERING_NEXT
from xinlian.rows.refusals import Decision

SHAPED = ("draft", "open", "closed")
BY_HAND = ("open", "closed", "done", "cancelled")


def is_window(opens_at: datetime.datetime, closes_at: datetime.datetime) -> Decision:
    """A time in which to sign up."""
    return Decision.of(closes_after_it_opens=closes_at > opens_at)


def is_span(starts_at: datetime.datetime, ends_at: datetime.datetime) -> Decision:
    """From a moment to a later one."""
    return Decision.of(ends_after_it_starts=ends_at >= starts_at)


def may_shape(state: str) -> Decision:
    """Changing batches, groups, quotas, words: until the list is sealed."""
    return Decision.of(offering_unsealed=state in SHAPED)


def may_change_batch(state: str, *, only_more_seats: bool) -> Decision:
    """Changing a batch: until the list is sealed; after the draw it may still get more seats, for who waits."""
    return Decision.of(offering_unsealed=state in SHAPED or (state == "drawn" and only_more_seats))


def are_groups(groups: Sequence[tuple[str, Sequence[str]]]) -> Decision:
    """Every group has a name; only the last may take everybody else; no occupation stands in two."""
    codes = [code for _name, several in groups for code in several]
    return Decision.of(
        groups_named=all(name.strip() for name, _codes in groups),
        groups_open_end=all(several for _name, several in groups[:-1]),
        groups_apart=len(codes) == len(set(codes)),
    )


def is_quota(union: bool, group: bool, guarantee: int, ceiling: int | None) -> Decision:
    """For a union or a group, not both; a ceiling not under what is sure."""
    return Decision.of(
        quota_one_kind=union != group,
        quota_ceiling=ceiling is None or ceiling >= guarantee,
    )


def may_move(state: str, to: str, mode: str, batches: int, why: str) -> Decision:
    """The next step by hand: opened only with a batch; a draw is not finished undrawn; called off with a reason."""
    undrawn = mode == "draw" and state == "closed" and to == "done"
    return Decision.of(
        offering_step=to in BY_HAND and to in OFFERING_NEXT[state] and not undrawn,
        offering_batches=to != "open" or batches > 0,
        why_needed=to != "cancelled" or bool(why.strip()),
    )
