"""The questionnaire after a trip: put to those who were there, once for each trip."""

import datetime

from django.db import transaction

from xinlian.enrolment.models import Seat
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused, demand
from xinlian.surveys import actions as surveys
from xinlian.surveys.models import Questionnaire, Survey
from xinlian.trips.models import Trip
from xinlian.trips.queries.desk_survey import series_name, waiting
from xinlian.trips.who import acting, may_run

OPEN_DAYS = 14


@transaction.atomic
def ask(*, trip: Trip, by: Person | None, at: datetime.datetime) -> Survey:
    """Ask everybody who was on a trip, anonymously, for two weeks; asked twice it is the same survey.

    Raises Refused: role_officer, survey_unchosen, nobody_came.
    """
    if by is not None:
        demand(may_run(acting(by, at), trip.union_path))
    known = Survey.objects.filter(about_uid=trip.uid).first()
    if known is not None:
        return known
    chosen = trip.programme.survey_uid
    questionnaire = Questionnaire.objects.filter(uid=chosen).first() if chosen else None
    if questionnaire is None:
        raise Refused("survey_unchosen")
    came = Person.objects.filter(applications__seats__in=Seat.objects.filter(batch=trip.batch, state="attended"))
    people = list(came.distinct())
    if not people:
        raise Refused("nobody_came")
    survey = surveys.open_survey(
        questionnaire=questionnaire,
        title=trip.batch.offering.title,
        about_uid=trip.uid,
        about_label=f"第 {trip.batch.number} 批",
        series=series_name(trip.programme),
        anonymous=True,
        opens_at=at,
        closes_at=at + datetime.timedelta(days=OPEN_DAYS),
        union=trip.batch.offering.union,
        by=by,
        at=at,
    )
    surveys.invite(survey=survey, people=people, by=by, at=at)
    record("trips.asked", trip, by=by, at=at, batch=trip.batch.number, count=len(people))
    return survey


def ask_ended(*, by: Person | None, at: datetime.datetime) -> int:
    """Ask about every trip that came back lately and was not asked about; how many."""
    found = waiting(at)
    for trip in found:
        ask(trip=trip, by=by, at=at)
    return len(found)
