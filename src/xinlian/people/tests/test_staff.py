"""User name and password: lock-out, second factor, idle logout, the admin behind the same door."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import NoReverseMatch, reverse
from pytest_django import Settings

from xinlian.journal.models import Entry
from xinlian.people.models import Person, Union
from xinlian.people.tests.post import Post
from xinlian.testing.make import make_grant, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
PASSWORD = "four plain words here"
LOGIN = "/accounts/login/"


@pytest.fixture
def union() -> Union:
    return make_union()


@pytest.fixture
def officer(union: Union) -> Person:
    return make_officer(union, username="officer", password=PASSWORD)


def log_in(client: Client, username: str = "officer", password: str = PASSWORD, **more: str) -> str:
    answer = client.post(LOGIN, {"login": username, "password": password, **more})
    return str(answer.headers.get("Location", answer.status_code))


def inside(client: Client) -> bool:
    return "_auth_user_id" in client.session


def give_totp(person: Person) -> str:
    secret = base64.b32encode(b"0123456789abcdefghij").decode()
    TOTP.activate(person, secret)
    return secret


def totp_now(secret: str) -> str:
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[offset : offset + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def test_staff_come_in_and_land_on_the_desk(client: Client, officer: Person) -> None:
    assert log_in(client) == "/desk/"
    assert inside(client)
    entry = Entry.objects.get(verb="sign_in.done")
    assert (entry.actor_id, entry.facts) == (officer.pk, {"how": "password"})


def test_a_password_session_ends_with_the_browser(client: Client, officer: Person) -> None:
    log_in(client)
    assert client.session.get_expire_at_browser_close()


def test_next_is_kept_and_never_leads_out(client: Client, officer: Person) -> None:
    assert client.get("/desk/")["Location"] == f"{LOGIN}?next=/desk/"
    assert log_in(Client(), next="/me/data/") == "/me/data/"
    assert log_in(Client(), next="https://evil.example/") == "/desk/"
    assert log_in(Client(), next="//evil.example") == "/desk/"


def test_five_wrong_passwords_lock_this_name_from_this_address(client: Client, officer: Person, union: Union) -> None:
    make_officer(union, username="other", password=PASSWORD)
    for _ in range(5):
        assert log_in(client, password="wrong") in ("200", "429")
    answer = client.post(LOGIN, {"login": "officer", "password": PASSWORD})
    assert answer.status_code == 429
    assert "15 分钟" in answer.content.decode()
    assert not inside(client)
    elsewhere = Client(REMOTE_ADDR="203.0.113.8")
    assert log_in(elsewhere) == "/desk/"
    assert log_in(Client(), username="other") == "/desk/"
    assert Entry.objects.filter(verb="sign_in.failed").count() >= 5
    assert not any("officer" in str(entry.facts) for entry in Entry.objects.all())


def test_the_lock_believes_the_proxy_and_not_the_client(client: Client, officer: Person, settings: Settings) -> None:
    settings.PROXIES = 1
    for number in range(5):
        client.post(
            LOGIN, {"login": "officer", "password": "x"}, headers={"X-Forwarded-For": f"9.9.9.{number}, 1.1.1.1"}
        )
    locked = client.post(
        LOGIN, {"login": "officer", "password": PASSWORD}, headers={"X-Forwarded-For": "8.8.8.8, 1.1.1.1"}
    )
    assert locked.status_code == 429
    free = Client().post(
        LOGIN, {"login": "officer", "password": PASSWORD}, headers={"X-Forwarded-For": "1.1.1.1, 2.2.2.2"}
    )
    assert free.status_code == 302


def test_wrong_name_and_wrong_password_answer_alike(officer: Person) -> None:
    known = Client().post(LOGIN, {"login": "officer", "password": "wrong wrong"})
    unknown = Client().post(LOGIN, {"login": "nobody1", "password": "wrong wrong"})
    assert known.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert known.status_code == unknown.status_code


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_reset_password", "account_verify_phone"])
def test_what_nobody_needs_has_no_address(client: Client, name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/email/", "/accounts/password/reset/", "/accounts/"])
def test_nor_do_their_addresses_answer(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_second_factor_is_asked_for_and_a_wrong_one_does_not_open(client: Client, officer: Person) -> None:
    secret = give_totp(officer)
    assert log_in(client) == "/accounts/2fa/authenticate/"
    assert not inside(client)
    assert client.get("/desk/").status_code == 302
    right = totp_now(secret)
    client.post("/accounts/2fa/authenticate/", {"code": f"{(int(right) + 1) % 10**6:06d}"})
    assert not inside(client)
    assert Entry.objects.get(verb="sign_in.failed").facts == {"how": "second_factor"}
    client.post("/accounts/2fa/authenticate/", {"code": right})
    assert inside(client)
    assert Entry.objects.get(verb="sign_in.done").facts == {"how": "password+totp"}


def test_the_phone_does_not_go_round_the_second_factor(client: Client, officer: Person, post: Post) -> None:
    give_totp(officer)
    client.post("/sign-in/", {"phone": officer.phone})
    answer = client.post("/sign-in/code/", {"code": post.code_for(str(officer.phone))})
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert not inside(client)


def test_secrets_of_the_second_factor_lie_sealed(officer: Person) -> None:
    secret = give_totp(officer)
    held = str(Authenticator.objects.get(user=officer).data)
    assert secret not in held
    assert TOTP(Authenticator.objects.get(user=officer)).validate_code(totp_now(secret))


def test_where_a_second_factor_is_required_the_desk_waits_for_it(
    client: Client, officer: Person, settings: Settings
) -> None:
    settings.STAFF_SECOND_FACTOR = "required"
    log_in(client)
    answer = client.get("/desk/")
    assert answer["Location"] == "/accounts/2fa/"
    assert "第二道验证" in str(next(iter(get_messages(answer.wsgi_request))))
    give_totp(officer)
    assert client.get("/desk/").status_code == 200


def test_a_keeper_s_code_is_enough(client: Client, union: Union, settings: Settings) -> None:
    settings.STAFF_SECOND_FACTOR = "required"
    client.force_login(make_officer(union, role="keeper"))
    assert client.get("/desk/").status_code == 200


def test_a_given_password_is_changed_before_the_desk_opens(client: Client, officer: Person) -> None:
    Person.objects.filter(pk=officer.pk).update(must_change_password=True)
    log_in(client)
    assert client.get("/desk/")["Location"] == "/accounts/password/"
    new = "another four plain words"
    wrong = client.post("/accounts/password/", {"oldpassword": "no", "password1": new, "password2": new})
    assert wrong.context["form"].errors["oldpassword"]
    client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/desk/").status_code == 200
    assert Entry.objects.filter(verb="staff_login.password_changed", actor_id=officer.pk).exists()
    assert log_in(Client(), password=new) == "/desk/"


def test_a_changed_password_ends_other_sessions(client: Client, officer: Person) -> None:
    other = Client()
    log_in(other)
    log_in(client)
    new = "another four plain words"
    client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302


@pytest.mark.parametrize("weak", ["short", "1234567890123", "passwordpassword"[:8]])
def test_weak_passwords_are_refused_in_words(client: Client, officer: Person, weak: str) -> None:
    log_in(client)
    answer = client.post("/accounts/password/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
    assert answer.context["form"].errors


def test_idle_staff_are_signed_out_and_workers_are_not(client: Client, officer: Person, settings: Settings) -> None:
    worker = Client()
    worker.force_login(make_person())
    client.force_login(officer)
    for one in (client, worker):
        assert one.get("/me/").status_code == 200
        session = one.session
        session["seen_at"] = time.time() - settings.IDLE_MINUTES_STAFF * 60 - 1
        session.save()
    assert client.get("/desk/")["Location"] == f"{LOGIN}?next=/desk/"
    assert not inside(client)
    assert Entry.objects.get(verb="sign_out.done").facts == {"why": "idle"}
    assert "已经替您退出" in client.get(LOGIN).content.decode()
    log_in(client)
    client.post("/sign-out/")
    assert "已经替您退出" not in client.get(LOGIN).content.decode()
    assert worker.get("/me/").status_code == 200


def test_almost_idle_staff_stay(client: Client, officer: Person, settings: Settings) -> None:
    client.force_login(officer)
    client.get("/me/")
    session = client.session
    session["seen_at"] = time.time() - settings.IDLE_MINUTES_STAFF * 60 + 30
    session.save()
    assert client.get("/desk/").status_code == 200


def test_the_admin_has_no_door_of_its_own(client: Client, officer: Person, settings: Settings) -> None:
    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith(LOGIN)
    assert client.post("/admin/login/", {"username": "root", "password": PASSWORD}).status_code == 302
    client.force_login(officer)
    assert client.get("/admin/").status_code == 302
    root = Person.objects.create_superuser("root", PASSWORD, made_at=officer.made_at)
    client.force_login(root)
    assert client.get("/admin/").status_code == 200
    settings.STAFF_SECOND_FACTOR = "required"
    assert client.get("/admin/").status_code == 302


def test_who_holds_a_role_sets_a_user_name_after_a_code(client: Client, union: Union, post: Post) -> None:
    person = make_person(union)
    make_grant(person, "officer", union)
    client.post("/sign-in/", {"phone": person.phone})
    client.post("/sign-in/code/", {"code": post.code_for(str(person.phone))})
    data = {"username": "new.officer", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/me/login/", data)["Location"] == "/me/"
    assert log_in(Client(), username="new.officer") == "/desk/"
    assert client.get("/me/").status_code == 200


def test_not_without_a_role_and_not_with_an_old_session(client: Client, officer: Person) -> None:
    client.force_login(make_person())
    assert client.get("/me/login/").status_code == 403
    client.force_login(officer)
    data = {"username": "officer", "password1": "x" * 5 + " y z w v u t", "password2": "x" * 5 + " y z w v u t"}
    answer = client.post("/me/login/", data)
    assert "手机验证码" in str(answer.context["form"].non_field_errors())
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_a_taken_user_name_is_said_beside_the_field(client: Client, officer: Person, union: Union, post: Post) -> None:
    person = make_person(union)
    make_grant(person, "keeper", union)
    client.force_login(person)
    data = {"username": "OFFICER", "password1": PASSWORD, "password2": PASSWORD}
    assert client.post("/me/login/", data).context["form"].errors["username"]


def test_devices_are_listed_and_ended(client: Client, officer: Person) -> None:
    other = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 13) MicroMessenger/8.0 Chrome/110")
    log_in(other)
    log_in(client)
    page = client.get("/me/devices/").content.decode()
    assert "微信 · Android" in page
    stranger = make_person()
    client_of_stranger = Client()
    client_of_stranger.force_login(stranger)
    rows = client.get("/me/devices/").context["rows"]
    far = next(row["one"].pk for row in rows if not row["here"])
    client_of_stranger.post("/me/devices/", {"device": far})
    assert other.get("/me/").status_code == 200
    client.post("/me/devices/", {"device": far})
    assert other.get("/me/").status_code == 302
    assert client.get("/me/").status_code == 200
    assert Entry.objects.filter(verb="devices.ended", actor_id=officer.pk).exists()


def test_all_other_devices_at_once(client: Client, officer: Person) -> None:
    others = [Client(), Client()]
    for one in (*others, client):
        log_in(one)
    client.post("/me/devices/", {"device": "all"})
    assert [one.get("/me/").status_code for one in (*others, client)] == [302, 302, 200]


def test_signing_out_takes_a_post(client: Client, officer: Person) -> None:
    log_in(client)
    assert client.get("/sign-out/").status_code == 405
    assert inside(client)
    client.post("/sign-out/")
    assert not inside(client)
