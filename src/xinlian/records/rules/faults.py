"""How the store says no over HTTP."""

from collections.abc import Mapping
from typing import Any


class Fault(Exception):
    """An answer other than success: a status, a stable code, the requirement that was broken, and where."""

    def __init__(
        self,
        status: int,
        code: str,
        requirement: str = "",
        where: str = "",
        facts: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.requirement, self.where = status, code, requirement, where
        self.facts = dict(facts or {})
