"""Keys act as their person: within their scope, while they stand, by the roles of the moment; codes on phones give short ones."""

import datetime
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people.actions import grants, person_keys
from xinlian.people.bearing import LIMITS
from xinlian.people.models import Person, PersonKey
from xinlian.people.rules import MOST_KEYS
from xinlian.people.tests.post import Post
from xinlian.rows.refusals import Refused
from xinlian.testing.clock import Clock
from xinlian.testing.make import make_grant, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
ROOT, DAY = "/api/v1/people/", datetime.timedelta(days=1)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def officer() -> Person:
    return make_officer(make_union("甲县总工会"), name="甲干部")


def made(person: Person, **more: Any) -> str:
    said = {"name": "报表", "writes": True, "days": 30, "at": timezone.now(), **more}
    return person_keys.make(by=person, **said)[1]


def me(key: str) -> Any:
    return Client().get(f"{ROOT}me", headers={"authorization": f"Bearer {key}"})


def send(path: str, said: object, key: str = "") -> Any:
    headers = {"authorization": f"Bearer {key}"} if key else {}
    return Client().post(ROOT + path, json.dumps(said), content_type="application/json", headers=headers)


def test_a_key_says_as_whom_it_acts_and_is_kept_as_a_hash_only(officer: Person) -> None:
    key = made(officer)
    said = me(key).json()
    assert (said["name"], said["roles"], said["writes"]) == (
        "甲干部",
        [{"role": "officer", "union": "甲县总工会"}],
        True,
    )
    row = PersonKey.objects.get()
    assert key not in json.dumps(list(PersonKey.objects.values()), default=str, ensure_ascii=False)
    assert (row.ends_at - row.made_at, row.union_path) == (30 * DAY, officer.union_path)
    assert row.used_at is not None
    line = Entry.objects.get(verb="person_key.made")
    assert (line.actor_id, line.facts) == (officer.pk, {"way": "page", "writes": True})


def test_what_is_no_key_opens_nothing(officer: Person) -> None:
    key = made(officer)
    for wrong in ("", "x", key[:-1], PersonKey.objects.get().key_hash):
        answer = me(wrong)
        assert (answer.status_code, answer.json()["code"]) == (401, "bearer_unknown")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    english = Client().get(f"{ROOT}me", headers={"accept-language": "en"})
    assert english.json()["words"].startswith("This interface key is not known")


def test_a_key_ends_with_its_time_its_role_its_person_and_when_it_is_ended(officer: Person) -> None:
    now = timezone.now()
    assert me(made(officer, at=now - 30 * DAY)).status_code == 401
    key = made(officer)
    row = PersonKey.objects.latest("made_at")
    with pytest.raises(Refused) as no:
        person_keys.end(key=row, by=make_person(), at=now)
    assert no.value.code == "key_yours"
    person_keys.end(key=row, by=officer, at=now)
    assert me(key).status_code == 401

    key = made(officer)
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    assert me(key).status_code == 401
    Person.objects.filter(pk=officer.pk).update(is_active=True)
    above = make_officer(officer.union)  # type: ignore[arg-type]
    assert me(key).status_code == 200
    grants.end_role(grant=officer.grants.get(), by=above, at=now - DAY)
    assert me(key).status_code == 401


