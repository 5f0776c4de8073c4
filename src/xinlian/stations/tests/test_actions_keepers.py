"""Acts of keepers, faults on their way, voices: who may, what is written, what never happens twice."""

import datetime
import uuid

import pytest
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people.models import Person, Union
from xinlian.places.models import Visit
from xinlian.rows.refusals import Refused
from xinlian.stations.actions import answering, keeping, proposals, publishing, repairs
from xinlian.stations.models import Fault, Station
from xinlian.stations.tests.desk import make_checklist, make_fault, make_voice, verbs
from xinlian.testing.make import make_grant, make_person, make_station

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(county: Union) -> Station:
    return make_station(county, facilities=["shower", "drinking_water"])


# -- keepers -------------------------------------------------------------------------------------------------


@pytest.fixture
def keeper(station: Station, officer: Person, now: datetime.datetime) -> Person:
    person = make_person()
    publishing.appoint(by=officer, at=now, station=station, keeper=person)
    return person


def test_a_keeper_says_how_it_is(station: Station, keeper: Person, now: datetime.datetime) -> None:
    until = now + datetime.timedelta(hours=2)
    keeping.say_now(by=keeper, at=now, station=station, now="full", until=until, note="等半小时")
    station.refresh_from_db()
    assert (station.now, station.now_until, station.now_note) == ("full", until, "等半小时")
    keeping.say_now(by=keeper, at=now, station=station, now="")
    station.refresh_from_db()
    assert (station.now, station.now_at, station.now_until, station.now_note) == ("", None, None, "")
    with pytest.raises(Refused, match="until_past"):
        keeping.say_now(by=keeper, at=now, station=station, now="full", until=now)
    with pytest.raises(Refused, match="now_unknown"):
        keeping.say_now(by=keeper, at=now, station=station, now="party")


def test_one_tap_is_counted_once(station: Station, keeper: Person, now: datetime.datetime) -> None:
    uid = uuid.uuid4()
    for _ in range(3):
        keeping.count_visit(by=keeper, at=now, station=station, client_uid=uid, heads=5)
    assert list(Visit.objects.values_list("heads", "way", "person")) == [(5, "count", None)]
    with pytest.raises(Refused, match="heads_range"):
        keeping.count_visit(by=keeper, at=now, station=station, client_uid=uuid.uuid4(), heads=201)


def test_confirming_answers_the_question(
    station: Station, keeper: Person, officer: Person, now: datetime.datetime
) -> None:
    publishing.ask_to_confirm(by=officer, at=now, station=station)
    station.refresh_from_db()
    assert station.asked_at == now
    keeping.confirm(by=keeper, at=now, station=station)
    station.refresh_from_db()
    assert (station.asked_at, station.place.confirmed_at, station.place.confirmed_by) == (None, now, "keeper")
    assert set(station.place.facilities.values_list("confirmed_at", flat=True)) == {now}


def test_a_keeping_that_ended_opens_nothing(
    station: Station, keeper: Person, officer: Person, now: datetime.datetime
) -> None:
    publishing.dismiss(by=officer, at=now, keeping=station.keepings.get())
    with pytest.raises(Refused, match="role_keeper"):
        keeping.say_now(by=keeper, at=now, station=station, now="open")


def test_the_role_of_keeper_holds_below_its_union(station: Station, county: Union, now: datetime.datetime) -> None:
    person = make_person()
    make_grant(person, "keeper", county)
    keeping.say_now(by=person, at=now, station=station, now="open")
    station.place.refresh_from_db()
    assert station.place.confirmed_by == "keeper"


def test_a_keeper_proposes_but_does_not_decide(station: Station, keeper: Person, now: datetime.datetime) -> None:
    proposal = proposals.propose(by=keeper, at=now, station=station, values={"hours": "24/7"})
    with pytest.raises(Refused, match="role_approver"):
        proposals.accept(by=keeper, at=now, proposal=proposal)


# -- faults --------------------------------------------------------------------------------------------------


def test_a_fault_goes_its_way_and_the_facility_with_it(
    station: Station, keeper: Person, officer: Person, now: datetime.datetime
) -> None:
    fault = make_fault(station)
    repairs.move(by=officer, at=now, fault=fault, to="accepted")
    assert fault.due_on == timezone.localdate(now) + datetime.timedelta(days=7)
    shower = station.place.facilities.get(code="shower")
    assert shower.state == "broken"
    repairs.move(by=keeper, at=now, fault=fault, to="fixed", outcome="换了水管", cost_fen=12_300)
    with pytest.raises(Refused, match="fault_step_officer"):
        repairs.move(by=keeper, at=now, fault=fault, to="closed")
    repairs.move(by=officer, at=now, fault=fault, to="closed")
    shower.refresh_from_db()
    assert (fault.state, fault.cost_fen, fault.outcome, shower.state) == ("closed", 12_300, "换了水管", "working")
    assert fault.closed_at == now
    assert verbs(fault) == ["fault_moved"] * 3


def test_a_second_open_fault_keeps_the_facility_broken(
    station: Station, officer: Person, now: datetime.datetime
) -> None:
    first, second = make_fault(station), make_fault(station)
    for fault in (first, second):
        repairs.move(by=officer, at=now, fault=fault, to="accepted")
    repairs.move(by=officer, at=now, fault=first, to="fixed")
    repairs.move(by=officer, at=now, fault=first, to="closed", outcome="好了")
    assert station.place.facilities.get(code="shower").state == "broken"


def test_days_to_repair_are_the_provinces_rule(
    station: Station, county: Union, officer: Person, now: datetime.datetime
) -> None:
    make_checklist(county, rules={"due_days": 3})
    fault = repairs.move(by=officer, at=now, fault=make_fault(station), to="accepted")
    assert fault.due_on == timezone.localdate(now) + datetime.timedelta(days=3)


def test_two_who_decide_at_once_do_not_both_win(station: Station, officer: Person, now: datetime.datetime) -> None:
    fault = make_fault(station)
    late = Fault.objects.get(pk=fault.pk)
    repairs.move(by=officer, at=now, fault=fault, to="refused", outcome="没有坏")
    with pytest.raises(Refused, match="fault_step"):
        repairs.move(by=officer, at=now, fault=late, to="accepted")


# -- voices --------------------------------------------------------------------------------------------------


def test_complaints_are_answered_and_thanks_are_shown(
    station: Station, officer: Person, now: datetime.datetime
) -> None:
    complaint, thanks = make_voice(station, "complaint"), make_voice(station, "thanks")
    with pytest.raises(Refused, match="voice_words"):
        answering.answer(by=officer, at=now, voice=complaint, text=" ")
    answering.answer(by=officer, at=now, voice=complaint, text="已经修好")
    answering.show(by=officer, at=now, voice=thanks)
    assert (complaint.state, complaint.answer, thanks.state) == ("answered", "已经修好", "shown")
    with pytest.raises(Refused, match="voice_step"):
        answering.show(by=officer, at=now, voice=complaint)
    assert "已经修好" not in str(list(Entry.objects.values_list("facts", flat=True)))
