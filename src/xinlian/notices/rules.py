"""When a message goes, how often it is tried, how long it is, in which language: pure."""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass

MOST_TRIES = 5
WAITS = (1, 5, 30, 120)  # minutes after the first, second, ... try that did not leave the house
ENDED_AFTER = datetime.timedelta(minutes=10)  # no gateway answers later, so the worker that was sending is gone
LATEST = datetime.timedelta(days=7)  # news older than this only confuses, so nobody sends it again
ONE_PART, PART_OF_MANY = 70, 67  # letters of a short message in Chinese; of each part when it needs several


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of the day in which nobody is disturbed: from one local time to another, past midnight or not."""

    begins: datetime.time
    ends: datetime.time

    def holds(self, time: datetime.time) -> bool:
        """Whether a local time lies within; never when both ends are the same."""
        if self.begins <= self.ends:
            return self.begins <= time < self.ends
        return time >= self.begins or time < self.ends


def due(at: datetime.datetime, quiet: Quiet, urgent: bool) -> datetime.datetime:
    """When a message of `at` (local time, with its zone) may go: at once, or at the end of the quiet hours."""
    if urgent or not quiet.holds(at.timetz().replace(tzinfo=None)):
        return at
    morning = at.replace(hour=quiet.ends.hour, minute=quiet.ends.minute, second=0, microsecond=0, fold=0)
    return morning if morning > at else morning + datetime.timedelta(days=1)


def again(at: datetime.datetime, tries: int) -> datetime.datetime | None:
    """When to try again after `tries` tries that did not leave the house; None when it was the last."""
    if tries >= MOST_TRIES:
        return None
    return at + datetime.timedelta(minutes=WAITS[tries - 1])


def may_have_left(error: BaseException) -> bool:
    """Whether a message may be on its way although sending failed: the line broke or the answer never came.

    Whatever is no OSError is a fault in the gateway's class, of which nobody knows how far it got.
    """
    broken = (TimeoutError, ConnectionResetError, ConnectionAbortedError, BrokenPipeError)
    return isinstance(error, broken) or not isinstance(error, OSError)


def length(text: str) -> int:
    """The letters of a text as networks count them, in UTF-16 units (3GPP TS 23.038)."""
    return len(text.encode("utf-16-le")) // 2


def parts(text: str) -> int:
    """How many short messages a text is paid as (3GPP TS 23.040: parts of many carry a header)."""
    return 1 if length(text) <= ONE_PART else math.ceil(length(text) / PART_OF_MANY)


def short_message(signature: str, text: str, link: str) -> str:
    """The text with the signature that Chinese networks demand in front; the link only where it costs no more."""
    said = f"【{signature}】{text}" if signature else text
    with_link = f"{said} {link}" if link else said
    return with_link if parts(with_link) == parts(said) else said


def language(spoken: Sequence[str]) -> str:
    """The language to write to somebody in: English to who speaks it and no Chinese, else Chinese."""
    return "en" if "en" in spoken and "zh" not in spoken else "zh-hans"
