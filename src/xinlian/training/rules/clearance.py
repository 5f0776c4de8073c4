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
class Halt:
    """That an officer stopped a pass by hand, or took it back: by_hand, revoked. Only an officer lets it go on."""

    how: str
    on: datetime.date


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of somebody on a day.

    `trained_on` is the last day of the last class of any kind that was finished: from it the months of a pass count.
    """

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
    trained_on: datetime.date | None
    pass_months: int
    left_on: datetime.date | None = None
    halt: Halt | None = None


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
        Reason(f"pass_{case.halt.how}", {"day": case.halt.on.isoformat()}) if case.halt else None,
        Reason("left_project", {"day": case.left_on.isoformat()}) if case.left_on else None,
    ]  # fmt: skip
    against = tuple(one for one in reasons if one is not None)
    return Verdict(not against, against, None if against else _until(case, on))


def finished(case: Case) -> bool:
    """Whether somebody was at everything of a class and passed what it asks, whatever else may be missing."""
    taught = case.attended and not case.sessions_missing and (case.theory.passed or not case.theory.asked)
    return taught and all(one.passed for one in case.practical)


def _identity(case: Case) -> list[Reason]:
    missing = [] if case.name.strip() else [Reason("name_missing")]
    return missing if case.has_id else [*missing, Reason("id_missing")]


def _class(case: Case, on: datetime.date) -> list[Reason]:
    if not case.attended:
        return [Reason("class_missing")]
    if case.sessions_missing:
        return [Reason("sessions_missing", {"sessions": case.sessions_missing})]
    last = _trained_until(case)
    over = [Reason("training_over", {"day": last.isoformat()})] if last is not None and last < on else []
    return [*over, *hours.against(hours.standing(case.taught, case.hours_asked, case.came_on, on), on)]


def _theory(theory: Theory) -> list[Reason]:
    if not theory.asked or theory.passed:
        return []
    return [Reason("theory_failed" if theory.sat else "theory_missing")]


def _trained_until(case: Case) -> datetime.date | None:
    """The last day that the training carries; None while nothing was finished."""
    if case.trained_on is None:
        return None
    return case.trained_on + datetime.timedelta(days=round(case.pass_months * DAYS_A_MONTH))


def _until(case: Case, on: datetime.date) -> datetime.date:
    """The earlier of the programme's months after the last training and the medical's last day.

    Not counted from the day of deciding: who is decided on twice would get a new pass each time, and one for ever.
    """
    by_programme = _trained_until(case) or on
    return min(by_programme, case.check.valid_until) if case.check else by_programme


# What a pass comes to when its holder may not go to work. Whatever is not named here asks for training.
STOPS = (
    "name_missing", "id_missing", "age_unknown", "age_under", "age_over", "medical_missing", "medical_over",
    "medical_bars_trade", "points_suspend", "left_project",
)  # fmt: skip
BY_OFFICER = ("pass_by_hand", "pass_revoked")
# What officers and oneself alone know; everybody else learns that there is another reason.
CONDUCT = ("points_retrain", "points_suspend", *BY_OFFICER)


def pass_state(verdict: Verdict) -> str:
    """What a standing pass should be by a verdict: valid, retrain, suspended; "" where an officer's own word stands."""
    codes = {one.code for one in verdict.reasons}
    if codes & set(BY_OFFICER):
        return ""
    if verdict.ok:
        return "valid"
    return "suspended" if codes & set(STOPS) else "retrain"
