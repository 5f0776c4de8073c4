"""A reason as data: its code, and the facts that fill its sentence. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """Why not. `facts` hold plain JSON: numbers, words, days as ISO text."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def kept(self) -> list[object]:
        """As a row keeps it."""
        return [self.code, dict(self.facts)]
