"""Changes, opening and closing at the desk: who may, what is written, what the journal says, what never happens twice."""

import datetime
import uuid

import pytest

from xinlian.journal.models import Entry
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused
from xinlian.stations.actions import answering, keeping, proposals, publishing, repairs, reviews
from xinlian.stations.checklists import ZHEJIANG
from xinlian.stations.models import Proposal, Station
from xinlian.stations.tests.desk import make_checklist, make_fault, make_voice, verbs
from xinlian.testing.make import make_officer, make_station, make_union

pytestmark = pytest.mark.django_db
HERE = {"lat": 30.5462, "lon": 119.9655, "datum": "wgs84"}


@pytest.fixture
def station(county: Union) -> Station:
    return make_station(county, facilities=["shower", "drinking_water"])


# -- changes -------------------------------------------------------------------------------------------------


def test_a_public_station_changes_only_after_a_second_person(
    station: Station, officer: Person, county: Union, now: datetime.datetime
) -> None:
    approver = make_officer(county, "approver")
    proposal = proposals.propose(by=officer, at=now, station=station, values={"phone": "19900000001"}, why="换号")
    station.place.refresh_from_db()
    assert station.place.phone == ""
    with pytest.raises(Refused, match="role_second_person"):
        proposals.accept(by=officer, at=now, proposal=proposal)
    accepted = proposals.accept(by=approver, at=now, proposal=proposal)
    station.refresh_from_db()
    assert (accepted.state, accepted.reviewed_by, station.version) == ("accepted", approver, 2)
    assert station.place.phone == "19900000001"
    assert verbs(station) == ["station_change_proposed", "station_changed"]
    with pytest.raises(Refused, match="proposal_open"):
        proposals.accept(by=approver, at=now, proposal=accepted)


def test_where_nobody_approves_an_officer_decides_alone(
    station: Station, officer: Person, now: datetime.datetime
) -> None:
    proposal = proposals.propose(by=officer, at=now, station=station, values={"phone": "19900000001"})
    assert proposals.accept(by=officer, at=now, proposal=proposal).state == "accepted"


def test_an_approver_above_counts_as_approver(county: Union, now: datetime.datetime) -> None:
    street = make_union("东街工会", parent=county, level="street")
    make_officer(county, "approver")
    officer = make_officer(street)
    proposal = proposals.propose(by=officer, at=now, station=make_station(street), values={"phone": "19900000001"})
    with pytest.raises(Refused, match="role_second_person"):
        proposals.accept(by=officer, at=now, proposal=proposal)


def test_a_change_never_overwrites_another(station: Station, officer: Person, now: datetime.datetime) -> None:
    first = proposals.propose(by=officer, at=now, station=station, values={"phone": "1", "entry": "甲"})
    second = proposals.propose(by=officer, at=now, station=station, values={"phone": "2"})
    third = proposals.propose(by=officer, at=now, station=station, values={"directions": "左转"})
    proposals.accept(by=officer, at=now, proposal=first)
    second.refresh_from_db()
    assert second.state == "stale"
    assert proposals.accept(by=officer, at=now, proposal=third).state == "accepted"
    station.refresh_from_db()
    assert (station.place.phone, station.place.directions) == ("1", "左转")


def test_a_change_whose_ground_moved_becomes_stale(station: Station, officer: Person, now: datetime.datetime) -> None:
    proposal = proposals.propose(by=officer, at=now, station=station, values={"phone": "2"})
    station.place.phone = "3"
    station.place.save()
    assert proposals.accept(by=officer, at=now, proposal=proposal).state == "stale"
    station.place.refresh_from_db()
    assert station.place.phone == "3"


def test_facilities_and_position_are_written_whole(station: Station, officer: Person, now: datetime.datetime) -> None:
    values = {
        "position": {"lat": 30.6, "lon": 120.0, "datum": "gcj02"},
        "facility:shower": {"state": "broken", "count": 2, "women_only": 1, "fee_fen": 500, "note": ""},
        "facility:drinking_water": None,
        "facility:bed": {"state": "working", "count": 4, "women_only": 0, "fee_fen": 0, "note": ""},
        "trucks": True,
        "truck_bays": 6,
        "max_length_m": "16.5",
    }
    proposal = proposals.propose(by=officer, at=now, station=station, values=values)
    proposals.accept(by=officer, at=now, proposal=proposal)
    station.refresh_from_db()
    place = station.place
    assert (place.datum, place.raw_lat) == ("gcj02", 30.6)
    assert place.lat != 30.6
    assert dict(place.facilities.values_list("code", "state")) == {"shower": "broken", "bed": "working"}
    assert place.facility_bits.bit_count() == 1
    assert (station.truck_bays, float(station.max_length_m)) == (6, 16.5)


@pytest.mark.parametrize("position", [{"lat": 0, "lon": 0}, {"lat": 119.9, "lon": 30.5}, {"lat": 48.8, "lon": 2.3}])
def test_impossible_positions_are_never_written(
    station: Station, officer: Person, now: datetime.datetime, position: dict[str, float]
) -> None:
    proposal = proposals.propose(
        by=officer, at=now, station=station, values={"position": {**position, "datum": "wgs84"}}
    )
    with pytest.raises(Refused, match="position_"):
        proposals.accept(by=officer, at=now, proposal=proposal)
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_nothing_changed_is_no_proposal(station: Station, officer: Person, now: datetime.datetime) -> None:
    with pytest.raises(Refused, match="proposal_empty"):
        proposals.propose(by=officer, at=now, station=station, values={"name": station.place.name, "phone": None})


