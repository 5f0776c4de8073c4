"""Pages of trips for workers: what is offered, dates, yes and no, family, health; and who is kept out."""

import datetime
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.enrolment.actions import offering as offerings
from xinlian.enrolment.actions import publishing, seats
from xinlian.enrolment.models import Application, Condition, Seat
from xinlian.enrolment.tests.draws import LATER, make_case
from xinlian.people.actions import consent
from xinlian.people.models import Consent, Person, Union
from xinlian.rows.days import day_words
from xinlian.surveys import actions as surveys
from xinlian.surveys.models import Ticket
from xinlian.testing.demo.surveys import questions
from xinlian.testing.make import make_officer, make_person, make_union
from xinlian.trips.actions import asking
from xinlian.trips.actions.coming import end_health_notes
from xinlian.trips.models import HealthNote, Programme, Relative, Trip
from xinlian.trips.tests.worker_scene import courier, first_batch, make_programme, offering_of, seat_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def programme(county: Union) -> Programme:
    return make_programme(county)


@pytest.fixture
def person(county: Union) -> Person:
    return courier(county)


@pytest.fixture
def phone(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def at(name: str, programme: Programme, *more: object) -> str:
    return reverse(f"trips:{name}", args=[programme.uid, *more])


def test_anybody_reads_what_is_offered(client: Client, programme: Programme) -> None:
    listed = client.get(reverse("trips:trips"))
    assert programme.offering.title in listed.content.decode()
    page = client.get(at("programme", programme)).content.decode()
    assert "古镇一日" in page
    assert at("apply", programme) in page


def test_a_draft_is_nobodys_business(client: Client, county: Union) -> None:
    draft = make_programme(county, state="draft")
    assert client.get(at("programme", draft)).status_code == 404


def test_signing_up_asks_who_one_is_and_comes_back(client: Client, programme: Programme) -> None:
    answer = client.get(at("apply", programme))
    assert answer.status_code == 302
    assert at("apply", programme) in answer["Location"].replace("%3F", "?")


def test_dates_are_said_in_one_go_and_changed_in_place(phone: Client, programme: Programme, person: Person) -> None:
    said = {"b1": "wished", "b2": "possible", "client_uid": str(uuid.uuid4())}
    first = phone.post(at("apply", programme), said)
    assert first["Location"] == at("mine", programme)
    phone.post(at("apply", programme), said)  # the answer was lost
    application = Application.objects.get(person=person)
    assert (application.wished, application.possible) == ([1], [2])
    phone.post(at("apply", programme), {"b2": "wished", "rest": "cannot", "client_uid": str(uuid.uuid4())})
    application.refresh_from_db()
    assert (application.wished, application.possible) == ([2], [])
    assert "想去" in phone.get(at("mine", programme)).content.decode()


def test_no_date_is_told_beside_the_form(phone: Client, programme: Programme) -> None:
    answer = phone.post(at("apply", programme), {"b1": "cannot", "b2": "cannot"})
    assert answer.status_code == 422
    assert "还没有选日期" in answer.content.decode()
    assert not Application.objects.exists()


def test_who_is_not_eligible_reads_why(phone: Client, programme: Programme, county: Union) -> None:
    Condition.objects.create(
        union=county,
        series="rest",
        kind="occupation",
        params={"codes": ["domestic"]},
        effective_on=timezone.localdate(),
        source="试验",
        made_at=timezone.now(),
        union_path=county.union_path,
    )
    page = phone.get(at("programme", programme)).content.decode()
    assert "您登记的职业不在里面" in page
    assert at("apply", programme) not in page
    assert phone.post(at("apply", programme), {"b1": "wished"}).status_code == 422
    assert not Application.objects.exists()


def test_closed_means_closed(phone: Client, programme: Programme) -> None:
    offering = offering_of(programme)
    offering.state = "closed"
    offering.save()
    assert phone.post(at("apply", programme), {"b1": "wished"})["Location"] == at("mine", programme)
    assert not Application.objects.exists()


@pytest.mark.parametrize(("act", "state"), [("accept", "accepted"), ("decline", "declined")])
def test_a_seat_is_answered_with_one_tap(
    phone: Client, programme: Programme, person: Person, act: str, state: str
) -> None:
    seat = seat_for(programme, person, "offered")
    page = phone.get(at("mine", programme)).content.decode()
    assert at("accept", programme) in page
    phone.post(at(act, programme))
    seat.refresh_from_db()
    assert seat.state == state


def test_whose_batch_is_cancelled_reads_why_and_waits(
    phone: Client, programme: Programme, person: Person, county: Union
) -> None:
    seat_for(programme, person)
    seats.call_off(batch=first_batch(programme), why="台风要来", by=make_officer(county), at=timezone.now())
    page = phone.get(at("mine", programme)).content.decode()
    for words in ("您那一批取消了", "台风要来", "您在候补里"):
        assert words in page
    assert at("give_back", programme) not in page


def test_a_programme_called_off_says_why(phone: Client, programme: Programme, person: Person, county: Union) -> None:
    phone.post(at("apply", programme), {"b1": "wished"})
    offering = offering_of(programme)
    offerings.move(offering=offering, to="cancelled", why="经费没有批下来", by=make_officer(county), at=timezone.now())
    for name in ("mine", "programme"):
        assert "经费没有批下来" in phone.get(at(name, programme)).content.decode()


def test_whose_seat_is_taken_away_reads_why_and_whom_to_call(
    phone: Client, programme: Programme, person: Person, county: Union
) -> None:
    Union.objects.filter(pk=county.pk).update(phone="057900000000")
    seat = seat_for(programme, person)
    seats.take_away(seat=seat, why="重复报名", by=make_officer(county), at=timezone.now())
    page = phone.get(at("mine", programme)).content.decode()
    for words in ("座位收回了", "重复报名", "tel:057900000000"):
        assert words in page


def test_after_the_trip_the_survey_is_one_tap_away(
    phone: Client, programme: Programme, person: Person, county: Union
) -> None:
    seat, now = seat_for(programme, person, "attended"), timezone.now()
    officer = make_officer(county)
    made = surveys.draw_up(union=county, name="满意度", questions=questions(), by=officer, at=now)
    Programme.objects.filter(pk=programme.pk).update(survey_uid=made.uid)
    survey = asking.ask(trip=Trip.objects.get(batch=seat.batch), by=officer, at=now)
    address = reverse("surveys:survey", args=[survey.uid])
    assert address in phone.get(at("mine", programme)).content.decode()
    Ticket.objects.update(answered=True)
    assert address not in phone.get(at("mine", programme)).content.decode()


def test_on_the_way_one_finds_bus_and_leader(phone: Client, programme: Programme, person: Person) -> None:
    seat_for(programme, person)
    page = phone.get(at("mine", programme)).content.decode()
    for words in ("城南路驿站", "试 A·00001", "tel:19900009999", "午饭"):
        assert words in page
    told = phone.get(reverse("trips:mine_data")).json()["trips"]
    assert told[0]["leader_phone"] == "19900009999"
    assert ["在哪里", "城南路驿站"] in told[0]["facts"]


def test_family_is_put_down_once_and_taken_off(phone: Client, programme: Programme, person: Person) -> None:
    seat_for(programme, person)
    said = {"name": "演示家人", "relation": "妻子", "phone": "19900001234", "client_uid": str(uuid.uuid4())}
    phone.post(at("family", programme), said)
    phone.post(at("family", programme), said)
    relative = Relative.objects.get()
    assert phone.post(at("family", programme), {**said, "phone": "12"}).status_code == 422
    other = Client()
    other.force_login(make_person())
    assert other.post(at("leave_family", programme, relative.uid)).status_code == 404
    phone.post(at("leave_family", programme, relative.uid))
    assert not Relative.objects.exists()


def test_health_is_kept_with_consent_only_and_goes_with_it(phone: Client, programme: Programme, person: Person) -> None:
    seat_for(programme, person)
    refused = phone.post(at("health", programme), {"text": "晕车"})
    assert refused.status_code == 422
    assert not HealthNote.objects.exists()
    phone.post(at("health", programme), {"text": "晕车", "consent": "on"})
    assert str(HealthNote.objects.get().text) == "晕车"
    assert Consent.objects.filter(person=person, purpose="health", withdrawn_at=None).count() == 1
    consent.withdraw(purpose="health", by=person, at=timezone.now())
    assert not HealthNote.objects.exists()


def test_health_notes_end_by_themselves(programme: Programme, person: Person) -> None:
    seat = seat_for(programme, person, "attended")
    owned = {"union_path": programme.union_path, "shard": programme.shard}
    HealthNote.objects.create(application=seat.application, text="晕车", given_at=timezone.now(), **owned)
    last = timezone.localdate(first_batch(programme).ends_at)
    now, day = timezone.now(), datetime.timedelta(days=1)
    assert end_health_notes(by=None, at=now, on=last + 30 * day) == 0
    assert end_health_notes(by=None, at=now, on=last + 31 * day) == 1


def test_without_an_application_there_is_nothing_of_mine(phone: Client, programme: Programme) -> None:
    for name in ("mine", "family", "health"):
        assert phone.get(at(name, programme))["Location"] == at("programme", programme)
    assert phone.post(at("accept", programme))["Location"] == at("mine", programme)
    assert not Seat.objects.exists()


def test_parties_are_formed_and_joined_by_code(phone: Client, programme: Programme, county: Union) -> None:
    phone.post(at("apply", programme), {"b1": "wished"})
    phone.post(at("party", programme), {"what": "form"})
    code = Application.objects.get().party.code  # type: ignore[union-attr]
    assert code in phone.get(at("mine", programme)).content.decode()
    mate = Client()
    mate.force_login(courier(county))
    mate.post(at("apply", programme), {"b1": "possible", "b2": "wished", "party_code": code.lower()})
    assert Application.objects.filter(party__code=code).count() == 2
    phone.post(at("party", programme), {"what": "leave"})
    assert Application.objects.filter(party__code=code).count() == 1


def test_after_the_draw_ones_page_says_date_and_reason_once_and_leads_to_the_draw(phone: Client) -> None:
    case = make_case()
    draw = publishing.publish(draw=case.seeded(), by=case.officer, at=LATER)
    owned = {"union_path": case.top.union_path, "shard": case.top.shard}
    programme = Programme.objects.create(offering=case.offering, year=2026, **owned)
    for batch in case.offering.batches.all():
        Trip.objects.create(batch=batch, programme=programme, **owned)
    seat = Seat.objects.filter(state="offered").select_related("application__person", "batch")[0]
    phone.force_login(seat.application.person)
    page = phone.get(at("mine", programme)).content.decode()
    address = reverse("enrolment:draw", args=[draw.uid])
    assert address in page
    assert page.count(day_words(seat.batch.starts_at)) == 1
    assert page.count(f"您排上了第 {seat.batch.number} 批") == 1
    assert page.count("前答复") == 1
    assert address in phone.get(at("programme", programme)).content.decode()


def test_home_shows_what_is_open_until_one_has_signed_up(phone: Client, programme: Programme) -> None:
    assert at("programme", programme) in phone.get(reverse("home")).content.decode()
    phone.post(at("apply", programme), {"b1": "wished"})
    assert at("programme", programme) not in phone.get(reverse("home")).content.decode()


def test_home_of_somebody_without_a_union_offers_nothing(client: Client, programme: Programme) -> None:
    client.force_login(make_person())
    assert at("programme", programme) not in client.get(reverse("home")).content.decode()


def test_in_english_a_length_is_english(client: Client, programme: Programme) -> None:
    client.cookies["language"] = "en"
    page = client.get(at("programme", programme)).content.decode()
    assert "1 day" in page
    assert "2 batches" in client.get(reverse("trips:trips")).content.decode()
