"""What came of reading a bank: the questions with where they stood, and why each of the rest was not taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xinlian.engines.exams.questions import Question, faults, identity

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an item was not taken, or what of it was left out when `taken`: where it stands, a stable code, facts."""

    where: str
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)
    taken: bool = False


@dataclass(slots=True)
class Report:
    """`questions`: (where, question), in order; `faults`: of what was not taken, and of what was taken in part."""

    questions: list[tuple[str, Question]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    seen: dict[str, str] = field(default_factory=dict)

    def take(self, where: str, question: Question) -> None:
        """Take a question if it can stand and was not met before; else say why not."""
        wrong = faults(question)
        if wrong:
            self.refuse(where, wrong[0])
            return
        known = self.seen.setdefault(identity(question), where)
        if known != where:
            self.refuse(where, "stem_twice", at=known)
        elif len(self.questions) >= MOST:
            self.refuse(where, "too_many")
        else:
            self.questions.append((where, question))

    def refuse(self, where: str, code: str, **facts: str) -> None:
        """An item that is not taken."""
        self.faults.append(Fault(where, code, facts))

    def leave_out(self, where: str, code: str, **facts: str) -> None:
        """Something of an item that is taken without it."""
        self.faults.append(Fault(where, code, facts, taken=True))

    @property
    def refused(self) -> list[Fault]:
        """What was not taken."""
        return [one for one in self.faults if not one.taken]


class Unreadable(Exception):
    """A file of which nothing can be read; `code` says why."""

    def __init__(self, code: str, **facts: str) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts
