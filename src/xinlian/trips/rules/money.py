"""What a trip costs a person, and what the rules allow: per day, per year, and how many days. Pure. Money in fen."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Caps:
    """What a programme allows; None where it says nothing."""

    day_fen: int | None = None
    year_fen: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Bill:
    """A trip in numbers: the sum of its lines, who shares it, how long it is."""

    total_fen: int
    heads: int
    days: int

    @property
    def person_fen(self) -> int:
        """What a person costs, rounded up to a fen; the whole sum while nobody shares it."""
        return -(-self.total_fen // max(self.heads, 1))

    @property
    def day_fen(self) -> int:
        """What a person and day costs, rounded up to a fen."""
        return -(-self.person_fen // max(self.days, 1))


@dataclass(frozen=True, slots=True)
class Excess:
    """A cap that is broken: its code, what is allowed, what it is; fen or days."""

    code: str
    allowed: int
    found: int


def excesses(bill: Bill, caps: Caps) -> list[Excess]:
    """The caps that one trip breaks: day_over, year_over, days_over."""
    found = [
        ("day_over", caps.day_fen, bill.day_fen if bill.total_fen else 0),
        ("year_over", caps.year_fen, bill.person_fen if bill.total_fen else 0),
        ("days_over", caps.days, bill.days),
    ]
    return [Excess(code, cap, value) for code, cap, value in found if cap is not None and value > cap]


def over_in_year(spent: Mapping[int, int], cap_fen: int | None) -> dict[int, int]:
    """Who cost more than the year's cap over all their trips: {person: fen}."""
    return {} if cap_fen is None else {person: fen for person, fen in spent.items() if fen > cap_fen}


def yuan(fen: int) -> str:
    """1234.50 as a person writes it: "1,234.5"; whole yuan without a point."""
    text = f"{fen / 100:,.2f}"
    return text[:-3] if text.endswith(".00") else text.rstrip("0")
