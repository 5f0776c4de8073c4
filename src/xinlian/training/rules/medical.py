"""What a medical check says about a trade, without saying what it found. Pure."""

import datetime
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xinlian.training.rules.reasons import Reason

FIT, LIMITED, UNFIT = RESULTS = ("fit", "limited", "unfit")
RESTRICTIONS = ("height", "night", "crane", "driving", "dust", "noise")
LONGEST_NOTE = 200
REMIND_DAYS = 30


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found."""

    result: str
    restrictions: tuple[str, ...] = ()
    note: str = ""

    def sealed(self) -> str:
        """As it is sealed."""
        return json.dumps([self.result, list(self.restrictions), self.note], ensure_ascii=False)


def opened(sealed: str) -> Found:
    """What was sealed."""
    result, restrictions, note = json.loads(sealed)
    return Found(result, tuple(restrictions), note)


@dataclass(frozen=True, slots=True)
class Check:
    """A check that counts."""

    checked_on: datetime.date
    valid_until: datetime.date
    found: Found


def demanded(found: Found, checked_on: datetime.date, valid_until: datetime.date, on: datetime.date) -> list[Reason]:
    """What is wrong with what a medic wrote down."""
    wrong = []
    if found.result not in RESULTS:
        wrong.append(Reason("medical_result_unknown"))
    if not set(found.restrictions) <= set(RESTRICTIONS):
        wrong.append(Reason("medical_restriction_unknown"))
    if bool(found.restrictions) != (found.result == LIMITED):
        wrong.append(Reason("medical_restrictions_match"))
    if checked_on > on:
        wrong.append(Reason("medical_in_future", {"day": checked_on.isoformat()}))
    if valid_until < checked_on:
        wrong.append(Reason("medical_ends_before_it_begins"))
    return wrong


def newest(checks: Sequence[Check]) -> Check | None:
    """The one that counts: the last that was made."""
    return max(checks, key=lambda one: one.checked_on, default=None)


def against(check: Check | None, barred_by: Collection[str], on: datetime.date) -> Reason | None:
    """What it says against a trade on a day. The reasons say no more than that there is one: whether a check found
    somebody unfit, or only barred from this trade, is not theirs to tell apart.
    """
    if check is None:
        return Reason("medical_missing")
    if check.valid_until < on:
        return Reason("medical_over", {"day": check.valid_until.isoformat()})
    if check.found.result == UNFIT or set(check.found.restrictions) & set(barred_by):
        return Reason("medical_bars_trade")
    return None
