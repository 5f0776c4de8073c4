"""Acts of the desk: programmes drawn up, copied, changed; trips; costs; who may not."""

import datetime
from typing import Any

import pytest
from django.utils import timezone

from xinlian.enrolment.actions import offering as offerings
from xinlian.enrolment.actions import refusing, seats
from xinlian.enrolment.models import Batch, Offering
from xinlian.journal.models import Entry
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_person, make_union
from xinlian.trips.actions import bases, lists, money, programmes, trips
from xinlian.trips.models import Cost, Trip
from xinlian.trips.queries import desk_money
from xinlian.trips.tests.scene import Scene, batch, make_scene, neighbour, season, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return make_scene()


def test_a_programme_comes_with_its_batches_and_groups(scene: Scene) -> None:
    found = scene.trips
    assert [trip.batch.number for trip in found] == [1, 2, 3]
    assert {trip.route for trip in found} == {scene.route}
    assert {trip.union_path for trip in found} == {scene.county.union_path}
    assert [group.rank for group in scene.programme.offering.groups.all()] == [0, 1, 2]
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"offering.drawn_up", "trips.programme_drawn_up", "batch.added", "groups.set", "offering.moved"} <= verbs


def test_last_years_programme_is_copied_to_the_same_weekdays(scene: Scene) -> None:
    now = timezone.now()
    first = scene.trips[0]
    trips.change_trip(trip=first, values={"agency": "甲社", "bus": "甲 1", "policy": "9"}, by=scene.officer, at=now)
    offerings.set_quota(offering=scene.programme.offering, union=scene.street, guarantee=2, by=scene.officer, at=now)
    made = programmes.copy(
        source=scene.programme,
        union=scene.county,
        values=words(now, year=2027),
        by=scene.officer,
        at=now,
    )
    copied = list(made.trips.select_related("batch").order_by("batch__number"))
    assert [one.batch.starts_at.weekday() for one in copied] == [one.batch.starts_at.weekday() for one in scene.trips]
    assert (copied[0].batch.starts_at - first.batch.starts_at).days == 364
    assert (copied[0].agency, copied[0].bus, copied[0].policy, copied[0].leader) == ("甲社", "", "", None)
    assert list(made.offering.quotas.values_list("union", "guarantee")) == [(scene.street.pk, 2)]
    assert made.offering.state == "draft"
    assert Batch.objects.filter(offering=made.offering, taken=0).count() == 3


def test_batches_change_until_the_list_is_sealed(scene: Scene) -> None:
    now, first = timezone.now(), scene.trips[0]
    assert trips.change_trip(trip=first, values={"capacity": 5, "bus": "甲 1"}, by=scene.officer, at=now) == [
        "capacity",
        "bus",
    ]
    Offering.objects.filter(pk=scene.programme.offering_id).update(state="sealed")
    [first, *_rest] = scene.trips
    with pytest.raises(Refused, match="offering_unsealed"):
        trips.change_trip(trip=first, values={"capacity": 9}, by=scene.officer, at=now)
    assert trips.change_trip(trip=first, values={"bus": "甲 2"}, by=scene.officer, at=now) == ["bus"]
    assert batch(scene, 1).capacity == 5


def test_a_batch_never_has_fewer_seats_than_were_given(scene: Scene) -> None:
    now, first = timezone.now(), scene.trips[0]
    for _ in range(2):
        seats.place_by_hand(application=scene.applicant(), batch=first.batch, why="试", by=scene.officer, at=now)
    with pytest.raises(Refused, match="capacity_under_taken"):
        trips.change_trip(trip=scene.trips[0], values={"capacity": 1}, by=scene.officer, at=now)
    assert batch(scene, 1).capacity == 2


def test_what_is_over_stays_as_it_is(scene: Scene) -> None:
    Offering.objects.filter(pk=scene.programme.offering_id).update(state="done")
    with pytest.raises(Refused, match="programme_over"):
        trips.change_trip(trip=scene.trips[0], values={"bus": "x"}, by=scene.officer, at=timezone.now())


def test_a_route_of_another_county_is_not_used(scene: Scene) -> None:
    now, other = timezone.now(), neighbour()
    assert other.union is not None
    base = bases.add_base(union=other.union, values={"name": "乙山"}, by=other, at=now)
    route = bases.add_route(base=base, values={"name": "乙山一日"}, by=other, at=now)
    with pytest.raises(Refused, match="route_near"):
        trips.change_trip(trip=scene.trips[0], values={"route": route}, by=scene.officer, at=now)


