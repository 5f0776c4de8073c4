"""Whether somebody may go to work in a trade: every reason against it at once, and until when a yes holds. Pure."""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xinlian.training.rules import ages, hours, medical, points
from xinlian.training.rules.reasons import Reason

DAYS_A_MONTH = 30.4375


@dataclass(frozen=True, slots=True)
class Theory:
    """The best published result of the exam that a programme asks for; None marks: not sat."""

    asked: bool
    passed: bool = False
    sat: bool = False


@dataclass(frozen=True, slots=True)
class Practical:
    """A simulator's task that is asked for, and the best graded marks so far, as text."""

    name: str
    least: str
    best: str | None
    passed: bool


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of somebody on a day."""

    name: str
    has_id: bool
    born: datetime.date | None
    man: bool | None
    age_rule: ages.AgeRule
    check: medical.Check | None
    barred_by: Collection[str]
    came_on: datetime.date
    attended: bool
    sessions_missing: int
    taught: Sequence[hours.Taught]
    hours_asked: Sequence[hours.Asked]
    theory: Theory
    practical: Sequence[Practical]
    violations: Sequence[points.Seen]
    points_rule: points.Rule
    refreshed_on: datetime.date | None
    pass_months: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """A yes with the last day on which it holds, or everything that is missing."""

    ok: bool
    reasons: tuple[Reason, ...]
    until: datetime.date | None


def decide(case: Case, on: datetime.date) -> Verdict:
    """Identity, age, medical, class and hours, theory, practical, conduct: in the order in which somebody meets them."""
    reasons = [
        *_identity(case),
        ages.against(case.born, case.man, case.age_rule, on) if case.has_id else None,
        medical.against(case.check, case.barred_by, on),
        *_class(case, on),
        *_theory(case.theory),
        *[Reason("task_missing", {"task": one.name, "least": one.least, "best": one.best}) for one in case.practical if not one.passed],
        points.against(case.violations, case.points_rule, case.refreshed_on, on),
    ]  # fmt: skip
    against = tuple(one for one in reasons if one is not None)
    return Verdict(not against, against, None if against else _until(case, on))


def _identity(case: Case) -> list[Reason]:
    missing = [] if case.name.strip() else [Reason("name_missing")]
    return missing if case.has_id else [*missing, Reason("id_missing")]


def _class(case: Case, on: datetime.date) -> list[Reason]:
    if not case.attended:
        return [Reason("class_missing")]
    if case.sessions_missing:
        return [Reason("sessions_missing", {"sessions": case.sessions_missing})]
    return hours.against(hours.standing(case.taught, case.hours_asked, case.came_on, on), on)


def _theory(theory: Theory) -> list[Reason]:
    if not theory.asked or theory.passed:
        return []
    return [Reason("theory_failed" if theory.sat else "theory_missing")]


def _until(case: Case, on: datetime.date) -> datetime.date:
    """The earlier of the programme's months and the medical's last day."""
    by_programme = on + datetime.timedelta(days=round(case.pass_months * DAYS_A_MONTH))
    return min(by_programme, case.check.valid_until) if case.check else by_programme
