"""By phone and code: one person one record, tries and time run out, nobody learns who is known."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from xinlian.journal.models import Entry
from xinlian.people import limits, rules
from xinlian.people.actions.codes import ask_again, ask_code
from xinlian.people.actions.sign_in import enter
from xinlian.people.models import Code, Person
from xinlian.people.sms import Console
from xinlian.people.tests.post import POST, Post, sign_in
from xinlian.rows.refusals import Refused
from xinlian.testing.make import impossible_phone, make_person, make_union

pytestmark = pytest.mark.django_db
PHONE = "19912345678"
NOW = timezone.now()


def later(seconds: float) -> datetime.datetime:
    return NOW + datetime.timedelta(seconds=seconds)


def ask(phone: str = PHONE, address: str = "203.0.113.1", at: datetime.datetime = NOW) -> Code:
    return ask_code(act="sign_in", phone=phone, address=address, by=None, at=at)


def in_as(client: Client) -> str:
    return str(client.session.get("_auth_user_id", ""))


def verbs() -> list[str]:
    return list(Entry.objects.order_by("id").values_list("verb", flat=True))


def test_a_new_phone_becomes_a_person_only_with_the_right_code(client: Client, post: Post) -> None:
    client.post("/sign-in/", {"phone": "+86 199 1234 5678"})
    assert not Person.objects.exists()
    client.post("/sign-in/code/", {"code": "000000" if post.code_for(PHONE) != "000000" else "000001"})
    assert not Person.objects.exists()
    answer = client.post("/sign-in/code/", {"code": post.code_for(PHONE)})
    person = Person.objects.get()
    assert answer.status_code == 302
    assert in_as(client) == str(person.pk)
    assert (person.phone, person.origin, person.union) == (PHONE, "self", None)
    assert person.phone_verified_at is not None
    assert person.seen_at is not None
    assert not person.has_usable_password()


def test_whom_an_officer_imported_is_found_by_phone(client: Client, post: Post) -> None:
    imported = make_person(make_union(), phone=PHONE, origin="import", name="甲")
    sign_in(client, post, PHONE)
    assert Person.objects.count() == 1
    assert in_as(client) == str(imported.pk)
    imported.refresh_from_db()
    assert imported.name == "甲"
    assert imported.phone_verified_at is not None


def test_twice_is_the_same_person(client: Client, post: Post) -> None:
    sign_in(client, post, PHONE)
    first = in_as(client)
    client.post("/sign-out/")
    assert in_as(client) == ""
    Code.objects.update(asked_at=NOW - datetime.timedelta(minutes=2))
    sign_in(client, post, PHONE)
    assert in_as(client) == first


def test_the_answer_is_the_same_for_known_and_unknown_phones(post: Post) -> None:
    make_person(phone=PHONE)
    make_person(phone=impossible_phone(7), is_active=False)
    pages: list[tuple[Any, ...]] = []
    for phone in (PHONE, impossible_phone(7), impossible_phone(8)):
        client = Client()
        answer = client.post("/sign-in/", {"phone": phone}, follow=True)
        body = answer.content.decode().replace(phone[:3] + "****" + phone[-4:], "MASK")
        pages.append((answer.redirect_chain, len(body), client.session.keys()))
    assert post.count == 3
    assert pages[0] == pages[1] == pages[2]


def test_a_stopped_person_is_told_so_only_with_the_code(client: Client, post: Post) -> None:
    make_person(phone=PHONE, is_active=False)
    client.post("/sign-in/", {"phone": PHONE})
    answer = client.post("/sign-in/code/", {"code": post.code_for(PHONE)})
    assert answer["Location"] == "/accounts/inactive/"
    assert in_as(client) == ""


def test_five_wrong_tries_end_a_code(post: Post) -> None:
    code = ask()
    right = post.code_for(PHONE)
    wrong = "000000" if right != "000000" else "000001"
    for _ in range(rules.TRIES):
        assert enter(ticket=code.uid, digits=wrong, by=None, at=NOW) == (None, "code_wrong")
    assert enter(ticket=code.uid, digits=right, by=None, at=NOW) == (None, "code_over")
    assert not Person.objects.exists()


def test_a_code_ends_after_five_minutes_and_after_use(post: Post) -> None:
    code = ask()
    right = post.code_for(PHONE)
    assert enter(ticket=code.uid, digits=right, by=None, at=later(300)) == (None, "code_over")
    assert enter(ticket=code.uid, digits=right, by=None, at=later(299))[0] is not None
    assert enter(ticket=code.uid, digits=right, by=None, at=later(299)) == (None, "code_over")
    assert Code.objects.get().digits is None


def test_a_code_for_another_act_opens_nothing(post: Post) -> None:
    me = make_person(phone=PHONE)
    code = ask_code(act="erase", phone=PHONE, address="x", by=me, at=NOW)
    assert enter(ticket=code.uid, digits=post.code_for(PHONE), by=None, at=NOW) == (None, "code_over")
    assert enter(ticket=uuid.uuid4(), digits="123456", by=None, at=NOW) == (None, "code_over")


def test_one_code_a_minute_then_the_same_digits_again(post: Post) -> None:
    code = ask()
    first = post.code_for(PHONE)
    with pytest.raises(Refused, match="code_wait"):
        ask(at=later(59))
    with pytest.raises(Refused, match="code_wait"):
        ask_again(code=code, address="x", by=None, at=later(30))
    ask_again(code=code, address="x", by=None, at=later(61))
    assert post.count == 2
    assert post.code_for(PHONE) == first
    code.refresh_from_db()
    assert code.ends_at == later(61) + rules.CODE_STANDS


def test_what_is_printed_on_one_s_own_terminal_needs_no_wait(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(12):
        ask()
    assert Code.objects.count() == 12


def test_five_codes_an_hour_for_a_phone_however_many_addresses(post: Post) -> None:
    began = NOW.replace(minute=0, second=0)  # limits count by the clock's hours
    for number in range(5):
        ask(address=f"203.0.113.{number}", at=began + datetime.timedelta(seconds=61 * number))
    with pytest.raises(Refused, match="limit_reached"):
        ask(address="203.0.113.99", at=began + datetime.timedelta(seconds=61 * 5))
    assert post.count == 5


def test_an_address_has_its_own_limit(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "PER_ADDRESS", ((2, 3600),))
    ask(impossible_phone(1))
    ask(impossible_phone(2))
    with pytest.raises(Refused, match="limit_reached"):
        ask(impossible_phone(3))
    ask(impossible_phone(3), address="203.0.113.2")


def test_too_often_is_a_page_in_words(client: Client, post: Post) -> None:
    for _ in range(40):
        limits.limited("code from 127.0.0.1", 40, 3600, timezone.now())
    answer = client.post("/sign-in/", {"phone": PHONE})
    assert answer.status_code == 429
    assert "请过" in answer.content.decode()
    assert post.count == 0


@pytest.mark.parametrize("phone", ["", "12345", "13800", "20012345678"])
def test_what_is_no_phone_is_said_beside_the_field(client: Client, phone: str) -> None:
    answer = client.post("/sign-in/", {"phone": phone})
    assert answer.status_code == 200
    assert answer.context["form"].errors["phone"]
    assert not Code.objects.exists()


@pytest.mark.parametrize("typed", ["１２３４５６", " 12 34 56 "])
def test_digits_are_forgiven_their_shape(client: Client, post: Post, typed: str) -> None:
    client.post("/sign-in/", {"phone": PHONE})
    Code.objects.update(digits="123456")
    client.post("/sign-in/code/", {"code": typed})
    assert in_as(client)


def test_comes_back_to_where_one_was_sent_from(client: Client, post: Post) -> None:
    assert client.get("/me/data/")["Location"] == "/sign-in/?next=/me/data/"
    sent = client.post("/sign-in/", {"phone": PHONE, "next": "/me/data/"})
    assert sent["Location"] == "/sign-in/code/?next=%2Fme%2Fdata%2F"
    assert 'value="/me/data/"' in client.get(sent["Location"]).content.decode()
    back = client.post("/sign-in/code/", {"code": post.code_for(PHONE), "next": "/me/data/"})
    assert back["Location"] == "/me/data/"


@pytest.mark.parametrize(
    "wanted",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "http:evil.example"],
)
def test_never_leads_out_of_the_site(client: Client, post: Post, wanted: str) -> None:
    sent = client.post("/sign-in/", {"phone": PHONE, "next": wanted})
    assert sent["Location"] == "/sign-in/code/"
    back = client.post("/sign-in/code/", {"code": post.code_for(PHONE), "next": wanted})
    assert back["Location"] == "/"
    again = client.get("/sign-in/", {"next": wanted})
    assert again["Location"] == "/me/"


def test_the_session_holds_neither_phone_nor_code(client: Client, post: Post) -> None:
    client.post("/sign-in/", {"phone": PHONE})
    digits = post.code_for(PHONE)
    held = str(dict(client.session.items()))
    assert PHONE not in held
    assert digits not in held
    client.post("/sign-in/code/", {"code": digits})
    assert PHONE not in str(dict(client.session.items()))


def test_a_code_page_without_a_code_leads_back(client: Client, post: Post) -> None:
    assert client.get("/sign-in/code/")["Location"] == "/sign-in/"
    client.post("/sign-in/", {"phone": PHONE})
    Code.objects.update(ends_at=NOW)
    assert client.get("/sign-in/code/?next=/me/")["Location"] == "/sign-in/?next=%2Fme%2F"


def test_the_journal_tells_and_names_nobody(client: Client, post: Post) -> None:
    sign_in(client, post, PHONE)
    client.post("/sign-out/")
    assert verbs() == ["code.asked", "person.signed_up", "sign_in.done", "sign_out.done"]
    told = " ".join(f"{entry.verb} {entry.facts}" for entry in Entry.objects.all())
    assert PHONE not in told
    assert Entry.objects.get(verb="sign_in.done").facts == {"how": "code"}


def test_without_a_gateway_production_says_so(client: Client, settings: Settings) -> None:
    settings.PRODUCTION = True
    answer = client.post("/sign-in/", {"phone": PHONE})
    assert "没有接通短信" in answer.content.decode()
    with pytest.raises(OSError, match="XINLIAN_SMS_SENDER"):
        Console().send(PHONE, "123456")


def test_the_console_shows_the_end_of_the_number_only(capsys: pytest.CaptureFixture[str]) -> None:
    Console().send(PHONE, "123456 是验证码")
    printed = capsys.readouterr().err
    assert "123456" in printed
    assert PHONE not in printed


def test_the_demo_says_where_the_code_is_and_a_real_site_does_not(client: Client, post: Post) -> None:
    assert "终端" not in client.get("/sign-in/").content.decode()


def test_a_message_is_in_the_reader_s_language(client: Client, post: Post) -> None:
    client.cookies["language"] = "en"
    client.post("/sign-in/", {"phone": PHONE})
    assert post.code_for(PHONE)

    assert POST.sent[-1][1].isascii()
