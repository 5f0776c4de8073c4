"""Surveys from their opening to their end; rooms call these for what they offer."""

import datetime
import random
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.paths import within
from xinlian.rows.refusals import Refused, demand
from xinlian.surveys.models import Questionnaire, Sheet, Survey, Ticket
from xinlian.surveys.rules.asking import may_ask
from xinlian.surveys.who import demand_runner

CHUNK = 1000


@transaction.atomic
def open_survey(
    *,
    questionnaire: Questionnaire,
    title: str,
    about_uid: uuid.UUID | None,
    about_label: str,
    series: str,
    anonymous: bool,
    opens_at: datetime.datetime,
    closes_at: datetime.datetime,
    union: Union,
    by: Person | None,
    at: datetime.datetime,
) -> Survey:
    """Put a questionnaire to people about something; from now on it never changes.

    Refused: role_officer, survey_ends_after_it_begins, and what `rules.asking.may_ask` misses.
    """
    demand_runner(by, union.union_path, at)
    if closes_at <= max(opens_at, at):
        raise Refused("survey_ends_after_it_begins")
    _use(questionnaire, union, at)
    survey = Survey.objects.create(
        questionnaire=questionnaire,
        union=union,
        union_path=union.union_path,
        shard=union.shard,
        title=title,
        about_uid=about_uid,
        about_label=about_label,
        series=series,
        anonymous=anonymous,
        opens_at=opens_at,
        closes_at=closes_at,
    )
    record("survey.opened", survey, by=by, at=at, anonymous=anonymous, series=series)
    return survey


def _use(questionnaire: Questionnaire, union: Union, at: datetime.datetime) -> None:
    """From now on it never changes; an editor who saves in the same moment waits for this row and is refused."""
    Questionnaire.objects.filter(pk=questionnaire.pk).update(used=True)
    questionnaire.refresh_from_db()
    demand(
        may_ask(
            questions=len(questionnaire.questions),
            begins=questionnaire.effective_on,
            ends=questionnaire.retired_on,
            on=timezone.localdate(at),
            above=within(union.union_path, questionnaire.union_path),
        )
    )


@transaction.atomic
def invite(*, survey: Survey, people: Iterable[Person], by: Person | None, at: datetime.datetime) -> int:
    """Let people answer; how many could not before. Nobody twice. Refused: role_officer, survey_not_over."""
    demand_runner(by, survey.union_path, at)
    rows = [
        Ticket(
            survey=survey,
            person=person,
            anonymous=survey.anonymous,
            invited_at=at,
            union_path=survey.union_path,
            shard=survey.shard,
        )
        for person in people
    ]
    if not Survey.objects.filter(pk=survey.pk, state="open").update(state="open"):
        raise Refused("survey_not_over")
    before = Ticket.objects.filter(survey=survey).count()
    Ticket.objects.bulk_create(rows, batch_size=CHUNK, ignore_conflicts=True)
    fresh = Ticket.objects.filter(survey=survey).count() - before
    Survey.objects.filter(pk=survey.pk).update(invited=F("invited") + fresh)
    record("survey.invited", survey, by=by, at=at, people=fresh)
    return fresh


@transaction.atomic
def close(*, survey: Survey, by: Person | None, at: datetime.datetime) -> Survey:
    """Take no more answers; only now an anonymous survey is read. Refused: role_officer, survey_not_over."""
    demand_runner(by, survey.union_path, at)
    if not Survey.objects.filter(pk=survey.pk, state="open").update(state="closed"):
        raise Refused("survey_not_over")
    survey.refresh_from_db()
    if survey.anonymous:
        _mix(survey)
    record("survey.closed", survey, by=by, at=at, answered=survey.answered)
    return survey


@transaction.atomic
def note_taken(*, survey: Survey, by: Person, at: datetime.datetime) -> None:
    """Somebody takes answers with names along, in a workbook."""
    record("survey.taken_along", survey, by=by, at=at)


def _mix(survey: Survey) -> None:
    """Write the sheets anew in an order of chance, and forget the UUIDs of the phones.

    A database remembers in which order rows came and which of them came with the same transaction.
    """
    said = list(Sheet.objects.filter(survey=survey).values_list("answers", flat=True))
    random.SystemRandom().shuffle(said)
    Sheet.objects.filter(survey=survey).delete()
    Sheet.objects.bulk_create([Sheet.unsigned(survey, answers) for answers in said], batch_size=CHUNK)
    Ticket.objects.filter(survey=survey).update(client_uid=None)
