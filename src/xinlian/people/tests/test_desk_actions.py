"""Officers keep people, roles and the tree; each guard bites, and each act stands in the journal."""

import datetime

import pytest
from django.contrib.auth.hashers import check_password
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people.actions import grants, keeping, tree
from xinlian.people.matching import Told
from xinlian.people.models import Firm, Grant, Person, Union
from xinlian.people.queries.names import firm_named
from xinlian.people.scope import viewer_of
from xinlian.rows.refusals import Refused
from xinlian.testing.make import impossible_id, impossible_phone, make_grant, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
NOW = timezone.now()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


def _told(union: Union | None, **more: object) -> Told:
    return Told(name="试验", phone=impossible_phone(70_000_001), union=union, **more)  # type: ignore[arg-type]


def test_adding_the_same_person_twice_makes_one(county: Union, officer: Person) -> None:
    first, new = keeping.add_person(told=_told(county), by=officer, at=NOW)
    assert new
    number = impossible_id(700_001)
    again, fresh = keeping.add_person(
        told=_told(county, id_type="mainland", id_number=number, occupation="rider"), by=officer, at=NOW
    )
    assert (again.pk, fresh) == (first.pk, False)
    first.refresh_from_db()
    assert (first.id_number, first.occupation, first.has_usable_password()) == (number, "rider", False)
    assert list(Entry.objects.filter(object_uid=first.uid).values_list("verb", flat=True).order_by("id")) == [
        "person.added",
        "person.corrected",
    ]


def test_nobody_is_added_without_a_number_or_outside(county: Union, officer: Person) -> None:
    with pytest.raises(Refused, match="phone_or_id_needed"):
        keeping.add_person(told=Told(name="试验", union=county), by=officer, at=NOW)
    with pytest.raises(Refused, match="role_officer"):
        keeping.add_person(told=_told(make_union("乙县")), by=officer, at=NOW)
    with pytest.raises(Refused, match="role_officer"):
        keeping.add_person(told=_told(county), by=make_officer(county, "approver"), at=NOW)
    assert not Person.objects.filter(origin="desk").exists()


def test_correcting_keeps_numbers_single_and_people_near(county: Union, officer: Person) -> None:
    one, other = make_person(county), make_person(county)
    with pytest.raises(Refused, match="phone_taken"):
        keeping.correct_person(person=one, told=Told(name="试", phone=str(other.phone)), by=officer, at=NOW)
    with pytest.raises(Refused, match="role_officer"):
        keeping.correct_person(person=one, told=Told(union=make_union("乙县")), by=officer, at=NOW)
    Person.objects.filter(pk=one.pk).update(phone_verified_at=NOW)
    one.refresh_from_db()
    with pytest.raises(Refused, match="phone_is_theirs"):
        keeping.correct_person(person=one, told=_told(None), by=officer, at=NOW)
    firm = firm_named("新快递", county)
    assert keeping.correct_person(person=one, told=Told(name="新名", employer=firm), by=officer, at=NOW) == [
        "employer",
        "name",
    ]
    assert Firm.objects.get().union == county


def test_whole_numbers_are_shown_for_a_reason_that_stays(county: Union, officer: Person) -> None:
    person = make_person(county)
    with pytest.raises(Refused, match="reason_needed"):
        keeping.reveal(person=person, reason=" ", by=officer, at=NOW)
    assert keeping.reveal(person=person, reason="通知体检", by=officer, at=NOW)["phone"] == person.phone
    entry = Entry.objects.get(verb="person.revealed")
    assert (entry.object_uid, entry.facts, entry.actor_id) == (person.uid, {"reason": "通知体检"}, officer.pk)
    with pytest.raises(Refused, match="role_officer"):
        keeping.reveal(person=make_person(make_union("乙县")), reason="通知体检", by=officer, at=NOW)


def test_lists_with_whole_numbers_are_for_approvers(county: Union, officer: Person) -> None:
    keeping.take_along(union=county, reason="核对", whole=False, rows=3, by=officer, at=NOW)
    with pytest.raises(Refused, match="role_approver_whole"):
        keeping.take_along(union=county, reason="核对", whole=True, rows=3, by=officer, at=NOW)
    keeping.take_along(union=county, reason="核对", whole=True, rows=3, by=make_officer(county, "approver"), at=NOW)
    assert Entry.objects.filter(verb="people.exported").count() == 2


def test_a_role_is_given_once_below_and_never_to_oneself(county: Union, officer: Person) -> None:
    street, person = make_union("东街工会", parent=county), make_person(county)
    grant = grants.give_role(
        person=person, role="keeper", union=street, by=officer, at=NOW, until_on=NOW.date() + 9 * DAY
    )
    assert grant.granted_by == officer
    with pytest.raises(Refused, match="role_there"):
        grants.give_role(person=person, role="keeper", union=street, by=officer, at=NOW)
    with pytest.raises(Refused, match="not_to_oneself"):
        grants.give_role(person=officer, role="approver", union=county, by=officer, at=NOW)
    with pytest.raises(Refused, match="day_past"):
        grants.give_role(person=person, role="judge", union=street, by=officer, at=NOW, until_on=NOW.date() - 9 * DAY)
    with pytest.raises(Refused, match="role_officer"):
        grants.give_role(person=person, role="judge", union=make_union("乙县"), by=officer, at=NOW)
    with pytest.raises(Refused, match="role_officer"):
        grants.give_role(person=officer, role="approver", union=county, by=make_officer(street), at=NOW)


