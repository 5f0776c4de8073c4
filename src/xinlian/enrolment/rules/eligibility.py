"""Who may take part: conditions as data, asked of facts about a person, answered with every reason. Pure."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xinlian.rows.paths import within


@dataclass(frozen=True, slots=True)
class Asked:
    """One condition: its kind, what it asks for, and where that is written."""

    kind: str
    params: Mapping[str, Any]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not: a stable code with facts for its sentence (days as ISO text)."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Day:
    """The days that count: the day somebody asks, and the last day of what is offered."""

    on: datetime.date
    last: datetime.date


Facts = Mapping[str, Any]
Rule = Callable[[Mapping[str, Any], Facts, Day], Reason | None]


def judge(conditions: Sequence[Asked], facts: Facts, day: Day) -> tuple[Reason, ...]:
    """Every condition that does not hold; none: eligible. Raises KeyError for a kind that nobody knows."""
    found = (KINDS[one.kind].rule(one.params, facts, day) for one in conditions)
    return tuple(reason for reason in found if reason is not None)


def _occupation(params: Mapping[str, Any], facts: Facts, day: Day) -> Reason | None:
    return None if facts.get("occupation") in params["codes"] else Reason("not_of_occupation")


def _union(params: Mapping[str, Any], facts: Facts, day: Day) -> Reason | None:
    path = str(facts.get("union") or "")
    return None if any(within(path, top) for top in params["paths"]) else Reason("not_of_union")


def _age(params: Mapping[str, Any], facts: Facts, day: Day) -> Reason | None:
    born = facts.get("born")
    if born is None:
        return Reason("age_unknown")
    years = age(born, day.last)
    if params.get("least") is not None and years < params["least"]:
        return Reason("too_young", {"least": params["least"]})
    if params.get("most") is not None and years > params["most"]:
        return Reason("too_old", {"most": params["most"]})
    return None


def _not_again(params: Mapping[str, Any], facts: Facts, day: Day) -> Reason | None:
    been = facts.get("attended") or ()
    if not been:
        return None
    again = years_after(max(been), params["years"])
    if day.on >= again:
        return None
    return Reason("been_already", {"last": max(been).isoformat(), "again": again.isoformat()})


def _no_shows(params: Mapping[str, Any], facts: Facts, day: Day) -> Reason | None:
    since = months_before(day.on, params["months"])
    missed = [on for on in facts.get("missed") or () if on >= since]
    if len(missed) <= params["most"]:
        return None
    oldest_that_counts = sorted(missed)[len(missed) - params["most"] - 1]
    return Reason(
        "missed_before",
        {"times": len(missed), "again": months_before(oldest_that_counts, -params["months"]).isoformat()},
    )


def _valid_until(params: Mapping[str, Any], facts: Facts, day: Day) -> Reason | None:
    until = facts.get(params["fact"])
    if until is None:
        return Reason("proof_missing", {"fact": params["fact"]})
    return None if until >= day.last else Reason("proof_ends", {"fact": params["fact"], "until": until.isoformat()})


def _has(params: Mapping[str, Any], facts: Facts, day: Day) -> Reason | None:
    return None if facts.get(params["fact"]) else Reason("proof_missing", {"fact": params["fact"]})


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of condition: its rule, and the facts it asks for besides those named in its `fact` parameter."""

    rule: Rule
    facts: tuple[str, ...] = ()


KINDS: dict[str, Kind] = {
    "occupation": Kind(_occupation, ("occupation",)),
    "union": Kind(_union, ("union",)),
    "age": Kind(_age, ("born",)),
    "not_again": Kind(_not_again, ("attended",)),
    "no_shows": Kind(_no_shows, ("missed",)),
    "valid_until": Kind(_valid_until),
    "has": Kind(_has),
}


def wanted(conditions: Sequence[Asked]) -> set[str]:
    """The facts that these conditions ask for."""
    named = {str(one.params["fact"]) for one in conditions if "fact" in one.params}
    return named | {fact for one in conditions for fact in KINDS[one.kind].facts}


def wrong_params(kind: str, params: Mapping[str, Any]) -> str:
    """What does not fit in a condition's parameters, as a code; empty when all is well."""
    if kind not in KINDS:
        return "condition_kind"
    checks: dict[str, Callable[[], bool]] = {
        "occupation": lambda: bool(params.get("codes")),
        "union": lambda: bool(params.get("paths")),
        "age": lambda: _ages(params.get("least"), params.get("most")),
        "not_again": lambda: _whole(params.get("years"), 1, 20),
        "no_shows": lambda: _whole(params.get("most"), 0, 20) and _whole(params.get("months"), 1, 60),
        "valid_until": lambda: bool(params.get("fact")),
        "has": lambda: bool(params.get("fact")),
    }
    return "" if checks[kind]() else "condition_params"


def _whole(value: Any, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _ages(least: Any, most: Any) -> bool:
    given = [value for value in (least, most) if value is not None]
    return bool(given) and all(_whole(value, 14, 100) for value in given) and given == sorted(given)


def age(born: datetime.date, on: datetime.date) -> int:
    """Whole years lived on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def years_after(day: datetime.date, years: int) -> datetime.date:
    """The same day so many years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return datetime.date(day.year + years, 3, 1)


def months_before(day: datetime.date, months: int) -> datetime.date:
    """So many months earlier (later when negative), at the latest day that month has."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    length = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    return datetime.date(year, month, min(day.day, length))
