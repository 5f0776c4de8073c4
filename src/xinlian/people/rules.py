"""May now: when a code can be asked for, sent again and tried; pure."""

import datetime
from dataclasses import dataclass

from xinlian.rows.refusals import Decision

CODE_STANDS = datetime.timedelta(minutes=5)
AGAIN_AFTER = datetime.timedelta(seconds=60)
SENDINGS, TRIES = 3, 5

PER_PHONE = ((5, 3600), (10, 86400))
PER_ADDRESS = ((40, 3600), (200, 86400))  # a station's Wi-Fi or a carrier's gateway is one address for many
TRIES_PER_ADDRESS = ((60, 3600),)
ATTACH_PER_PERSON = ((5, 86400),)
ATTACH_PER_ID = ((10, 86400),)
MOST_KEYS, MOST_KEY_DAYS, LONGEST_KEY_NAME = 10, 365, 60


@dataclass(frozen=True, slots=True)
class CodeState:
    """What decides about a code."""

    asked_at: datetime.datetime
    ends_at: datetime.datetime
    sendings: int
    tries: int
    used: bool


def seconds_to_wait(asked_at: datetime.datetime | None, now: datetime.datetime) -> int:
    """Seconds until a code may be asked for again; 0 when at once."""
    if asked_at is None:
        return 0
    return max(0, -int((now - asked_at - AGAIN_AFTER).total_seconds() // 1))


def may_send_again(code: CodeState, now: datetime.datetime) -> Decision:
    """The same digits again: after a minute, three times at most, while it still stands."""
    return Decision.of(
        code_over=not code.used and code.tries < TRIES and now < code.ends_at,
        code_sendings=code.sendings < SENDINGS,
        code_wait=seconds_to_wait(code.asked_at, now) == 0,
    )


def may_try(code: CodeState, now: datetime.datetime) -> Decision:
    """Typing the digits: while it stands, not used, five times at most."""
    return Decision.of(code_over=not code.used and code.tries < TRIES and now < code.ends_at)


def may_change_name(origin: str, has_id: bool) -> Decision:
    """One's own name directly, unless a union checked it against a document; then by request."""
    return Decision.of(name_by_request=origin == "self" and not has_id)


def may_be_attached(
    *, found: bool, same_name: bool, has_phone: bool, ever_in: bool, in_office: bool, fresh: bool
) -> Decision:
    """Whether a record that a union imported may become that of who gives its name and number.

    Not when anybody ever used it, and not when a role hangs on either: name and number are no secret, so nothing
    that gives power may be had with them.
    """
    if not (found and same_name and not has_phone and not ever_in):
        return Decision(False, ("attach_none",))
    return Decision.of(attach_by_union=not in_office and fresh)


def same_name(given: str, held: str) -> bool:
    """Equal but for spaces and the dots inside names of several parts."""
    plain = [name.translate({ord(sign): None for sign in " ·•．.\u3000"}).casefold() for name in (given, held)]
    return bool(plain[0]) and plain[0] == plain[1]


def may_set_login(*, has_role: bool, has_password: bool, code_minutes: float | None) -> Decision:
    """A user name and password are for who holds a role; a forgotten one is set anew right after a code."""
    return Decision.of(
        role_missing=has_role,
        password_not_now=not has_password or (code_minutes is not None and code_minutes <= 15),
    )


def may_make_key(*, has_role: bool, name: str, days: int, standing: int) -> Decision:
    """A key for a program, on one's own page: whoever holds a role, with a name, for a year at most, ten at once."""
    return Decision.of(
        key_role=has_role,
        key_name=0 < len(name) <= LONGEST_KEY_NAME,
        key_days=0 < days <= MOST_KEY_DAYS,
        key_many=standing < MOST_KEYS,
    )
