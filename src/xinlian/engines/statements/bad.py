"""A refusal: by which requirement, where in what was sent, and why."""

V1, V2 = "1.0.3", "2.0.0"
LIMIT = ""  # the requirement of a refusal that only our own limits ask for
LONGEST_STEP = 80  # of a key in `where`: keys come from outside and end in answers and logs


class Bad(Exception):
    """What was sent breaks a requirement.

    `requirement`: "XAPI-00044" as ADL's conformance tests number them, "9274.1.1-contextAgents" where 2.0 has a rule without a
    number there, "" where only a limit of ours is passed. `code`: why, short. `facts`: what fills its sentence.
    """

    def __init__(self, requirement: str, code: str, **facts: object) -> None:
        super().__init__(requirement, code)
        self.requirement, self.code, self.facts = requirement, code, facts
        self._steps: list[str | int] = []

    def under(self, step: str | int) -> "Bad":
        """The same, one level further out; called from the inside outwards."""
        self._steps.append(step if isinstance(step, int) else step[:LONGEST_STEP])
        return self

    @property
    def where(self) -> str:
        """The place in what was sent: `context.contextActivities.parent[0].id`, "" for the whole."""
        said = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in reversed(self._steps))
        return said.removeprefix(".")

    def __str__(self) -> str:
        return f"{self.requirement or 'limit'}: {self.code} at {self.where or 'the top'}"
