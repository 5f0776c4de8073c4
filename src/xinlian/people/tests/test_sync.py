"""What phones send later: found in the apps' registries, counted, answered, and never in another's name."""

import datetime
import json
import uuid

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.utils import timezone

from xinlian.people import handlers
from xinlian.people.actions.sync import LATER, Outcome, deliver
from xinlian.people.handlers import Sender
from xinlian.people.marks import COOKIE, mark
from xinlian.people.models import Person
from xinlian.people.offline_words import words
from xinlian.people.outbox import Item
from xinlian.rows.sentences import texts
from xinlian.testing.make import make_person

pytestmark = pytest.mark.django_db
NOW = timezone.now().replace(microsecond=0)
MS = int(NOW.timestamp() * 1000)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    """A room that takes notes from whoever is signed in, two in ten minutes, and answers with what it read."""
    found: list[Item] = []

    def take(item: Item, sender: Sender, at: datetime.datetime) -> dict[str, object]:
        sender.person(item)
        found.append(item)
        return {"read": item.text("text")}

    monkeypatch.setitem(handlers.handlers(), "note", take)
    monkeypatch.setitem(handlers.limits(), "note", ((2, 600),))
    return found


def note(person: Person | None = None, **more: object) -> dict[str, object]:
    return {"uid": str(uuid.uuid4()), "kind": "note", "said_at": MS, "as": mark(person), "text": "到了", **more}


def send(*items: object, by: Person | None = None) -> list[Outcome]:
    return deliver(items=items, sent_at=MS, by=by, at=NOW, address="192.0.2.1")


def codes(outcomes: list[Outcome]) -> list[str]:
    return [one.refused.code if one.refused else "ok" for one in outcomes]


def test_a_room_answers_and_the_same_thing_again_gets_the_same_answer(heard: list[Item]) -> None:
    person = make_person()
    one = note(person)
    first, second = send(one, by=person), send(one, by=person)
    assert first == second
    assert first[0].answer == {"read": "到了"}


def test_what_only_its_person_may_say_waits_for_them(heard: list[Item]) -> None:
    me, other = make_person(), make_person()
    for by in (None, other):
        outcome = send(note(me), by=by)[0]
        assert codes([outcome]) == ["sync_sign_in"]
        assert outcome.later
    assert heard == []


def test_a_limit_that_is_reached_asks_the_phone_to_come_again(heard: list[Item]) -> None:
    me = make_person()
    outcomes = send(*(note(me) for _ in range(3)), by=me)
    assert codes(outcomes) == ["ok", "ok", "limit_reached"]
    assert [one.later for one in outcomes] == [False, False, True]
    assert not send(note(me, kind="dance"), by=me)[0].later


def test_the_answer_goes_back_to_the_phone(client: Client, heard: list[Item]) -> None:
    person = make_person()
    client.force_login(person, backend=BACKEND)
    body = json.dumps({"sent_at": MS, "items": [note(person), note()]})
    good, bad = client.post("/sync/", body, content_type="application/json").json()["results"]
    assert good == {"uid": str(heard[0].uid), "ok": True, "answer": {"read": "到了"}}
    assert (bad["ok"], bad["later"], "登录" in bad["words"]) == (False, True, True)


def test_every_kind_says_how_often_and_in_which_words() -> None:
    kinds = handlers.handlers().keys()
    assert kinds
    assert handlers.limits().keys() == kinds
    assert {f"kind_{kind}" for kind in kinds} <= words().keys()
    assert texts().keys() >= LATER


def test_no_two_apps_take_the_same_kind() -> None:
    assert handlers.together([("stations", {"report": 1}), ("trips", {"check_in": 2})]) == {"report": 1, "check_in": 2}
    with pytest.raises(ImproperlyConfigured, match=r"trips\.sync: .'report'"):
        handlers.together([("stations", {"report": 1}), ("trips", {"report": 2})])


def test_the_phone_is_told_whose_it_is_and_that_it_is_nobody_s(client: Client) -> None:
    assert COOKIE not in client.get("/").cookies
    person = make_person()
    client.force_login(person, backend=BACKEND)
    assert client.get("/").cookies[COOKIE].value == mark(person)
    assert COOKIE not in client.get("/").cookies
    other = make_person()
    client.force_login(other, backend=BACKEND)
    assert client.get("/").cookies[COOKIE].value == mark(other)
    gone = client.post("/sign-out/").cookies[COOKIE]
    assert (gone.value, gone["max-age"]) == ("", 0)


def test_a_mark_that_a_phone_makes_up_is_taken_away(client: Client) -> None:
    client.cookies[COOKIE] = mark(make_person())
    assert client.get("/").cookies[COOKIE].value == ""
