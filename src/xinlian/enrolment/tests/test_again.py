"""What rooms that teach ask of the floor: waiting before there is a batch, seats anew, sessions with a code each."""

import datetime
import uuid

import pytest
from django.utils import timezone

from xinlian.enrolment.actions import attending, offering, seats
from xinlian.enrolment.actions.applying import apply
from xinlian.enrolment.models import Application, Batch, Seat
from xinlian.enrolment.queries.seats import drift
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_application, make_batch, make_offering, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


def test_people_wait_for_what_is_opened_before_it_has_a_batch(county: Union, officer: Person) -> None:
    now = timezone.now()
    window = {"opens_at": now, "closes_at": now + DAY, "party_max": 1, "answer_hours": 72}
    said = {"room": "training", "series": "training", "title": "课", "mode": "officer"}
    made = offering.draw_up(union=county, opened=True, by=officer, at=now, **said, **window)
    assert made.state == "open"
    uid = uuid.uuid4()
    waits = apply(
        offering=made, person=make_person(), wished=[], possible=[], client_uid=uid, by=officer, at=now, way="desk"
    )
    assert waits.state == "standing"


def give(application: Application, batch: Batch, at: datetime.datetime, *, again: bool) -> Seat:
    return seats.take_many(applications=[application], batch=batch, way="officer", by=None, at=at, again=again)[0]


def test_a_seat_anew_only_when_the_one_before_is_over(county: Union) -> None:
    now, made = timezone.now(), make_offering(county, mode="officer")
    first, second, third = (make_batch(made, 3, starts_at=now + n * DAY, ends_at=now + (n + 1) * DAY) for n in range(3))
    one = make_application(made)
    give(one, first, now, again=True)
    with pytest.raises(Refused, match="seat_already"):
        give(one, second, now, again=True)
    with pytest.raises(Refused, match="seat_already"):
        give(one, second, now + DAY, again=False)
    assert give(one, second, now + DAY, again=True).again == 1
    with pytest.raises(Refused, match="seat_already"):
        give(one, third, now + DAY, again=True)
    assert drift() == []


def test_the_code_of_one_session_does_not_prove_another(county: Union) -> None:
    now = timezone.now()
    batch = make_batch(make_offering(county), 3, starts_at=now)
    seat = give(make_application(batch.offering), batch, now, again=False)
    scan = {"batch": batch, "by": seat.application.person, "said_at": now, "at": now}
    code = attending.proof_of(batch, "1")
    for wrong in ("2", ""):
        with pytest.raises(Refused, match="here_not_proven"):
            attending.here(proof=code, session=wrong, client_uid=uuid.uuid4(), **scan)
    assert attending.here(proof=code, session="1", client_uid=uuid.uuid4(), **scan).session == "1"


def test_a_batch_is_laid_by_officers_alone_where_the_room_names_nobody(county: Union, officer: Person) -> None:
    now = timezone.now()
    batch = make_batch(make_offering(county), 3, starts_at=now)
    span = {"starts_at": now, "ends_at": now + 3 * DAY}
    with pytest.raises(Refused, match="role_marshal"):
        offering.lay(batch=batch, by=make_person(), at=now, **span)
    offering.lay(batch=batch, by=officer, at=now, **span)
    batch.refresh_from_db()
    assert batch.ends_at == now + 3 * DAY
