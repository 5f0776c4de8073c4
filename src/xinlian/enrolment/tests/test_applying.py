"""Signing up: once for each person, changed in place, refused with every reason, a seat at once where that is so."""

import datetime
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlian.enrolment.actions import seats
from xinlian.enrolment.actions.applying import apply, form_party, join_party, leave_party, withdraw
from xinlian.enrolment.actions.conditions import set_condition
from xinlian.enrolment.actions.offering import set_groups
from xinlian.enrolment.models import Application, Offering, Party, Seat, Waiting
from xinlian.enrolment.queries.seats import drift
from xinlian.journal.models import Entry
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_batch, make_offering, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def now() -> datetime.datetime:
    return timezone.now()


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def offering(county: Union) -> Offering:
    offering = make_offering(county, mode="draw", party_max=2)
    make_batch(offering)
    make_batch(offering)
    return offering


def sign(offering: Offering, now: datetime.datetime, person: Person | None = None, **more: object) -> Application:
    """Somebody signs up by themselves for the first batch."""
    person = person or make_person(offering.union)
    said = {"wished": [1], "possible": [2], "client_uid": uuid.uuid4(), "by": person} | more
    return apply(offering=offering, person=person, at=now, **said)  # type: ignore[arg-type]


def refusal(call: object) -> str:
    with pytest.raises(Refused) as no, transaction.atomic():
        call()  # type: ignore[operator]
    return no.value.code


def test_sent_twice_it_is_one(offering: Offering, now: datetime.datetime) -> None:
    person, uid = make_person(offering.union), uuid.uuid4()
    one = sign(offering, now, person, client_uid=uid)
    two = sign(offering, now, person, client_uid=uid, wished=[2], possible=[])
    assert (one.pk, one.wished, two.wished) == (two.pk, [1], [1])
    assert Entry.objects.filter(verb="applied").count() == 1


def test_the_same_person_again_changes_the_application(offering: Offering, now: datetime.datetime) -> None:
    person = make_person(offering.union)
    sign(offering, now, person)
    sign(offering, now, person, wished=[2], possible=[])
    only = Application.objects.get()
    assert (only.wished, only.possible, only.union_path) == ([2], [], offering.union_path)
    assert Entry.objects.filter(verb="application.changed").count() == 1


def test_the_database_knows_a_person_once(offering: Offering, now: datetime.datetime) -> None:
    one = sign(offering, now)
    one.pk, one.id, one.uid, one.client_uid = None, None, uuid.uuid4(), uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_when_one_may_sign_up(offering: Offering, now: datetime.datetime) -> None:
    assert refusal(lambda: sign(offering, now - 2 * DAY)) == "offering_begun"
    assert refusal(lambda: sign(offering, now + 8 * DAY)) == "offering_not_over"
    stranger = make_person()
    assert refusal(lambda: sign(offering, now, by=stranger)) == "role_officer"
    Offering.objects.update(state="closed")
    assert refusal(lambda: sign(offering, now)) == "offering_open"
    officer = make_officer(offering.union)
    entered = sign(offering, now + 8 * DAY, by=officer, way="desk")
    assert (entered.entered_by, entered.way) == (officer, "desk")
    Offering.objects.update(state="sealed")
    assert refusal(lambda: sign(offering, now, by=officer, way="desk")) == "offering_open"


def test_dates_that_make_sense(offering: Offering, now: datetime.datetime) -> None:
    assert refusal(lambda: sign(offering, now, wished=[], possible=[])) == "dates_some"
    assert refusal(lambda: sign(offering, now, wished=[9], possible=[])) == "dates_known"
    assert refusal(lambda: sign(offering, now, wished=[1], possible=[1])) == "dates_once"
    offering.batches.filter(number=2).update(state="cancelled")
    assert refusal(lambda: sign(offering, now)) == "dates_known"


