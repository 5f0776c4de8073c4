"""What a holder says against a decision, and the answer of somebody else."""

import datetime
import uuid

from django.db import IntegrityError, transaction

from xinlian.credentials import telling
from xinlian.credentials.models import Appeal, PassStep
from xinlian.credentials.rules.states import APPEAL_NEXT
from xinlian.credentials.who import acting, may_decide
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Decision, Refused, demand

AGAINST = ("suspended", "retrain", "revoked")


@transaction.atomic
def appeal(*, step: PassStep, text: str, client_uid: uuid.UUID, by: Person, at: datetime.datetime) -> Appeal:
    """Appeal against a step about one's own pass, once; sent twice it is the same appeal.

    Raises Refused: appeal_nothing, appeal_empty, appeal_again.
    """
    known = Appeal.objects.filter(client_uid=client_uid, step=step).first()
    if known is not None:
        return known
    own = step.work_pass.person_id == by.pk and step.state in AGAINST
    demand(Decision.of(appeal_nothing=own, appeal_empty=bool(text.strip())))
    made = Appeal(step=step, text=text.strip()[:500], made_at=at, client_uid=client_uid)
    made.union_path, made.shard = step.union_path, step.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("appeal_again") from error
    record("appeal.made", made, by=by, at=at)
    return made


@transaction.atomic
def answer(*, appeal: Appeal, upheld: bool, words: str, by: Person, at: datetime.datetime) -> Appeal:
    """Answer it; whoever took the decision may not. The pass itself is changed by its own act.

    Raises Refused: role_officer, not_own_decision, answer_empty, appeal_step.
    """
    step = appeal.step
    demand(may_decide(acting(by, at), appeal.union_path, decided_before=step.by_id == by.pk))
    demand(Decision.of(answer_empty=bool(words.strip())))
    to = "upheld" if upheld else "turned_down"
    before = [state for state, following in APPEAL_NEXT.items() if to in following]
    rows = Appeal.objects.filter(pk=appeal.pk, state__in=before)
    if not rows.update(state=to, answer=words.strip()[:500], answered_at=at, answered_by=by):
        raise Refused("appeal_step")
    appeal.refresh_from_db()
    telling.answered(appeal, by=by, at=at)
    record("appeal.answered", appeal, by=by, at=at, after=to)
    return appeal
