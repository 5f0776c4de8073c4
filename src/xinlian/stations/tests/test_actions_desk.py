"""Acts of the desk and of keepers: who may, what is written, what the journal says, what never happens twice."""

import datetime
import uuid

import pytest
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people.models import Person, Union
from xinlian.places.models import Visit
from xinlian.rows.refusals import Refused
from xinlian.stations.actions import answering, filters, keeping, proposals, publishing, repairs, reviews
from xinlian.stations.checklists import ZHEJIANG
from xinlian.stations.models import Checklist, Fault, Proposal, Review, SavedFilter, Station, Voice
from xinlian.testing.make import make_grant, make_officer, make_person, make_station, make_union

pytestmark = pytest.mark.django_db
HERE = {"lat": 30.5462, "lon": 119.9655, "datum": "wgs84"}


@pytest.fixture
def now() -> datetime.datetime:
    return timezone.now()


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


@pytest.fixture
def stranger() -> Person:
    return make_officer(make_union("乙县总工会"))


@pytest.fixture
def station(county: Union) -> Station:
    return make_station(county, facilities=["shower", "drinking_water"])


def make_checklist(union: Union, **more: object) -> Checklist:
    """The seeded checklist of a province as a row."""
    return Checklist.objects.create(
        union=union, union_path=union.union_path, **{**ZHEJIANG, "effective_on": datetime.date(2024, 1, 1), **more}
    )


def make_fault(station: Station, **more: object) -> Fault:
    """A fault that somebody told of."""
    values: dict[str, object] = {"facility": "shower", "text": "不出热水", "at": timezone.now(), **more}
    return Fault.objects.create(
        station=station,
        union_path=station.union_path,
        client_uid=uuid.uuid4(),
        **values,  # type: ignore[arg-type]
    )


def make_voice(station: Station, kind: str) -> Voice:
    """Thanks or a complaint that waits."""
    return Voice.objects.create(
        station=station,
        union_path=station.union_path,
        kind=kind,
        text="谢谢",
        at=timezone.now(),
        client_uid=uuid.uuid4(),
    )


def verbs(about: object) -> list[str]:
    """What the journal says of a thing, oldest first."""
    return list(Entry.objects.filter(object_uid=about.uid).order_by("id").values_list("verb", flat=True))  # type: ignore[attr-defined]


# -- changes ----------------------------------------------------------------------------------------------------


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


# -- opening, publishing, removing ---------------------------------------------------------------------------------


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


# -- strangers ------------------------------------------------------------------------------------------------------


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


# -- keepers ---------------------------------------------------------------------------------------------------------


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


# -- faults -----------------------------------------------------------------------------------------------------------


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


# -- voices --------------------------------------------------------------------------------------------------------------


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


# -- reviews ---------------------------------------------------------------------------------------------------------------


def test_a_year_goes_from_begun_to_stars_with_reasons(
    station: Station, county: Union, officer: Person, now: datetime.datetime
) -> None:
    make_checklist(county)
    Station.objects.filter(pk=station.pk).update(stars=5)
    station.refresh_from_db()
    (review,) = reviews.begin(by=officer, at=now, stations=[station], year=now.year)
    assert reviews.begin(by=officer, at=now, stations=[station], year=now.year) == []
    answers = {item["code"]: {"got": "yes", "note": ""} for item in ZHEJIANG["items"]}
    reviews.fill(by=officer, at=now, review=review, answers={**answers, "events": {"got": "no", "note": "没有办"}})
    for day in range(6):
        make_voice(station, "complaint")
        assert day < 6
    signed = reviews.sign(by=officer, at=now, review=review)
    station.refresh_from_db()
    codes = [reason["code"] for reason in signed.reasons]
    assert signed.points == 90
    assert codes == ["points", "complaints", "unconfirmed"]
    assert (signed.stars_before, signed.stars_after, station.stars) == (5, 3, 3)
    with pytest.raises(Refused, match="review_draft"):
        reviews.fill(by=officer, at=now, review=signed, answers=answers)
    with pytest.raises(Refused, match="review_draft"):
        reviews.sign(by=officer, at=now, review=signed)


def test_a_review_with_a_gap_is_not_signed(
    station: Station, county: Union, officer: Person, now: datetime.datetime
) -> None:
    make_checklist(county)
    (review,) = reviews.begin(by=officer, at=now, stations=[station], year=now.year)
    reviews.fill(by=officer, at=now, review=review, answers={"sign": {"got": "yes"}, "nothing": {"got": "yes"}})
    assert set(review.answers) == {"sign"}
    with pytest.raises(Refused, match="review_complete"):
        reviews.sign(by=officer, at=now, review=review)


def test_without_a_checklist_no_review_begins(station: Station, officer: Person, now: datetime.datetime) -> None:
    with pytest.raises(Refused, match="checklist_none"):
        reviews.begin(by=officer, at=now, stations=[station], year=now.year)
    assert not Review.objects.exists()


def test_a_new_version_leaves_old_reviews_alone(
    station: Station, county: Union, officer: Person, now: datetime.datetime
) -> None:
    old = make_checklist(county)
    (review,) = reviews.begin(by=officer, at=now, stations=[station], year=now.year)
    made = reviews.new_checklist(
        by=officer,
        at=now,
        union=county,
        name=old.name,
        effective_on=timezone.localdate(now),
        items=ZHEJIANG["items"][:4],
        stars=[10, 20, 30, 40, 50],
        rules={},
        source="试验文件",
    )
    review.refresh_from_db()
    other = make_station(county)
    (fresh,) = reviews.begin(by=officer, at=now, stations=[other], year=now.year)
    assert (review.checklist, fresh.checklist) == (old, made)
    with pytest.raises(Refused, match="checklist_source"):
        reviews.new_checklist(
            by=officer,
            at=now,
            union=county,
            name="x",
            effective_on=timezone.localdate(now),
            items=ZHEJIANG["items"],
            stars=ZHEJIANG["stars"],
            rules={},
            source="",
        )


def test_filters_are_ones_own(officer: Person, stranger: Person, now: datetime.datetime) -> None:
    kept = filters.keep_filter(by=officer, at=now, name="逾期", query="overdue=on")
    assert filters.keep_filter(by=officer, at=now, name="逾期", query="faults=on").pk == kept.pk
    with pytest.raises(Refused, match="role_filter_owner"):
        filters.drop_filter(by=stranger, at=now, kept=kept)
    filters.drop_filter(by=officer, at=now, kept=SavedFilter.objects.get())
    assert not SavedFilter.objects.exists()
