"""Steps of an improvement and what it spared: planned, done, said, confirmed."""

import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.training.models import Improvement, ImprovementGain, ImprovementStep
from xinlian.training.queries.studios import works_on
from xinlian.training.rules import studios as rules
from xinlian.training.who import KEEPERS, acting, demand_keeper


@transaction.atomic
def plan(
    *, improvement: Improvement, what: str, planned_on: datetime.date, by: Person, at: datetime.datetime
) -> ImprovementStep:
    """A step more. Refused: role_officer, improvement_going, improvement_step_what."""
    demand_keeper(by, improvement.union_path, at)
    demand(rules.may_plan(state=improvement.state, what=what))
    step = ImprovementStep(improvement=improvement, what=what.strip(), planned_on=planned_on)
    step.union_path, step.shard = improvement.union_path, improvement.shard
    step.save(force_insert=True)
    record("improvement.step_planned", improvement, by=by, at=at)
    return step


@transaction.atomic
def finish_step(
    *, step: ImprovementStep, done_on: datetime.date, words: str, by: Person, at: datetime.datetime
) -> ImprovementStep:
    """A step is done. Refused: role_officer, improvement_going, improvement_step_done, improvement_step_day, improvement_step_words."""
    demand_keeper(by, step.union_path, at)
    demand(
        rules.may_finish_step(
            state=step.improvement.state,
            done=step.done_on is not None,
            on=done_on,
            today=timezone.localdate(at),
            words=words,
        )
    )
    said = {"done_on": done_on, "words": words.strip()}
    if not ImprovementStep.objects.filter(pk=step.pk, done_on=None).update(**said):
        raise Refused("improvement_step_done")
    record("improvement.step_done", step.improvement, by=by, at=at)
    step.refresh_from_db()
    return step


@transaction.atomic
def drop_step(*, step: ImprovementStep, by: Person, at: datetime.datetime) -> None:
    """A step that is not needed. Refused: role_officer, improvement_step_done."""
    demand_keeper(by, step.union_path, at)
    if not ImprovementStep.objects.filter(pk=step.pk, done_on=None).delete()[0]:
        raise Refused("improvement_step_done")
    record("improvement.step_dropped", step.improvement, by=by, at=at)


@transaction.atomic
def note_gain(
    *, improvement: Improvement, unit: str, amount: int, reckoned: str, by: Person, at: datetime.datetime
) -> ImprovementGain:
    """Say what it spared; an officer, who proposed it or works on it. It counts once it is confirmed. The same said again by
    the same person is the same.

    Refused: improvement_yours, improvement_results, improvement_gain_unit, improvement_gain_amount, improvement_gain_reckoned.
    """
    if not (acting(by, at).holds(KEEPERS, improvement.union_path) or works_on(by, improvement)):
        raise Refused("improvement_yours")
    demand(rules.may_note_gain(state=improvement.state, unit=unit, amount=amount, reckoned=reckoned))
    Improvement.objects.filter(pk=improvement.pk).update(state=F("state"))  # one says something of it at a time
    said = {"improvement": improvement, "unit": unit, "amount": amount, "reckoned": reckoned.strip(), "noted_by": by}
    if (before := ImprovementGain.objects.filter(**said).first()) is not None:
        return before
    gain = ImprovementGain(**said, noted_at=at)
    gain.union_path, gain.shard = improvement.union_path, improvement.shard
    gain.save(force_insert=True)
    record("improvement.gain_said", improvement, by=by, at=at, unit=unit, amount=amount)
    return gain


@transaction.atomic
def confirm_gain(*, gain: ImprovementGain, by: Person, at: datetime.datetime) -> ImprovementGain:
    """Confirm a result: from now on it counts. Refused: role_officer, improvement_gain_confirmed, improvement_gain_own."""
    demand_keeper(by, gain.union_path, at)
    own = works_on(by, gain.improvement)
    demand(rules.may_confirm(confirmed=gain.confirmed_at is not None, own=own))
    said = {"confirmed_at": at, "confirmed_by": by}
    if not ImprovementGain.objects.filter(pk=gain.pk, confirmed_at=None).update(**said):
        raise Refused("improvement_gain_confirmed")
    record("improvement.gain_confirmed", gain.improvement, by=by, at=at, unit=gain.unit, amount=gain.amount)
    gain.refresh_from_db()
    return gain


@transaction.atomic
def drop_gain(*, gain: ImprovementGain, by: Person, at: datetime.datetime) -> None:
    """What was said by mistake, while it does not count. Refused: role_officer, improvement_gain_confirmed."""
    demand_keeper(by, gain.union_path, at)
    if not ImprovementGain.objects.filter(pk=gain.pk, confirmed_at=None).delete()[0]:
        raise Refused("improvement_gain_confirmed")
    record("improvement.gain_dropped", gain.improvement, by=by, at=at, unit=gain.unit, amount=gain.amount)
