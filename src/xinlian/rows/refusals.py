"""How the house says no: decisions with reasons, refusals with a code."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer of a rule: whether it may be, and if not, which conditions are missing (stable codes)."""

    ok: bool
    missing: tuple[str, ...] = ()

    @classmethod
    def of(cls, **conditions: bool) -> "Decision":
        """Yes when every named condition holds, else the names of those that do not, in the order given."""
        missing = tuple(name for name, holds in conditions.items() if not holds)
        return cls(not missing, missing)


@dataclass(eq=False)
class Refused(Exception):
    """An anticipated no: `code` is stable, `facts` fill the sentence that the page shows for it."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.code


def demand(decision: Decision) -> None:
    """Go on when the decision is yes; raise Refused with its first missing condition otherwise."""
    if not decision.ok:
        raise Refused(decision.missing[0], {"missing": decision.missing})
