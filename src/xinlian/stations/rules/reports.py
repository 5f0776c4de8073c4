"""What a word from the road is worth, how long it holds, and what a station is by all that is known. Pure.

Hours and keepers speak first; one voice against them makes a doubt, two make a new state.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xinlian.rows.refusals import Decision

HOLDS = {
    "still_open": datetime.timedelta(hours=3),
    "full": datetime.timedelta(hours=2),
    "closed": datetime.timedelta(hours=6),
    "no_hot_water": datetime.timedelta(hours=24),
    "wrong_position": datetime.timedelta(days=30),
    "door": datetime.timedelta(hours=3),
}
OLDEST = datetime.timedelta(days=14)  # a phone may lie without a network for two weeks
CLOCK_SLACK = datetime.timedelta(minutes=10)  # phones' clocks run ahead
FAR_M = 50_000
ENOUGH = 2  # voices that beat hours or an earlier word of the keeper
KEEPER_HOLDS = datetime.timedelta(hours=12)  # when the keeper gave no end
DOOR_WEIGHT = 2  # somebody stood at the door and scanned it

_SHUT = ("closed",)
_OPEN = ("still_open", "full", "door")


def weight(distance_m: float | None) -> int:
    """1 for a word from anywhere near or from a phone that gave no position, 0 from farther than 50 km."""
    return 0 if distance_m is not None and distance_m > FAR_M else 1


def expires_at(code: str, said_at: datetime.datetime) -> datetime.datetime:
    """When a word of this kind, said then, stops counting."""
    return said_at + HOLDS[code]


def may_report(code: str, state: str, said_at: datetime.datetime, now: datetime.datetime) -> Decision:
    """Whether a word is taken: a known code, a station that is there, said in the last two weeks and not in the future."""
    return Decision.of(
        report_code_known=code in HOLDS and code != "door",
        station_published=state == "published",
        said_not_in_future=said_at <= now + CLOCK_SLACK,
        said_not_too_long_ago=said_at >= now - OLDEST,
    )


@dataclass(frozen=True, slots=True)
class Hours:
    """What the written hours say at a moment: `open` is None when nothing is written; `since` and `until` bound it."""

    open: bool | None
    since: datetime.datetime | None = None
    until: datetime.datetime | None = None
    always: bool = False


@dataclass(frozen=True, slots=True)
class Keeper:
    """What the keeper said, when, and until when it holds."""

    now: str
    at: datetime.datetime
    until: datetime.datetime | None = None

    def holds(self, now: datetime.datetime, hours_since: datetime.datetime | None) -> bool:
        """Until the end the keeper gave; without one, until the written hours change or twelve hours are over."""
        if not self.now or self.at > now + CLOCK_SLACK:
            return False
        if self.until:
            return now < self.until
        changed = hours_since is not None and hours_since > self.at
        return not changed and now < self.at + KEEPER_HOLDS


@dataclass(frozen=True, slots=True)
class Said:
    """A worker's word: `voice` tells one speaker from another."""

    code: str
    at: datetime.datetime
    voice: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Why:
    """One reason: hours, no_hours, always, keeper, voices_X, one_says_X, no_hot_water, wrong_position, door."""

    code: str
    at: datetime.datetime | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """What a station is at a moment: open, closed, full, broken or unknown; until when; and why, strongest first.

    `doubt` names what a single voice claims against it.
    """

    state: str
    until: datetime.datetime | None = None
    why: tuple[Why, ...] = ()
    doubt: str = ""
    always: bool = False


def standing(*, now: datetime.datetime, hours: Hours, keeper: Keeper | None, said: Iterable[Said]) -> Standing:
    """Hours, overruled by the keeper's word while it holds, overruled by two voices that agree and came later."""
    base, since = _base(now, hours, keeper)
    fresh = _one_word_a_voice(
        word for word in said if word.at <= now + CLOCK_SLACK and now < word.at + HOLDS[word.code]
    )
    heard = [word for word in fresh if word.weight > 0]
    doors = [word for word in heard if word.code in _OPEN + _SHUT and (since is None or word.at > since)]
    return _noted(_heard(base, doors), heard)


def _base(now: datetime.datetime, hours: Hours, keeper: Keeper | None) -> tuple[Standing, datetime.datetime | None]:
    """The state before any worker speaks, and since when; words said before that moment are about another time."""
    if keeper and keeper.holds(now, hours.since):
        until = keeper.until
        if keeper.now == "open" and hours.open and not until:
            until = hours.until
        return Standing(keeper.now, until, (Why("keeper", keeper.at),)), keeper.at
    if hours.open is None:
        return Standing("unknown", None, (Why("no_hours"),)), None
    code = "always" if hours.always else "hours"
    state = "open" if hours.open else "closed"
    return Standing(state, hours.until, (Why(code),), always=hours.always), hours.since


def _one_word_a_voice(said: Iterable[Said]) -> list[Said]:
    """The last word of each voice about the door, and about each other thing, oldest first."""
    last: dict[tuple[str, str], Said] = {}
    for word in sorted(said, key=lambda word: word.at):
        topic = "door" if word.code in _OPEN + _SHUT else word.code
        last.pop((word.voice, topic), None)
        last[word.voice, topic] = word
    return list(last.values())


def _heard(base: Standing, said: Sequence[Said]) -> Standing:
    """The base corrected by the latest run of voices that agree."""
    said = [word for word in said if not _beside_the_point(base.state, word)]
    if not said:
        return base
    state, run = _latest_run(said)
    newest = run[-1].at
    total = sum(word.weight for word in run)
    if state == base.state:
        return replace(base, why=(*base.why, Why(f"voices_{state}", newest, len(run))))
    needed = 1 if base.state == "unknown" else ENOUGH
    if total < needed:
        return replace(base, why=(*base.why, Why(f"one_says_{state}", newest, 1)), doubt=state)
    until = max(word.at + HOLDS[word.code] for word in run)
    why = Why("door", newest, len(run)) if run[-1].code == "door" else Why(f"voices_{state}", newest, len(run))
    return Standing(state, None if state == "open" else until, (why, *base.why))


def _beside_the_point(state: str, word: Said) -> bool:
    """People come to a station with broken equipment, and one more may come in when it is called full."""
    return (state == "broken" and _claims(word) == "open") or (state == "full" and word.code == "door")


def _latest_run(said: Sequence[Said]) -> tuple[str, list[Said]]:
    """The state that the newest words agree on, and those words; somebody at the door says open."""
    state = _claims(said[-1])
    run: list[Said] = []
    for word in reversed(said):
        if _claims(word) != state:
            break
        run.insert(0, word)
    return state, run


def _claims(word: Said) -> str:
    return {"still_open": "open", "door": "open", "full": "full", "closed": "closed"}[word.code]


def _noted(found: Standing, heard: Sequence[Said]) -> Standing:
    """Adds what was said that is not about the door: no hot water, wrong position."""
    notes = []
    for code in ("no_hot_water", "wrong_position"):
        words = [word for word in heard if word.code == code]
        if words:
            notes.append(Why(code, words[-1].at, len(words)))
    return replace(found, why=(*found.why, *notes)) if notes else found
