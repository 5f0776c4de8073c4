"""What candidates say against a result, and the answer of an officer who did not mark it."""

import datetime
import uuid

from django.db import IntegrityError, transaction

from xinlian.assessment import telling
from xinlian.assessment.models import ResultAppeal, Sitting
from xinlian.assessment.rules.sittings import APPEAL_DAYS
from xinlian.assessment.rules.states import APPEAL_NEXT
from xinlian.assessment.who import demand_decider
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.diagrams import before
from xinlian.rows.refusals import Decision, Refused, demand


@transaction.atomic
def appeal(*, sitting: Sitting, text: str, client_uid: uuid.UUID, by: Person, at: datetime.datetime) -> ResultAppeal:
    """Appeal once against one's own published result, within a week; sent twice it is the same appeal.

    Refused: sitting_yours, result_published, result_appeal_late, result_appeal_empty, result_appeal_again.
    """
    known = ResultAppeal.objects.filter(client_uid=client_uid, sitting=sitting).first()
    if known is not None:
        return known
    published = sitting.exam.published_at
    demand(
        Decision.of(
            sitting_yours=sitting.person_id == by.pk,
            result_published=published is not None,
            result_appeal_late=published is None or at <= published + datetime.timedelta(days=APPEAL_DAYS),
            result_appeal_empty=bool(text.strip()),
        )
    )
    made = ResultAppeal(sitting=sitting, text=text.strip()[:500], client_uid=client_uid, made_at=at)
    made.union_path, made.shard = sitting.union_path, sitting.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Refused("result_appeal_again") from None
    record("result.appealed", made, by=by, at=at)
    return made


@transaction.atomic
def answer(*, appeal: ResultAppeal, upheld: bool, words: str, by: Person, at: datetime.datetime) -> ResultAppeal:
    """Answer it; the marks themselves are put right by a regrade. Refused: role_officer, answer_empty, result_appeal_step."""
    demand_decider(by, appeal.union_path, at)
    demand(Decision.of(answer_empty=bool(words.strip())))
    to = "upheld" if upheld else "turned_down"
    rows = ResultAppeal.objects.filter(pk=appeal.pk, state__in=before(APPEAL_NEXT, to))
    if not rows.update(state=to, answer=words.strip()[:500], answered_by=by, answered_at=at):
        raise Refused("result_appeal_step")
    appeal.refresh_from_db()
    telling.answered(appeal, by=by, at=at)
    record("result.appeal_answered", appeal, by=by, at=at, after=to)
    return appeal
