"""Drawing up questionnaires: free to change until somebody is asked, afterwards only in a new version."""

import datetime
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused, demand
from xinlian.surveys.models import Questionnaire
from xinlian.surveys.rules.asking import may_change
from xinlian.surveys.rules.questions import Question, well_formed
from xinlian.surveys.who import demand_runner


@transaction.atomic
def draw_up(
    *, union: Union, name: str, questions: Sequence[Question], by: Person | None, at: datetime.datetime
) -> Questionnaire:
    """A new questionnaire. Refused: role_officer, questionnaire_named_already, and what `well_formed` misses."""
    demand_runner(by, union.union_path, at)
    demand(well_formed(questions))
    return _made(union, name.strip(), 1, questions, by=by, at=at)


@transaction.atomic
def set_questions(
    *, questionnaire: Questionnaire, questions: Sequence[Question], by: Person, at: datetime.datetime
) -> Questionnaire:
    """Give it these questions instead. Refused also: questionnaire_not_used, questionnaire_changed by somebody else."""
    demand_runner(by, questionnaire.union_path, at)
    _may_change(questionnaire)
    demand(well_formed(questions))
    mine = Questionnaire.objects.filter(pk=questionnaire.pk, revision=questionnaire.revision, used=False)
    if not mine.update(questions=list(questions), revision=F("revision") + 1):
        _may_change(Questionnaire.objects.get(pk=questionnaire.pk))
        raise Refused("questionnaire_changed")
    questionnaire.refresh_from_db()
    record("questionnaire.changed", questionnaire, by=by, at=at, questions=len(questions))
    return questionnaire


def _may_change(questionnaire: Questionnaire) -> None:
    demand(may_change(used=questionnaire.used, retired=questionnaire.retired_on is not None))


@transaction.atomic
def new_version(*, questionnaire: Questionnaire, by: Person, at: datetime.datetime) -> Questionnaire:
    """A copy with the next number, to be changed; surveys that ask the old one go on with it."""
    demand_runner(by, questionnaire.union_path, at)
    same = Questionnaire.objects.filter(union=questionnaire.union, name=questionnaire.name)
    last = same.aggregate(last=Max("version"))["last"]
    return _made(questionnaire.union, questionnaire.name, last + 1, questionnaire.questions, by=by, at=at)


@transaction.atomic
def retire(*, questionnaire: Questionnaire, by: Person, at: datetime.datetime) -> Questionnaire:
    """Nobody uses it for a new survey from today on. Refused: role_officer, questionnaire_not_retired."""
    demand_runner(by, questionnaire.union_path, at)
    today = max(timezone.localdate(at), questionnaire.effective_on)
    if not Questionnaire.objects.filter(pk=questionnaire.pk, retired_on=None).update(retired_on=today):
        raise Refused("questionnaire_not_retired")
    questionnaire.refresh_from_db()
    record("questionnaire.retired", questionnaire, by=by, at=at)
    return questionnaire


def _made(
    union: Union, name: str, version: int, questions: Sequence[Question], *, by: Person | None, at: datetime.datetime
) -> Questionnaire:
    made = Questionnaire(
        union=union,
        union_path=union.union_path,
        shard=union.shard,
        name=name,
        version=version,
        questions=list(questions),
        effective_on=timezone.localdate(at),
        made_by=by,
        made_at=at,
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused("questionnaire_named_already") from None
    record("questionnaire.drawn_up", made, by=by, at=at, version=version, questions=len(questions))
    return made
