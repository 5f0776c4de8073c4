"""What becomes of a message: sent, tried again, given up, lost; never twice."""

import datetime
import logging
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from pytest_django import Settings

from xinlian.journal.models import Entry
from xinlian.notices import rules
from xinlian.notices.actions import tell
from xinlian.notices.actions.again import send_again
from xinlian.notices.due import DUE, send
from xinlian.notices.models import Delivery, Notice
from xinlian.notices.rules import Quiet
from xinlian.notices.sending import call_lost, send_what_waits
from xinlian.notices.tests.kinds import sent
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
MINUTE = datetime.timedelta(minutes=1)
GATES = "xinlian.notices.tests.kinds."


@pytest.fixture
def worker() -> Person:
    return make_person(make_union())


@pytest.fixture
def delivery(worker: Person) -> Delivery:
    tell(to=worker, kind="tests.trip", facts={"trip": "甲线"}, key="k", url="/me/", by=None, at=NOW)
    return Delivery.objects.get()


def go(at: datetime.datetime = NOW) -> int:
    return send_what_waits(lambda: at)


def test_it_goes_once_signed_and_counted(delivery: Delivery, worker: Person) -> None:
    assert [go(), go()] == [1, 0]
    assert sent() == [[worker.phone, "【试验工会】您中签了“甲线”，请在三天内确认。 https://x.test/me/"]]
    delivery.refresh_from_db()
    assert (delivery.state, delivery.sent_at, delivery.parts, delivery.tries) == ("sent", NOW, 1, 1)


def test_what_is_not_due_waits(delivery: Delivery) -> None:
    assert go(NOW - MINUTE) == 0
    assert sent() == []


def test_what_never_left_is_tried_again_and_given_up(delivery: Delivery, settings: Settings) -> None:
    settings.SMS_SENDER = GATES + "Shut"
    at = NOW
    for wait in (*rules.WAITS, None):
        assert go(at) == 0
        delivery.refresh_from_db()
        if wait is not None:
            assert (delivery.state, delivery.due_at) == ("waiting", at + wait * MINUTE)
            assert go(at) == 0, "not before its time"
            at = delivery.due_at
    assert (delivery.state, delivery.code, delivery.tries) == ("failed", "gateway_refused", rules.MOST_TRIES)


@pytest.mark.parametrize(("gate", "code"), [("Mute", "no_answer"), ("Broken", "gateway_broke")])
def test_what_may_have_left_is_lost_and_stays_so(
    delivery: Delivery, settings: Settings, gate: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SMS_SENDER = GATES + gate
    with caplog.at_level(logging.WARNING):
        go()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.code) == ("lost", code)
    phone = str(delivery.notice.person.phone)
    assert all(phone not in str(record.__dict__) for record in caplog.records)
    assert caplog.records
    settings.SMS_SENDER = GATES + "Gateway"
    assert go(NOW + datetime.timedelta(days=1)) == 0


def test_what_a_dead_worker_left_is_lost_after_ten_minutes(delivery: Delivery) -> None:
    Delivery.objects.update(state="sending", claimed_at=NOW)
    assert call_lost(NOW + rules.ENDED_AFTER) == 0
    assert call_lost(NOW + rules.ENDED_AFTER + MINUTE) == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.code) == ("lost", "worker_ended")
    assert go(NOW + datetime.timedelta(days=1)) == 0


def test_who_has_gone_or_has_no_phone_is_not_written_to(delivery: Delivery, worker: Person) -> None:
    Person.objects.filter(pk=worker.pk).update(phone=None, phone_key=None)
    go()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.code) == ("failed", "no_phone")
    Delivery.objects.update(state="waiting", code="")
    Person.objects.filter(pk=worker.pk).update(is_active=False)
    go()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.code, sent()) == ("failed", "person_gone", [])


def test_a_kind_that_is_no_more_is_not_sent(delivery: Delivery) -> None:
    Notice.objects.update(kind="tests.old")
    go()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.code) == ("failed", "kind_gone")


