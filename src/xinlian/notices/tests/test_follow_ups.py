"""What happens on the floor of people is told, in the same transaction."""

import pytest
from django.utils import timezone

from xinlian.notices.actions import tell_many
from xinlian.notices.models import Delivery, Mute, Notice
from xinlian.people.actions.attach import attach
from xinlian.people.actions.grants import give_role
from xinlian.people.actions.my_data import ask_correction, close_request
from xinlian.people.keys import id_key
from xinlian.people.models import Grant, Person, Union
from xinlian.people.who import viewer_at
from xinlian.rows.refusals import Refused
from xinlian.testing.make import impossible_id, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def union() -> Union:
    return make_union("甲县总工会")


def test_whoever_gets_a_role_hears_of_it(union: Union) -> None:
    person, officer = make_person(union), make_officer(union)
    give_role(person=person, role="keeper", union=union, by=officer, at=timezone.now())
    notice = Notice.objects.get(person=person)
    assert (notice.facts, notice.url) == ({"role": "keeper", "union": "甲县总工会"}, "/me/")
    with pytest.raises(Refused, match="role_there"):
        give_role(person=person, role="keeper", union=union, by=officer, at=timezone.now())
    assert Notice.objects.count() == 1
    assert not Delivery.objects.exists()


def test_a_notice_that_fails_takes_the_role_with_it(union: Union, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**what: object) -> None:
        raise LookupError

    monkeypatch.setitem(__import__("xinlian.notices.follow_ups", fromlist=["AFTER"]).AFTER, "role_given", fail)
    person, officer = make_person(union), make_officer(union)
    with pytest.raises(LookupError):
        give_role(person=person, role="keeper", union=union, by=officer, at=timezone.now())
    assert not Grant.objects.filter(person=person).exists()


def test_two_records_of_one_person_that_were_told_the_same_can_be_joined(union: Union) -> None:
    number = impossible_id(77)
    kept = make_person(
        union, name="试验甲", origin="import", id_type="mainland", id_number=number, id_key=id_key(number)
    )
    Person.objects.filter(pk=kept.pk).update(phone=None, phone_key=None)
    came, now = make_person(origin="self"), timezone.now()
    for key in ("both", "one"):
        to = [kept, came] if key == "both" else [came]
        tell_many(to=to, kind="tests.trip", facts={"trip": "甲线"}, key=key, by=None, at=now)
    Mute.objects.create(person=kept, kind="tests.trip", channel="sms")
    Mute.objects.create(person=came, kind="tests.trip", channel="sms")
    Notice.objects.filter(person=came).update(read_at=now)
    joined = attach(name="试验甲", number=number, by=came, at=now)
    assert joined == kept
    assert sorted(Notice.objects.values_list("person", "key")) == [(kept.pk, "both"), (kept.pk, "one")]
    assert not Notice.objects.filter(read_at=None).exists(), "the one that was read is kept"
    assert Mute.objects.get().person == kept


@pytest.mark.parametrize("state", ["done", "refused"])
def test_whoever_asked_about_their_data_hears_of_the_answer_but_not_in_the_notice(union: Union, state: str) -> None:
    person, officer, now = make_person(union), make_officer(union), timezone.now()
    request = ask_correction(wish="名字写错了", by=person, at=now)
    close_request(request=request, state=state, reason="核对过", viewer=viewer_at(officer, now), by=officer, at=now)
    notice = Notice.objects.get(person=person)
    assert (notice.facts, notice.url) == ({"state": state}, "/me/data/")
