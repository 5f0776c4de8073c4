"""What a level of a trade asks, what of it somebody has, and what the next one brings. Pure.

A standard's `asks` are dicts with a kind: months {months}, theory {paper, title}, task {scenario, name, least},
certificate {template, title}, practical {title, least}. Papers, scenarios and templates by their public UUID.
"""

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from xinlian.rows.refusals import Decision

KINDS: dict[str, tuple[str, ...]] = {
    "months": ("months",),
    "theory": ("paper", "title"),
    "task": ("scenario", "name", "least"),
    "certificate": ("template", "title"),
    "practical": ("title", "least"),
}
MOST_MONTHS = 480
LONGEST_SOURCE = 200


@dataclass(frozen=True, slots=True)
class Held:
    """What somebody has: since when at the project, papers passed, best marks of scenarios and practical tests, certificates."""

    since: datetime.date
    papers: Collection[str] = ()
    marks: Mapping[str, Decimal] = field(default_factory=dict)
    certificates: Collection[str] = ()
    practicals: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that is asked, whether it is there, and the facts that fill its sentence."""

    kind: str
    done: bool
    facts: Mapping[str, object]

    def kept(self) -> dict[str, object]:
        """As evidence keeps it."""
        return {"kind": self.kind, "done": self.done, "facts": dict(self.facts)}


def whole_months(since: datetime.date, on: datetime.date) -> int:
    """Months that are over; from the 31st to the last day of a shorter month is none more."""
    return max(0, (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day))


def standing(asks: Sequence[Mapping[str, Any]], held: Held, on: datetime.date) -> list[Ask]:
    """Everything that is asked, in its order, done or missing."""
    return [_one(ask, held, on) for ask in asks]


def _one(ask: Mapping[str, Any], held: Held, on: datetime.date) -> Ask:
    kind = str(ask["kind"])
    if kind == "months":
        now = whole_months(held.since, on)
        return Ask(kind, now >= int(ask["months"]), {"months": int(ask["months"]), "now": now})
    if kind == "theory":
        return Ask(kind, ask["paper"] in held.papers, {"title": ask["title"]})
    if kind == "certificate":
        return Ask(kind, ask["template"] in held.certificates, {"title": ask["title"]})
    best = held.marks.get(ask["scenario"]) if kind == "task" else held.practicals.get(ask["title"])
    done = best is not None and best >= Decimal(str(ask["least"]))
    name = ask["name"] if kind == "task" else ask["title"]
    return Ask(
        kind, done, {"title": name, "least": str(ask["least"]), "best": f"{best.normalize():f}" if best else "0"}
    )


def complete(several: Sequence[Ask]) -> bool:
    """Whether nothing is missing."""
    return all(one.done for one in several)


def may_set(asks: Sequence[Mapping[str, Any]], source: str) -> Decision:
    """Whether a standard can stand: something is asked, each thing whole, and it says where that is written."""
    return Decision.of(
        level_standard_asks=bool(asks) and all(_whole(ask) for ask in asks),
        rule_source=0 < len(source.strip()) <= LONGEST_SOURCE,
    )


def _whole(ask: Mapping[str, Any]) -> bool:
    names = KINDS.get(str(ask.get("kind")))
    if names is None or any(ask.get(name) in (None, "") for name in names):
        return False
    if ask["kind"] == "months":
        return isinstance(ask["months"], int) and 1 <= ask["months"] <= MOST_MONTHS
    try:
        return "least" not in names or Decimal(str(ask["least"])) > 0
    except InvalidOperation:
        return False


def brings(before: int | None, after: int | None) -> int | None:
    """How much more a day is suggested, in fen; None where one of the two is not known, or it is no more."""
    return after - before if before is not None and after is not None and after > before else None