@pytest.mark.parametrize("began", [0, 30])
def test_an_ended_role_opens_nothing_at_once(county: Union, officer: Person, began: int) -> None:
    person = make_person(county)
    grant = make_grant(person, "keeper", county, since_on=timezone.localdate(NOW) - began * DAY)
    grants.end_role(grant=grant, by=officer, at=NOW)
    assert viewer_of(person, timezone.localdate(NOW)).grants == ()
    with pytest.raises(Refused, match="role_over"):
        grants.end_role(grant=grant, by=officer, at=NOW)
    assert Grant.objects.filter(pk=grant.pk).exists() is bool(began)
    assert Entry.objects.filter(verb="role.ended").count() == 1


def test_a_login_is_opened_once_and_must_be_changed(county: Union, officer: Person) -> None:
    person = make_person(county)
    with pytest.raises(Refused, match="grant_needed"):
        grants.open_account(person=person, username="keeper.east", by=officer, at=NOW)
    make_grant(person, "keeper", county)
    password = grants.open_account(person=person, username="Keeper.East", by=officer, at=NOW)
    person.refresh_from_db()
    assert (person.username, person.must_change_password) == ("keeper.east", True)
    assert check_password(password, person.password)
    assert password not in str(list(Entry.objects.values_list("facts", flat=True)))
    other = make_person(county)
    make_grant(other, "keeper", county)
    with pytest.raises(Refused, match="username_taken"):
        grants.open_account(person=other, username="KEEPER.EAST", by=officer, at=NOW)


def test_an_officer_below_cannot_take_over_a_login_above(county: Union, officer: Person) -> None:
    street = make_union("东街工会", parent=county)
    lower, high = make_officer(street), make_person(street)
    make_grant(high, "officer", county)
    with pytest.raises(Refused, match="role_above"):
        grants.open_account(person=high, username="high", by=lower, at=NOW)


def test_unions_are_added_renamed_closed_and_opened(county: Union, officer: Person) -> None:
    east = tree.add_union(parent=county, name="东街工会", level="street", by=officer, at=NOW)
    west = tree.add_union(parent=county, name="西街工会", level="street", by=officer, at=NOW, aliases=["西街"])
    assert [east.union_path, west.union_path] == [county.union_path + "0000", county.union_path + "0001"]
    with pytest.raises(Refused, match="union_there"):
        tree.add_union(parent=county, name="东街工会", level="street", by=officer, at=NOW)
    tree.correct_union(union=east, name="东街道总工会", aliases=[], phone="", by=officer, at=NOW)
    east.refresh_from_db()
    assert (east.name, east.aliases) == ("东街道总工会", ["东街工会"])
    person = make_person(east)
    with pytest.raises(Refused, match="union_not_empty") as refused:
        tree.close_union(union=east, by=officer, at=NOW)
    assert dict(refused.value.facts) == {"unions": 0, "people": 1}
    keeping.correct_person(person=person, told=Told(union=west), by=officer, at=NOW)
    tree.close_union(union=east, by=officer, at=NOW)
    with pytest.raises(Refused, match="union_closed"):
        tree.add_union(parent=Union.objects.get(pk=east.pk), name="x", level="enterprise", by=officer, at=NOW)
    tree.open_union(union=east, by=officer, at=NOW)
    assert Union.objects.get(pk=east.pk).closed_on is None


def test_the_tree_is_shaped_from_above_only(county: Union, officer: Person) -> None:
    with pytest.raises(Refused, match="role_officer"):
        tree.close_union(union=county, by=officer, at=NOW)
    for other in (make_union("乙县"), make_union("省", level="province")):
        with pytest.raises(Refused, match="role_officer"):
            tree.add_union(parent=other, name="x", level="street", by=officer, at=NOW)
    with pytest.raises(Refused, match="role_officer"):
        tree.correct_union(union=county, name="x", aliases=[], phone="", by=make_officer(county, "auditor"), at=NOW)


def test_a_tree_of_eleven_levels_is_refused(county: Union, officer: Person) -> None:
    node = county
    for n in range(9):
        node = tree.add_union(parent=node, name=f"级{n}", level="enterprise", by=officer, at=NOW)
    assert len(node.union_path) == 40
    with pytest.raises(Refused, match="tree_too_deep"):
        tree.add_union(parent=node, name="再下", level="enterprise", by=officer, at=NOW)


def test_firms_are_kept_once_a_union(county: Union, officer: Person) -> None:
    firm = keeping.add_firm(union=county, name="试验快递", kind="employer", credit_code="", by=officer, at=NOW)
    with pytest.raises(Refused, match="firm_there"):
        keeping.add_firm(union=county, name="试验快递", kind="platform", credit_code="", by=officer, at=NOW)
    keeping.correct_firm(firm=firm, name="新名", kind="platform", credit_code="", by=officer, at=NOW)
    assert Firm.objects.get().name == "新名"
    with pytest.raises(Refused, match="role_officer"):
        keeping.correct_firm(
            firm=firm, name="x", kind="platform", credit_code="", by=make_officer(make_union()), at=NOW
        )
