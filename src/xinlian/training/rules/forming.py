"""Classes out of a waiting list: who learns together, and why others wait on. Pure.

People of one language learn together. Those who wait longest come first, whole teams where they fit. Whoever's medical runs
out before the class ends, or is missing, waits on with that reason. A class that would be too small is not held.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xinlian.training.rules.reasons import Reason


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits for a programme: since when, in which team ("" alone), in which language, fit until when."""

    key: int
    since: datetime.datetime
    team: str
    language: str
    fit_until: datetime.date | None
    barred: Reason | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who comes, in one language; and everybody else with the reason."""

    language: str
    people: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Formed:
    """The classes proposed, and who waits on, with why."""

    classes: tuple[Proposal, ...]
    left: Mapping[int, Reason]


def formed(waiting: Sequence[Waiting], *, seats: Sequence[int], least: int, ends_on: datetime.date) -> Formed:
    """At most len(seats) classes with so many seats each, each of `least` people or more, all over by `ends_on`."""
    left = {one.key: reason for one in waiting if (reason := _against(one, ends_on)) is not None}
    ready = [one for one in waiting if one.key not in left]
    rooms = sorted(seats, reverse=True)
    classes: list[Proposal] = []
    while rooms and ready:
        groups = _languages(ready)
        language = max(groups, key=lambda name: (len(groups[name]) >= least, _weight(groups[name], rooms[0]), name))
        if len(groups[language]) < least:
            break
        people = _filled(groups[language], rooms.pop(0))
        classes.append(Proposal(language, people))
        ready = [one for one in ready if one.key not in set(people)]
    few = {one.key: Reason("class_too_small" if rooms else "class_full") for one in ready}
    return Formed(tuple(classes), {**left, **few})


def _against(one: Waiting, ends_on: datetime.date) -> Reason | None:
    if one.barred is not None:
        return one.barred
    if one.fit_until is None:
        return Reason("medical_missing")
    if one.fit_until < ends_on:
        return Reason("medical_ends_before_class", {"day": one.fit_until.isoformat(), "ends": ends_on.isoformat()})
    return None


def _languages(ready: Sequence[Waiting]) -> dict[str, list[Waiting]]:
    found: dict[str, list[Waiting]] = {}
    for one in sorted(ready, key=lambda waiting: (waiting.since, waiting.key)):
        found.setdefault(one.language, []).append(one)
    return found


def _weight(several: Sequence[Waiting], seats: int) -> tuple[int, float]:
    """How full the room would be; then who waits longest."""
    return min(len(several), seats), -several[0].since.timestamp()


def _filled(several: Sequence[Waiting], seats: int) -> tuple[int, ...]:
    """Whoever waits longest brings the team along where it fits as a whole; what is free then is filled one by one."""
    teams: dict[str, list[Waiting]] = {}
    for one in several:
        teams.setdefault(one.team or f"\0{one.key}", []).append(one)
    chosen: list[int] = []
    for members in teams.values():
        if len(members) <= seats - len(chosen):
            chosen += [one.key for one in members]
    rest = [one.key for one in several if one.key not in set(chosen)]
    return tuple(chosen + rest[: seats - len(chosen)])