def test_a_proposal_from_a_phone_arrives_once(station: Station, officer: Person, now: datetime.datetime) -> None:
    uid = uuid.uuid4()
    for _ in range(2):
        proposals.propose(by=officer, at=now, station=station, values={"phone": "1"}, client_uid=uid)
    assert Proposal.objects.count() == 1


def test_a_refusal_says_why(station: Station, officer: Person, now: datetime.datetime) -> None:
    proposal = proposals.propose(by=officer, at=now, station=station, values={"phone": "1"})
    with pytest.raises(Refused, match="reason_missing"):
        proposals.refuse(by=officer, at=now, proposal=proposal, reason=" ")
    assert proposals.refuse(by=officer, at=now, proposal=proposal, reason="号码不对").reason == "号码不对"


# -- opening, publishing, removing ---------------------------------------------------------------------------


def test_a_new_station_is_a_draft_until_it_is_whole(county: Union, officer: Person, now: datetime.datetime) -> None:
    station = publishing.open_station(
        by=officer, at=now, union=county, code="NEW1", values={"name": "新站", "position": HERE}
    )
    assert (station.state, station.place.listed) == ("draft", False)
    with pytest.raises(Refused, match="station_hours"):
        publishing.publish(by=officer, at=now, station=station)
    more = {
        "hours": "24/7",
        "facility:bed": {"state": "working", "count": 1, "women_only": 0, "fee_fen": 0, "note": ""},
    }
    changed = proposals.propose(by=officer, at=now, station=station, values=more)
    assert changed.state == "accepted"
    station.refresh_from_db()
    publishing.publish(by=officer, at=now, station=station)
    station.place.refresh_from_db()
    assert (station.state, station.place.listed) == ("published", True)
    with pytest.raises(Refused, match="station_code_taken"):
        publishing.open_station(by=officer, at=now, union=county, code="NEW1", values={"position": HERE})


def test_a_removed_station_stays_with_its_reason(station: Station, officer: Person, now: datetime.datetime) -> None:
    with pytest.raises(Refused, match="reason_missing"):
        publishing.remove(by=officer, at=now, station=station, why="")
    publishing.remove(by=officer, at=now, station=station, why="房子拆了")
    station.place.refresh_from_db()
    assert (station.state, station.place.listed, station.place.removed_why) == ("removed", True, "房子拆了")
    publishing.publish(by=officer, at=now, station=station)
    station.place.refresh_from_db()
    assert (station.state, station.place.removed_on) == ("published", None)


def test_a_new_code_at_the_door_ends_the_old_one(station: Station, officer: Person, now: datetime.datetime) -> None:
    before = station.door_key
    publishing.rotate_door_key(by=officer, at=now, station=station)
    assert station.door_key not in ("", before)
    assert "door_key" not in str(Entry.objects.get(verb="station_door_key_changed").facts)


# -- strangers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "act",
    [
        lambda by, at, s: proposals.propose(by=by, at=at, station=s, values={"phone": "1"}),
        lambda by, at, s: publishing.publish(by=by, at=at, station=s),
        lambda by, at, s: publishing.remove(by=by, at=at, station=s, why="x"),
        lambda by, at, s: publishing.rotate_door_key(by=by, at=at, station=s),
        lambda by, at, s: publishing.appoint(by=by, at=at, station=s, keeper=by),
        lambda by, at, s: publishing.ask_to_confirm(by=by, at=at, station=s),
        lambda by, at, s: keeping.say_now(by=by, at=at, station=s, now="closed"),
        lambda by, at, s: keeping.confirm(by=by, at=at, station=s),
        lambda by, at, s: keeping.count_visit(by=by, at=at, station=s, client_uid=uuid.uuid4()),
        lambda by, at, s: repairs.move(by=by, at=at, fault=make_fault(s), to="accepted"),
        lambda by, at, s: answering.answer(by=by, at=at, voice=make_voice(s, "complaint"), text="x"),
        lambda by, at, s: reviews.begin(by=by, at=at, stations=[s], year=at.year),
    ],
)
def test_neighbours_change_nothing(act, station: Station, stranger: Person, now: datetime.datetime) -> None:  # type: ignore[no-untyped-def]
    before = Station.objects.filter(pk=station.pk).values().get()
    with pytest.raises(Refused, match="role_"):
        act(stranger, now, station)
    assert Station.objects.filter(pk=station.pk).values().get() == before
    assert not Entry.objects.exists()


def test_an_inspector_looks_but_does_not_sign(station: Station, county: Union, now: datetime.datetime) -> None:
    inspector = make_officer(county, "inspector")
    make_checklist(county)
    (review,) = reviews.begin(by=inspector, at=now, stations=[station], year=now.year)
    everything = {item["code"]: {"got": "yes"} for item in ZHEJIANG["items"]}
    reviews.fill(by=inspector, at=now, review=review, answers=everything)
    with pytest.raises(Refused, match="role_publisher"):
        reviews.sign(by=inspector, at=now, review=review)
