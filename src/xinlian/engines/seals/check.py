"""The check at a gate, with no network: what was scanned, what the device trusts, what time it is; an outcome with why.

Outcomes are never merged: `valid`, `barred` (revoked, suspended, retrain), `expired` (over, or not begun),
`undecided` (what the device holds is too old or too little to say), `refused` (no pass of ours).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from xinlian.engines.seals import claims, sign1
from xinlian.engines.seals.claims import Pass
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.status import RETRAIN, REVOKED, SUSPENDED, VALID, StatusList
from xinlian.engines.seals.suites import Sign
from xinlian.engines.seals.text import token_of
from xinlian.engines.seals.trust import PASS, Trusted, demand_window

BARRED = {REVOKED: "revoked", SUSPENDED: "suspended", RETRAIN: "retrain"}
EARLY = 300  # seconds that two clocks may differ


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome, why as a code, the pass where one could be read, and who issued it."""

    outcome: str
    why: str
    found: Pass | None = None
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """What a device holds: the bundle, status lists by number, and for how many seconds a list decides."""

    trusted: Trusted
    lists: Mapping[int, StatusList]
    fresh: int


def check(scanned: str, held: Held, now: int) -> Verdict:
    """What a gate says of what was scanned, at `now` (seconds since 1970, UTC)."""
    try:
        token = token_of(scanned, held.trusted.bundle.hosts)
    except SealError as error:
        return Verdict("refused", error.code)
    return check_token(token, held, now)


def check_token(token: bytes, held: Held, now: int) -> Verdict:
    """The same of a token without its text."""
    try:
        message = sign1.parse(token)
        key = held.trusted.open(message, PASS)
        if sign1.TYP in message.protected:
            raise SealError("not_a_pass")
        found = claims.read(message.payload)
        demand_window(key, found.issued)
    except SealError as error:
        # A key that is not in the bundle may be newer than the bundle: nobody can say from here.
        return Verdict("undecided" if error.code == "key_unknown" else "refused", error.code)
    return Verdict(*_decide(found, held, now), found, key.issuer)


def _decide(found: Pass, held: Held, now: int) -> tuple[str, str]:
    status = _status(found, held)
    if status in BARRED:
        return "barred", BARRED[status]  # a bad word is not taken back by its age
    late = _too_late(found, held, now)
    if late in ("over", "not_begun"):
        return "expired", late
    if late:
        return "undecided", late
    return ("valid", "") if status == VALID else ("undecided", "no_status")


def _status(found: Pass, held: Held) -> int | None:
    listed = held.lists.get(found.status[0])
    if listed is None or found.status[1] >= len(listed.statuses):
        return None
    return listed.statuses[found.status[1]]


def _too_late(found: Pass, held: Held, now: int) -> str:
    """Why time forbids a yes: of the pass, then of what the device holds; nothing when it does not."""
    bundle, listed = held.trusted.bundle, held.lists.get(found.status[0])
    if bundle.issued > now + EARLY or (listed is not None and listed.issued > now + EARLY):
        return "clock_wrong"  # the clock of the device stands before what it holds was made
    if now >= found.expires:
        return "over"
    if now < found.not_before - EARLY:
        return "not_begun"
    if now >= bundle.expires:
        return "bundle_expired"
    if listed is not None and (now >= listed.expires or now - listed.issued > held.fresh):
        return "list_old"
    return ""


def issue(found: Pass, *, algorithm: int, kid: bytes, sign: Sign) -> bytes:
    """The signed token of a pass, without a tag: a reader knows what it expects."""
    return sign1.sign(found.claims(), algorithm=algorithm, kid=kid, sign=sign, tagged=False)