@pytest.mark.parametrize(
    ("more", "code"),
    [({"name": " "}, "key_name"), ({"name": "长" * 61}, "key_name"), ({"days": 366}, "key_days"), ({"days": 0}, "key_days")],
)  # fmt: skip
def test_a_key_has_a_name_and_a_year_at_most(officer: Person, more: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as no:
        made(officer, **more)
    assert no.value.code == code
    assert not PersonKey.objects.exists()


def test_only_who_holds_a_role_makes_keys_and_ten_at_most(officer: Person) -> None:
    with pytest.raises(Refused) as no:
        made(make_person(officer.union))
    assert no.value.code == "key_role"
    for _ in range(MOST_KEYS):
        made(officer)
    with pytest.raises(Refused) as no:
        made(officer)
    assert no.value.code == "key_many"


def test_a_key_that_reads_only_writes_nothing(officer: Person) -> None:
    key = made(officer, writes=False)
    answer = Client().delete(f"{ROOT}keys/this", headers={"authorization": f"Bearer {key}"})
    assert (answer.status_code, answer.json()["code"]) == (403, "key_reads_only")
    assert me(key).status_code == 200


def test_a_key_asks_so_often_and_no_more(officer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch, timezone.now())
    key = made(officer)
    answers = {me(key).status_code for _ in range(LIMITS[0][0])}
    assert answers == {200}
    last = me(key)
    assert (last.status_code, last.json()["code"]) == (429, "limit_reached")
    assert int(last.headers["Retry-After"]) == 60
    clock.wait(datetime.timedelta(minutes=1))
    assert me(key).status_code == 200


def test_a_code_on_a_phone_gives_a_key_for_half_a_day(post: Post) -> None:
    worker = make_person(make_union(), "19900000001", name="工")
    ticket = send("codes", {"phone": "+86 199 0000 0001"}).json()["ticket"]
    wrong = send("keys", {"ticket": ticket, "code": "000000"})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "code_wrong")
    digits = post.code_for("19900000001")
    given = send("keys", {"ticket": ticket, "code": digits}).json()
    assert me(given["key"]).json()["uid"] == str(worker.uid)
    Person.objects.filter(pk=worker.pk).update(is_active=False)
    assert me(given["key"]).status_code == 401
    Person.objects.filter(pk=worker.pk).update(is_active=True)
    again = send("keys", {"ticket": ticket, "code": digits})
    assert (again.status_code, again.json()["code"]) == (409, "code_over")
    ended = Client().delete(f"{ROOT}keys/this", headers={"authorization": f"Bearer {given['key']}"})
    assert ended.status_code == 204
    assert me(given["key"]).status_code == 401
    worker.refresh_from_db()
    assert worker.seen_at is not None


def test_a_code_opens_no_desk_but_the_work_of_a_phone(post: Post) -> None:
    union = make_union()
    officer, trainer = make_person(union, "19900000002"), make_person(union, "19900000003")
    make_grant(officer, "officer", union)
    make_grant(trainer, "trainer", union)
    answers = {}
    for phone in ("19900000002", "19900000003"):
        ticket = send("codes", {"phone": phone}).json()["ticket"]
        answers[phone] = send("keys", {"ticket": ticket, "code": post.code_for(phone)})
    assert answers["19900000002"].json()["code"] == "key_desk"
    key = answers["19900000003"].json()["key"]
    assert me(key).json()["roles"][0]["role"] == "trainer"
    make_grant(trainer, "officer", union)  # from now on a second factor is asked
    assert me(key).status_code == 401


def test_codes_are_asked_for_as_on_the_page(post: Post) -> None:
    assert send("codes", {"phone": "12345"}).json()["code"] == "phone_shape"
    assert send("codes", {"phone": "19900000004"}).status_code == 200
    soon = send("codes", {"phone": "19900000004"})
    assert (soon.status_code, soon.json()["code"]) == (409, "code_wait")
    assert post.count == 1


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff", b'{"phone": 3}', b'{"phone": "\\u0000"}'])
def test_what_cannot_be_read_is_said(body: bytes) -> None:
    answer = Client().post(f"{ROOT}codes", body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] in ("not_readable", "not_valid")


def test_on_ones_own_page_keys_are_made_shown_once_and_ended(officer: Person) -> None:
    desk = Client()
    desk.force_login(officer, backend=BACKEND)
    assert 'href="/me/keys/"' in desk.get("/me/").content.decode()
    said = desk.post("/me/keys/", {"name": "考勤程序", "writes": "1", "days": "90"}).content.decode()
    key = said.split('translate="no">')[1].split("<")[0]
    assert me(key).status_code == 200
    page = desk.get("/me/keys/").content.decode()
    assert key not in page
    assert "考勤程序" in page
    assert desk.post("/me/keys/", {"name": "x", "days": "9999"}).status_code == 422
    row = PersonKey.objects.get()
    other = Client()
    other.force_login(make_officer(make_union()), backend=BACKEND)
    assert other.post(f"/me/keys/{row.uid}/end/").status_code == 404
    assert desk.post(f"/me/keys/{row.uid}/end/").status_code == 302
    assert me(key).status_code == 401


def test_who_holds_no_role_finds_no_keys(officer: Person) -> None:
    phone = Client()
    phone.force_login(make_person(officer.union), backend=BACKEND)
    assert "/me/keys/" not in phone.get("/me/").content.decode()
    assert phone.get("/me/keys/").status_code == 403
