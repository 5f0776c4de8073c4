"""The inbox, one's choices, the desk: what they show, to whom, with how many queries."""

import datetime
from collections.abc import Iterable

import pytest
from django.test import Client
from django.utils import timezone

from xinlian.notices.actions import tell
from xinlian.notices.models import Delivery, Mute, Notice
from xinlian.notices.tests.kinds import TRIP
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def browser(person: Person | None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


@pytest.fixture
def union() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def worker(union: Union) -> Person:
    return make_person(union)


@pytest.fixture
def officer(union: Union) -> Person:
    return make_officer(union)


def say(to: Person, key: str = "k", trip: str = "甲线", url: str = "", kind: str = "tests.trip") -> Notice:
    tell(to=to, kind=kind, facts={"trip": trip}, key=key, url=url, by=None, at=timezone.now())
    return Notice.objects.get(person=to, key=key)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_the_newest_stands_first_and_what_is_unread_says_so(worker: Person) -> None:
    client = browser(worker)
    assert "还没有通知" in page(client, "/me/notices/")
    say(worker, "a", "甲线")
    second = say(worker, "b", "乙线", "/stations/")
    text = page(client, "/me/notices/")
    assert text.index("您中签了：乙线") < text.index("您中签了：甲线")
    assert text.count('<span class="pill info">') == 2
    assert "2 条没看" in text
    assert "2 条没看" in page(client, "/me/")
    opened = client.get(f"/me/notices/{second.uid}/")
    assert (opened.status_code, opened["Location"]) == (302, "/stations/")
    second.refresh_from_db()
    first_read = second.read_at
    client.get(f"/me/notices/{second.uid}/")
    second.refresh_from_db()
    assert second.read_at == first_read is not None
    assert "1 条没看" in page(client, "/me/notices/")
    assert "您中签了：甲线" in page(client, "/")
    client.post("/me/notices/read/")
    assert not Notice.objects.filter(read_at=None).exists()
    assert "您中签了" not in page(client, "/")
    assert "条没看" not in page(client, "/me/")


def test_a_notice_that_leads_nowhere_comes_back_to_the_inbox(worker: Person) -> None:
    notice = say(worker)
    assert browser(worker).get(f"/me/notices/{notice.uid}/")["Location"] == "/me/notices/"


def test_what_is_told_to_others_is_not_there(worker: Person, officer: Person) -> None:
    notice = say(worker)
    client = browser(officer)
    assert client.get(f"/me/notices/{notice.uid}/").status_code == 404
    assert "甲线" not in page(client, "/me/notices/")
    client.post("/me/notices/read/")
    notice.refresh_from_db()
    assert notice.read_at is None
    for address in ("/me/notices/", "/me/notices/settings/", f"/me/notices/{notice.uid}/"):
        assert browser(None).get(address)["Location"].startswith("/sign-in/")


def test_a_kind_that_is_no_more_still_has_a_line(worker: Person) -> None:
    say(worker)
    Notice.objects.update(kind="tests.old")
    assert "tests.old" in page(browser(worker), "/me/notices/")


def test_a_full_inbox_takes_no_more_queries_and_has_pages(worker: Person, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(21):
        say(worker, str(number))
    client = browser(worker)
    client.get("/me/notices/")
    with django_assert_max_num_queries(12):
        text = page(client, "/me/notices/")
    assert text.count("您中签了：甲线") == 20
    assert page(client, "/me/notices/?page=2").count("您中签了：甲线") == 1


def test_one_chooses_what_comes_by_short_message(worker: Person) -> None:
    client = browser(worker)
    text = page(client, "/me/notices/settings/")
    assert text.count('value="tests.trip:sms" checked') == 1
    assert "这一种一定会告诉您" in text
    assert "请管理员确认驿站" not in text, "only who keeps a station meets it"
    assert "发微信" not in text
    client.post("/me/notices/settings/", {"want": []})
    ours = Mute.objects.filter(kind="tests.trip")
    assert list(ours.values_list("person", "channel")) == [(worker.pk, "sms")]
    client.post("/me/notices/settings/", {"want": ["tests.trip:sms", "nonsense", "a:b"]})
    assert not ours.exists()
    tell(to=worker, kind="stations.keeper_asked", facts={"station": "甲站"}, key="s", by=None, at=timezone.now())
    assert "请管理员确认驿站" in page(client, "/me/notices/settings/")


def test_wechat_is_offered_where_there_is_one(worker: Person, settings) -> None:  # type: ignore[no-untyped-def]
    settings.WECHAT_SENDER = "xinlian.notices.tests.kinds.Friends"
    assert "发微信" in page(browser(worker), "/me/notices/settings/")


def _cells(text: str) -> Iterable[str]:
    return [part.split("</td>")[0] for part in text.split('<td class="n">')[1:]]


def test_the_desk_counts_by_kind_and_day(officer: Person, worker: Person, union: Union) -> None:
    client = browser(officer)
    empty = page(client, "/desk/notices/")
    assert "三十天里没有通知" in empty
    assert TRIP.called in empty
    for number, state in enumerate(["sent", "failed", "failed", "lost", "waiting"]):
        notice = say(make_person(union), str(number))
        more = {"sent_at": timezone.now(), "parts": 2} if state == "sent" else {"code": "worker_ended"}
        notice.deliveries.update(state=state, **more)
    Notice.objects.filter(key="0").update(read_at=timezone.now())
    stranger = make_person(make_union())
    say(stranger, "x", "别处")
    old = say(worker, "old")
    Notice.objects.filter(pk=old.pk).update(made_at=timezone.now() - datetime.timedelta(days=31))
    text = page(client, "/desk/notices/")
    row = text[text.index("/desk/notices/tests.trip/") :]
    numbers = [cell.replace('<span class="muted">—</span>', "0") for cell in _cells(row)]
    shown = [part for cell in numbers for part in [cell.split(">")[-2].split("<")[0] if "pill" in cell else cell]]
    assert [int(part) for part in shown] == [5, 1, 1, 1, 2, 1, 2]
    kind = page(client, "/desk/notices/tests.trip/")
    assert "2 条没发出" in kind
    assert "1 条结果不明" in kind
    assert f"{timezone.localdate():%Y-%m-%d}" in kind
    assert "【试验工会】您中签了“试验线路”，请在三天内确认。" in kind
    assert client.get("/desk/notices/none/").status_code == 404


def test_an_officer_sends_again_and_a_neighbour_cannot(officer: Person, worker: Person) -> None:
    say(worker).deliveries.update(state="failed", code="gateway_refused")
    neighbour = browser(make_officer(make_union("乙县总工会")))
    assert "没发出的再发一次" not in page(neighbour, "/desk/notices/tests.trip/")
    assert "三十天里没有通知" in page(neighbour, "/desk/notices/")
    assert neighbour.post("/desk/notices/tests.trip/again/", {"state": "failed"}).status_code == 409
    assert browser(worker).get("/desk/notices/").status_code == 403
    assert browser(worker).post("/desk/notices/tests.trip/again/", {"state": "failed"}).status_code == 403
    auditor = make_officer(officer.grants.get().union, role="auditor")
    assert "没发出的再发一次" not in page(browser(auditor), "/desk/notices/tests.trip/")
    client = browser(officer)
    assert "没发出的再发一次" in page(client, "/desk/notices/tests.trip/")
    assert "通知没有发出去" in page(client, "/desk/")
    done = client.post("/desk/notices/tests.trip/again/", {"state": "failed"}, follow=True)
    assert "1 条重新排队" in done.content.decode()
    assert Delivery.objects.get().state == "waiting"
    assert client.post("/desk/notices/tests.trip/again/", {"state": "failed"}).status_code == 409


def test_the_desk_takes_the_same_queries_for_many(officer: Person, union: Union, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for number in range(30):
        say(make_person(union), str(number))
    client = browser(officer)
    client.get("/desk/notices/")
    for address in ("/desk/notices/", "/desk/notices/tests.trip/"):
        with django_assert_max_num_queries(14):
            client.get(address)


def test_ones_own_data_say_it_in_words(worker: Person) -> None:
    say(worker)
    text = page(browser(worker), "/me/data/")
    assert "疗休养" in text
    assert "您中签了：甲线" in text
