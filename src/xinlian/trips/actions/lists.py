"""Lists with personal data taken out of the system: who took which, when."""

import datetime

from django.db import transaction

from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.rows.refusals import demand
from xinlian.trips.models import Programme, Trip
from xinlian.trips.who import acting, may_run


@transaction.atomic
def take_insurance_list(*, trip: Trip, form: str, people: int, by: Person, at: datetime.datetime) -> None:
    """Before a list with whole names and ID numbers is handed out. Raises Refused role_officer."""
    demand(may_run(acting(by, at), trip.union_path))
    record("trips.insurance_list_taken", trip, by=by, at=at, batch=trip.batch.number, form=form, count=people)


@transaction.atomic
def take_roster(*, trip: Trip, form: str, people: int, by: Person, at: datetime.datetime) -> None:
    """Before a roster with whole phone numbers is handed out. Raises Refused role_officer."""
    demand(may_run(acting(by, at), trip.union_path))
    record("trips.roster_taken", trip, by=by, at=at, batch=trip.batch.number, form=form, count=people)


@transaction.atomic
def take_applications(*, programme: Programme, people: int, by: Person, at: datetime.datetime) -> None:
    """Before the table of applications is handed out. Raises Refused role_officer."""
    demand(may_run(acting(by, at), programme.union_path))
    record("trips.applications_taken", programme, by=by, at=at, count=people)