def test_names_of_bases_and_routes_are_taken_once(scene: Scene) -> None:
    now, base = timezone.now(), scene.route.base
    with pytest.raises(Refused, match="base_name_taken"):
        bases.add_base(union=scene.county, values={"name": "甲山"}, by=scene.officer, at=now)
    with pytest.raises(Refused, match="route_name_taken"):
        bases.add_route(base=base, values={"name": "甲山一日"}, by=scene.officer, at=now)
    second = bases.add_base(union=scene.county, values={"name": "甲水"}, by=scene.officer, at=now)
    with pytest.raises(Refused, match="base_name_taken"):
        bases.change_base(base=second, values={"name": "甲山"}, by=scene.officer, at=now)


def test_costs_are_shared_by_those_who_go(scene: Scene) -> None:
    now, first = timezone.now(), scene.trips[0]
    for agreed in (True, True):
        seats.place_by_hand(
            application=scene.applicant(), batch=first.batch, why="试", agreed=agreed, by=scene.officer, at=now
        )
    money.add_cost(trip=first, kind="meals", fen=30_002, note="", by=scene.officer, at=now)
    kept = money.add_cost(trip=first, kind="other", fen=20_000, note="", by=scene.officer, at=now)
    [bill] = desk_money.bills(scene.programme, [first])
    assert (bill.bill.heads, bill.bill.person_fen) == (2, 25_001)
    assert [one.code for one in bill.excesses] == ["day_over"]
    assert desk_money.over_year(scene.programme) == 0
    money.drop_cost(cost=kept, by=scene.officer, at=now)
    assert desk_money.bills(scene.programme, [first])[0].excesses == []
    assert Entry.objects.get(verb="trips.cost_dropped").facts["fen"] == 20_000
    with pytest.raises(Refused, match="cost_some"):
        money.add_cost(trip=first, kind="meals", fen=0, note="", by=scene.officer, at=now)


def test_two_trips_of_a_year_count_together(scene: Scene) -> None:
    now, person = timezone.now(), make_person(make_union())
    for trip in scene.trips[:1]:
        application = scene.applicant(person=person)
        seats.place_by_hand(application=application, batch=trip.batch, why="试", agreed=True, by=scene.officer, at=now)
        money.add_cost(trip=trip, kind="meals", fen=16_000, note="", by=scene.officer, at=now)
    assert desk_money.over_year(scene.programme) == 0
    second = programmes.draw_up(
        union=scene.county,
        values=words(now),
        season=season(timezone.localdate() + datetime.timedelta(days=90), count=1),
        by=scene.officer,
        at=now,
    )
    trip = Trip.objects.select_related("batch__offering", "programme").get(programme=second)
    like = Scene(scene.county, scene.street, scene.officer, scene.route, second)
    seats.place_by_hand(
        application=like.applicant(person=person), batch=trip.batch, why="试", agreed=True, by=scene.officer, at=now
    )
    money.add_cost(trip=trip, kind="meals", fen=16_000, note="", by=scene.officer, at=now)
    assert desk_money.over_year(scene.programme) == 1


def test_an_officers_no_has_a_reason_and_can_be_taken_back(scene: Scene) -> None:
    now, application = timezone.now(), scene.applicant()
    with pytest.raises(Refused, match="why_needed"):
        refusing.turn_down(application=application, why=" ", by=scene.officer, at=now)
    refusing.turn_down(application=application, why="不在职", by=scene.officer, at=now)
    assert (application.state, application.reasons[0]["facts"]["why"]) == ("refused", "不在职")
    with pytest.raises(Refused, match="application_step"):
        refusing.turn_down(application=application, why="不在职", by=scene.officer, at=now)
    refusing.let_in(application=application, by=scene.officer, at=now)
    assert (application.state, application.reasons) == ("standing", [])


def test_whoever_has_a_seat_is_not_turned_down(scene: Scene) -> None:
    now, application = timezone.now(), scene.applicant()
    seats.place_by_hand(application=application, batch=batch(scene, 1), why="试", by=scene.officer, at=now)
    with pytest.raises(Refused, match="application_seated"):
        refusing.turn_down(application=application, why="x", by=scene.officer, at=now)