def test_what_should_have_gone_before_the_night_waits_too(
    delivery: Delivery, worker: Person, settings: Settings
) -> None:
    settings.QUIET_HOURS = Quiet(datetime.time(22), datetime.time(7))
    night = NOW + datetime.timedelta(hours=11)
    tell(to=worker, kind="tests.alarm", facts={}, key="alarm", by=None, at=night)
    assert go(night) == 1
    assert [text for _phone, text in sent()] == ["【试验工会】今晚停水。"]
    assert go(NOW + datetime.timedelta(hours=19)) == 1


def test_english_for_who_speaks_no_chinese(settings: Settings) -> None:
    person = make_person(languages=["en"])
    tell(to=person, kind="stations.keeper_asked", facts={"station": "甲站"}, key="k", by=None, at=NOW)
    go()
    assert "asks you to look at “甲站”" in sent()[0][1]


def test_wechat_through_a_class_that_settings_name(settings: Settings) -> None:
    settings.WECHAT_SENDER = GATES + "Friends"
    people = [make_person() for _ in range(20)]
    even = next(person for person in people if person.pk % 2 == 0)
    tell(to=even, kind="tests.trip", facts={"trip": "甲线"}, key="k", url="/a/", by=None, at=NOW)
    assert go() == 2
    assert [f"wx{even.pk}", "您中签了：甲线", "您中签了“甲线”，请在三天内确认。", "https://x.test/a/"] in sent()
    tell(to=even, kind="tests.trip", facts={"trip": "乙线"}, key="l", by=None, at=NOW)
    settings.WECHAT_SENDER = ""
    go()
    left = Delivery.objects.get(notice__key="l", channel="wechat")
    assert (left.state, left.code) == ("waiting", "gateway_refused")


def test_it_comes_round_every_minute(delivery: Delivery) -> None:
    assert ("notices.send", 60, send) in DUE
    old = make_person()
    tell(to=old, kind="tests.trip", facts={"trip": "甲线"}, key="k", by=None, at=NOW)
    Delivery.objects.filter(notice__person=old).update(state="sending", claimed_at=NOW)
    send(timezone.now())
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["lost", "sent"]


@pytest.mark.parametrize("state", ["failed", "lost"])
def test_an_officer_sends_again_what_is_theirs(delivery: Delivery, worker: Person, state: str) -> None:
    officer, neighbour = make_officer(worker.union), make_officer(make_union())
    Delivery.objects.update(state=state, code="x", tries=5)
    with pytest.raises(Refused, match="again_nothing"):
        send_again(kind="tests.trip", state=state, by=neighbour, at=NOW)
    with pytest.raises(Refused, match="again_nothing"):
        send_again(kind="tests.alarm", state=state, by=officer, at=NOW)
    with pytest.raises(Refused, match="again_nothing"):
        send_again(kind="tests.trip", state=state, by=officer, at=NOW + rules.LATEST + MINUTE)
    with pytest.raises(Refused, match="again_state"):
        send_again(kind="tests.trip", state="sent", by=officer, at=NOW)
    with pytest.raises(Refused, match="role_officer"):
        send_again(kind="tests.trip", state=state, by=worker, at=NOW)
    assert send_again(kind="tests.trip", state=state, by=officer, at=NOW) == 1
    line = Entry.objects.get(verb="notices.sent_again")
    assert (line.union_path, line.facts) == (worker.union_path, {"kind": "tests.trip", "state": state, "count": 1})
    assert go() == 1


def test_a_slow_gateway_that_answers_after_all_is_believed(delivery: Delivery, monkeypatch: pytest.MonkeyPatch) -> None:
    from xinlian.notices.tests.kinds import Gateway

    plain = Gateway.send

    def slow(self: Gateway, phone: str, text: str) -> None:
        plain(self, phone, text)
        call_lost(NOW + rules.ENDED_AFTER + MINUTE)

    monkeypatch.setattr(Gateway, "send", slow)
    assert go() == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.code) == ("sent", "")


def test_the_time_of_one_run_ends(delivery: Delivery) -> None:
    assert send_what_waits(lambda: NOW, seconds=-1.0) == 0
    assert go() == 1
