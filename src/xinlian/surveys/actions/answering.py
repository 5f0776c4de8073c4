"""Answering: once a person, and of an anonymous survey in a way that nobody finds back."""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.surveys.models import Sheet, Survey, Ticket
from xinlian.surveys.rules.answers import faults, kept
from xinlian.surveys.rules.asking import may_answer


@transaction.atomic
def answer(
    *, survey: Survey, by: Person, answers: Mapping[str, Any], client_uid: uuid.UUID, at: datetime.datetime
) -> Ticket:
    """Hand in one's answers; the same UUID again is the same sheet. Gives the ticket, since nothing leads to the sheet.

    Refused: what `may_answer` misses, and answers_wrong with {"faults": {question: reason}}.
    """
    ticket = Ticket.objects.filter(survey=survey, person=by).first()
    if ticket is not None and ticket.answered and ticket.client_uid == client_uid:
        return ticket
    demand(
        may_answer(
            invited=ticket is not None,
            answered=ticket is not None and ticket.answered,
            state=survey.state,
            opens_at=survey.opens_at,
            closes_at=survey.closes_at,
            at=at,
        )
    )
    questions = survey.questionnaire.questions
    wrong = faults(questions, answers)
    if wrong:
        raise Refused("answers_wrong", {"faults": wrong})
    assert ticket is not None
    _hold(survey)
    if _taken(ticket, client_uid, at):
        _put(survey, kept(questions, answers), by=by, at=at)
    return ticket


def _hold(survey: Survey) -> None:
    """Let the survey's end wait for this answer, or find that it was faster. Refused: survey_not_over.

    First the survey, then the ticket, as the end of a survey does: the other way round the two wait for each other.
    """
    if not Survey.objects.filter(pk=survey.pk, state="open").update(state="open"):
        raise Refused("survey_not_over")


def _taken(ticket: Ticket, client_uid: uuid.UUID, at: datetime.datetime) -> bool:
    """Whether the ticket is used now; False when the same message was faster. Refused: survey_not_answered."""
    when = None if ticket.anonymous else at
    try:
        with transaction.atomic():
            mine = Ticket.objects.filter(pk=ticket.pk, answered=False)
            done = mine.update(answered=True, answered_at=when, client_uid=client_uid)
    except IntegrityError:
        raise Refused("answers_sent_elsewhere") from None
    ticket.refresh_from_db()
    if not done and ticket.client_uid != client_uid:
        raise Refused("survey_not_answered")
    return bool(done)


def _put(survey: Survey, said: dict[str, Any], *, by: Person, at: datetime.datetime) -> None:
    """Count and keep what was said, of an anonymous survey without anything about who and when."""
    Survey.objects.filter(pk=survey.pk).update(answered=F("answered") + 1)
    if survey.anonymous:
        Sheet.unsigned(survey, said).save(force_insert=True)
        day = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
        record("survey.answered", survey, by=None, at=day)
        return
    sheet = Sheet(survey=survey, person=by, anonymous=False, answers=said, answered_on=timezone.localdate(at))
    sheet.union_path, sheet.shard = survey.union_path, survey.shard
    sheet.save(force_insert=True)
    record("survey.answered", survey, by=by, at=at)