def _acts(scene: Scene) -> list[tuple[Any, dict[str, Any]]]:
    now, first = timezone.now(), scene.trips[0]
    cost = Cost.objects.create(trip=first, kind="meals", fen=1, at=now, union_path=first.union_path)
    return [
        (bases.add_base, {"union": scene.county, "values": {"name": "x"}}),
        (bases.change_base, {"base": scene.route.base, "values": {"name": "x"}}),
        (bases.add_route, {"base": scene.route.base, "values": {"name": "x"}}),
        (bases.change_route, {"route": scene.route, "values": {"name": "x"}}),
        (programmes.draw_up, {"union": scene.county, "values": words(now), "season": None}),
        (programmes.copy, {"source": scene.programme, "union": scene.county, "values": words(now)}),
        (programmes.change, {"programme": scene.programme, "values": {"year": 2030}}),
        (programmes.ask_after, {"programme": scene.programme, "survey": None}),
        (trips.change_trip, {"trip": first, "values": {"bus": "x"}}),
        (trips.add_trip, {"programme": scene.programme, "starts_at": now, "ends_at": now, "capacity": 1}),
        (money.add_cost, {"trip": first, "kind": "meals", "fen": 5, "note": ""}),
        (money.drop_cost, {"cost": cost}),
        (lists.take_roster, {"trip": first, "form": "pdf", "people": 0}),
        (lists.take_insurance_list, {"trip": first, "form": "pdf", "people": 0}),
        (lists.take_applications, {"programme": scene.programme, "people": 0}),
        (offerings.move, {"offering": scene.programme.offering, "to": "closed"}),
        (offerings.set_groups, {"offering": scene.programme.offering, "groups": [("x", ())]}),
        (offerings.set_quota, {"offering": scene.programme.offering, "union": scene.street, "guarantee": 1}),
        (refusing.turn_down, {"application": scene.applicant(), "why": "x"}),
        (refusing.let_in, {"application": scene.applicant()}),
    ]


def test_no_act_of_the_desk_is_open_to_a_neighbour(scene: Scene) -> None:
    stranger, now = neighbour(), timezone.now()
    before = Entry.objects.count()
    for act, facts in _acts(scene):
        with pytest.raises(Refused, match="role_officer"):
            act(**facts, by=stranger, at=now)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("to", "why", "code"),
    [("done", "", "offering_step"), ("sealed", "", "offering_step"), ("cancelled", " ", "why_needed")],
)
def test_steps_that_are_not_taken(scene: Scene, to: str, why: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        offerings.move(offering=scene.programme.offering, to=to, why=why, by=scene.officer, at=timezone.now())


def test_nothing_opens_without_a_batch() -> None:
    scene = make_scene(is_open=False)
    Trip.objects.all().delete()
    Batch.objects.all().delete()
    with pytest.raises(Refused, match="offering_batches"):
        offerings.move(offering=scene.programme.offering, to="open", by=scene.officer, at=timezone.now())


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        ([("", ("courier",))], "groups_named"),
        ([("a", ()), ("b", ("rider",))], "groups_open_end"),
        ([("a", ("rider",)), ("b", ("rider",))], "groups_apart"),
    ],
)
def test_groups_that_make_no_order(scene: Scene, groups: list[tuple[str, tuple[str, ...]]], code: str) -> None:
    with pytest.raises(Refused, match=code):
        offerings.set_groups(offering=scene.programme.offering, groups=groups, by=scene.officer, at=timezone.now())


def test_a_group_somebody_stands_in_is_not_dropped(scene: Scene) -> None:
    application = scene.applicant()
    application.group = scene.programme.offering.groups.get(rank=2)
    application.save()
    with pytest.raises(Refused, match="group_in_use"):
        offerings.set_groups(
            offering=scene.programme.offering, groups=[("一", ())], by=scene.officer, at=timezone.now()
        )


def test_how_people_are_chosen_is_settled_by_opening(scene: Scene) -> None:
    with pytest.raises(Refused, match="mode_settled"):
        programmes.change(programme=scene.programme, values={"mode": "first_come"}, by=scene.officer, at=timezone.now())
    changed = programmes.change(
        programme=scene.programme, values={"title": "新名", "year": 2030}, by=scene.officer, at=timezone.now()
    )
    assert changed == ["title", "year"]
