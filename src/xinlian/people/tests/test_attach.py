"""A record that a union imported by ID number becomes that of who shows name and number; nothing else does."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people.actions.attach import attach
from xinlian.people.actions.consent import give
from xinlian.people.keys import id_key, phone_key
from xinlian.people.models import Consent, Person, Union
from xinlian.people.tests.post import Post, sign_in
from xinlian.rows.refusals import Refused
from xinlian.testing.make import impossible_id, impossible_phone, make_grant, make_person, make_union

pytestmark = pytest.mark.django_db
NOW = timezone.now()
NUMBER = impossible_id(1)
PHONE = impossible_phone(77)


def imported(union: Union, **more: object) -> Person:
    person = make_person(
        union, name="试验甲", id_type="mainland", id_number=NUMBER, id_key=id_key(NUMBER), origin="import", **more
    )
    Person.objects.filter(pk=person.pk).update(phone=None, phone_key=None)
    person.refresh_from_db()
    return person


def newcomer() -> Person:
    return make_person(phone=PHONE, origin="self", name="")


def test_one_person_one_record_with_everything_of_both() -> None:
    old, new = imported(make_union(), occupation="courier"), newcomer()
    give(purpose="media", by=new, at=NOW)
    found = attach(name="试验 甲", number=NUMBER, by=new, at=NOW)
    assert found.pk == old.pk
    assert list(Person.objects.all()) == [old]
    assert (found.phone, found.phone_key, found.occupation) == (PHONE, phone_key(PHONE), "courier")
    assert found.union == old.union
    assert Consent.objects.get().person == old
    assert Entry.objects.get(verb="person.attached").facts == {"before": str(new.uid)}


def test_through_the_pages_one_stays_signed_in_as_the_one_record(client: Client, post: Post) -> None:
    old = imported(make_union())
    sign_in(client, post, PHONE)
    assert "找我的登记" in client.get("/me/").content.decode()
    data = {"name": "试验甲", "id_type": "mainland", "number": NUMBER.lower()}
    assert client.post("/me/attach/", data)["Location"] == "/me/"
    assert client.session["_auth_user_id"] == str(old.pk)
    assert Person.objects.count() == 1
    assert [row["here"] for row in client.get("/me/devices/").context["rows"]] == [True]
    page = client.get("/me/").content.decode()
    assert "试验甲" in page
    assert NUMBER not in page


@pytest.mark.parametrize("name", ["试验乙", "甲"])
def test_a_wrong_name_is_answered_like_a_wrong_number(name: str) -> None:
    imported(make_union())
    me = newcomer()
    with pytest.raises(Refused, match="attach_none"):
        attach(name=name, number=NUMBER, by=me, at=NOW)
    with pytest.raises(Refused, match="attach_none"):
        attach(name="试验甲", number=impossible_id(2), by=me, at=NOW)
    assert Person.objects.count() == 2
    assert Entry.objects.filter(verb="person.attach_refused").count() == 2


def test_a_record_that_somebody_uses_is_never_given_away() -> None:
    old = imported(make_union())
    Person.objects.filter(pk=old.pk).update(phone=impossible_phone(5), phone_key=phone_key(impossible_phone(5)))
    with pytest.raises(Refused, match="attach_none"):
        attach(name="试验甲", number=NUMBER, by=newcomer(), at=NOW)
    Person.objects.filter(pk=old.pk).update(phone=None, phone_key=None, last_login=NOW)
    with pytest.raises(Refused, match="attach_none"):
        attach(name="试验甲", number=NUMBER, by=Person.objects.get(phone_key=phone_key(PHONE)), at=NOW)


def test_name_and_number_never_give_a_role() -> None:
    union = make_union()
    old = imported(union)
    make_grant(old, "officer", union)
    with pytest.raises(Refused, match="attach_by_union"):
        attach(name="试验甲", number=NUMBER, by=newcomer(), at=NOW)


def test_a_record_of_one_s_own_with_an_id_is_not_merged() -> None:
    imported(make_union())
    me = newcomer()
    Person.objects.filter(pk=me.pk).update(id_type="mainland", id_key="x")
    me.refresh_from_db()
    with pytest.raises(Refused, match="attach_by_union"):
        attach(name="试验甲", number=NUMBER, by=me, at=NOW)


def test_five_tries_a_day_and_they_count_even_when_refused() -> None:
    me = newcomer()
    for serial in range(5):
        with pytest.raises(Refused, match="attach_none"):
            attach(name="试验甲", number=impossible_id(serial + 10), by=me, at=NOW)
    imported(make_union())
    with pytest.raises(Refused, match="limit_reached"):
        attach(name="试验甲", number=NUMBER, by=me, at=NOW)
    attach(name="试验甲", number=NUMBER, by=me, at=NOW + datetime.timedelta(days=1))


def test_a_row_that_cannot_be_both_s_sends_to_the_union() -> None:
    old, me = imported(make_union()), newcomer()
    give(purpose="media", by=me, at=NOW)
    give(purpose="media", by=old, at=NOW)
    with pytest.raises(Refused, match="attach_by_union"):
        attach(name="试验甲", number=NUMBER, by=me, at=NOW)
    assert Person.objects.count() == 2
    me.refresh_from_db()
    assert me.phone == PHONE


def test_the_form_says_what_is_wrong_with_a_number(client: Client) -> None:
    client.force_login(newcomer())
    answer = client.post("/me/attach/", {"name": "试验甲", "id_type": "mainland", "number": "990000199001010010"})
    assert "核对" in str(answer.context["form"].errors["number"])