def test_every_reason_is_told(offering: Offering, county: Union, now: datetime.datetime) -> None:
    common = {"union": county, "series": "rest", "effective_on": now.date() - DAY, "source": "办法第三条", "at": now}
    officer = make_officer(county)
    set_condition(kind="occupation", params={"codes": ["courier"]}, by=officer, **common)
    set_condition(kind="age", params={"least": 18, "most": None}, by=officer, **common)
    with pytest.raises(Refused) as no, transaction.atomic():
        sign(offering, now, make_person(county, occupation="domestic"))
    assert sorted(no.value.facts["missing"]) == ["age_unknown", "not_of_occupation"]
    assert Application.objects.count() == 0


def test_the_group_follows_from_the_occupation(offering: Offering, now: datetime.datetime) -> None:
    officer = make_officer(offering.union)
    set_groups(offering=offering, groups=[("骑手", ["courier"]), ("其他", [])], by=officer, at=now)
    assert sign(offering, now, make_person(offering.union, occupation="courier")).group.name == "骑手"  # type: ignore[union-attr]
    assert sign(offering, now, make_person(offering.union, occupation="domestic")).group.name == "其他"  # type: ignore[union-attr]


def test_first_come_takes_its_seat_or_its_number(county: Union, now: datetime.datetime) -> None:
    offering = make_offering(county)
    make_batch(offering, 1)
    one = sign(offering, now, possible=[])
    two = sign(offering, now, possible=[])
    assert Seat.objects.get().application == one
    assert (Waiting.objects.get().application, Waiting.objects.get().number) == (two, 1)
    withdraw(application=one, by=one.person, at=now)
    assert Seat.objects.get(application=two).state == "offered"
    assert drift() == []


def test_withdrawing_and_coming_back(offering: Offering, now: datetime.datetime) -> None:
    one = sign(offering, now)
    form_party(application=one, by=one.person, at=now)
    withdraw(application=one, by=one.person, at=now)
    assert (Application.objects.get().state, Party.objects.count()) == ("withdrawn", 0)
    assert refusal(lambda: withdraw(application=one, by=one.person, at=now)) == "application_standing"
    one = sign(offering, now, one.person)
    assert one.state == "standing"
    Offering.objects.update(state="sealed")
    assert refusal(lambda: withdraw(application=one, by=one.person, at=now)) == "list_unsealed"


def test_a_party_is_joined_by_its_code_until_it_is_full(offering: Offering, now: datetime.datetime) -> None:
    one = sign(offering, now)
    party = form_party(application=one, by=one.person, at=now)
    assert form_party(application=one, by=one.person, at=now) == party
    typed = f"{party.code[:2]} {party.code[2:]}".lower()
    two = sign(offering, now, party_code=typed)
    assert two.party == party
    assert refusal(lambda: sign(offering, now, party_code=party.code)) == "party_full"
    assert refusal(lambda: sign(offering, now, party_code="00000")) == "party_unknown"
    leave_party(application=two, by=two.person, at=now)
    assert Party.objects.get().size == 1
    three = sign(offering, now, wished=[2], possible=[])
    one.refresh_from_db()
    apply(offering=offering, person=one.person, wished=[1], possible=[], client_uid=uuid.uuid4(), by=one.person, at=now)
    assert refusal(lambda: join_party(application=three, code=party.code, by=three.person, at=now)) == "party_no_day"


def test_a_full_party_lets_nobody_in_who_read_it_before(offering: Offering, now: datetime.datetime) -> None:
    one = sign(offering, now)
    party = form_party(application=one, by=one.person, at=now)
    Party.objects.filter(pk=party.pk).update(size=2)
    late = sign(offering, now)
    assert refusal(lambda: join_party(application=late, code=party.code, by=late.person, at=now)) == "party_full"
    with pytest.raises(IntegrityError), transaction.atomic():
        Party.objects.update(size=5)


def test_a_seat_given_is_not_taken_twice(county: Union, now: datetime.datetime) -> None:
    offering = make_offering(county)
    make_batch(offering, 2)
    person = make_person(county)
    sign(offering, now, person, possible=[])
    sign(offering, now, person, possible=[])
    assert Seat.objects.count() == 1
    assert refusal(
        lambda: seats.take(
            application=Application.objects.get(), batch=offering.batches.get(), way="officer", by=None, at=now
        )
    )
