"""Telling: once, in the caller's transaction, to whom it may concern."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from xinlian.notices.actions import To, tell, tell_many
from xinlian.notices.actions.mine import choose
from xinlian.notices.keeping import forget
from xinlian.notices.kinds import KEEP_DAYS, kinds
from xinlian.notices.models import Delivery, Mute, Notice
from xinlian.notices.rules import Quiet
from xinlian.people.actions.erase import erase_person
from xinlian.people.actions.retention import run as retention
from xinlian.people.models import Person
from xinlian.testing.make import make_person, make_union

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
FACTS = {"trip": "试验线路"}


@pytest.fixture
def worker() -> Person:
    return make_person(make_union())


def say(to: Person, key: str = "k", kind: str = "tests.trip", **more: object) -> bool:
    return tell(to=to, kind=kind, facts=more.pop("facts", FACTS), key=key, by=None, at=NOW, **more)  # type: ignore[arg-type]


def test_the_same_key_is_told_once(worker: Person) -> None:
    assert [say(worker), say(worker), say(worker, "other"), say(make_person(), "k")] == [True, False, True, True]
    notice = Notice.objects.get(person=worker, key="k")
    assert (notice.union_path, notice.shard, notice.facts) == (worker.union_path, worker.shard, FACTS)
    delivery = notice.deliveries.get()
    assert (delivery.channel, delivery.state, delivery.due_at, delivery.union_path) == (
        "sms",
        "waiting",
        NOW,
        worker.union_path,
    )


def test_what_the_caller_takes_back_was_never_told(worker: Person) -> None:
    with transaction.atomic():
        assert say(worker)
        assert (Notice.objects.count(), DBTaskResult.objects.count()) == (1, 1)
        transaction.set_rollback(True)
    assert (Notice.objects.count(), Delivery.objects.count(), DBTaskResult.objects.count()) == (0, 0, 0)


def test_a_task_waits_for_the_commit_when_something_is_due(worker: Person) -> None:
    say(worker)
    assert DBTaskResult.objects.get().args_kwargs == {"args": [], "kwargs": {}}


def test_a_missing_fact_is_found_by_the_caller(worker: Person) -> None:
    with pytest.raises(KeyError, match="trip"):
        say(worker, facts={})
    with pytest.raises(KeyError, match=r"tests\.none"):
        say(worker, kind="tests.none")
    with pytest.raises(ValueError, match="this site only"):
        say(worker, url="https://elsewhere.test/")


def test_who_cannot_be_reached_has_it_in_the_inbox_alone(worker: Person) -> None:
    silent = make_person()
    Person.objects.filter(pk=silent.pk).update(phone=None, phone_key=None)
    silent.refresh_from_db()
    gone = make_person(is_active=False)
    assert [say(silent), say(gone)] == [True, False]
    assert Notice.objects.get().person == silent
    assert tell(to=worker, kind="tests.trip", facts=FACTS, key="own", by=worker, at=NOW)
    assert not Delivery.objects.exists()


def test_wechat_only_where_a_class_says_that_it_reaches_somebody(settings: Settings) -> None:
    settings.WECHAT_SENDER = "xinlian.notices.tests.kinds.Friends"
    people = [make_person() for _ in range(4)]
    tell_many(to=people, kind="tests.trip", facts=FACTS, key="k", by=None, at=NOW)
    reached = set(Delivery.objects.filter(channel="wechat").values_list("notice__person", flat=True))
    assert reached == {person.pk for person in people if person.pk % 2 == 0}


def test_at_night_it_waits_until_morning_unless_it_is_urgent(worker: Person, settings: Settings) -> None:
    settings.QUIET_HOURS = Quiet(datetime.time(22), datetime.time(7))
    night = NOW - datetime.timedelta(hours=13)
    tell(to=worker, kind="tests.trip", facts=FACTS, key="k", by=None, at=night)
    assert Delivery.objects.get().due_at == night + datetime.timedelta(hours=8)
    assert not DBTaskResult.objects.exists()
    tell(to=worker, kind="tests.alarm", facts={}, key="alarm", by=None, at=night)
    assert Delivery.objects.get(urgent=True).due_at == night
    assert DBTaskResult.objects.count() == 1


def test_what_is_muted_stays_in_the_inbox(worker: Person) -> None:
    offered = {("tests.trip", "sms"), ("tests.alarm", "sms")}
    assert choose(wanted=set(), offered=offered, by=worker, at=NOW) == 1
    say(worker)
    tell(to=worker, kind="tests.alarm", facts={}, key="alarm", by=None, at=NOW)
    assert Notice.objects.count() == 2
    assert Delivery.objects.get().notice.kind == "tests.alarm", "what must be told cannot be muted"
    assert choose(wanted=offered, offered=offered, by=worker, at=NOW) == 0
    assert not Mute.objects.exists()


def test_a_mute_that_got_in_silences_nothing_that_must_be_told(worker: Person) -> None:
    Mute.objects.create(person=worker, kind="tests.alarm", channel="sms")
    tell(to=worker, kind="tests.alarm", facts={}, key="k", by=None, at=NOW)
    assert Delivery.objects.count() == 1


def test_many_each_with_their_own_words() -> None:
    first, second = make_person(), make_person()
    to = [To(first, {"trip": "甲线"}, "/a/"), second, To(first, {"trip": "丙线"})]
    assert tell_many(to=to, kind="tests.trip", facts={"trip": "乙线"}, key="k", url="/b/", by=None, at=NOW) == 2
    said = {notice.person: (notice.facts["trip"], notice.url) for notice in Notice.objects.all()}
    assert said == {first: ("甲线", "/a/"), second: ("乙线", "/b/")}


def test_queries_do_not_grow_with_people(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    people = [make_person() for _ in range(60)]
    with django_assert_max_num_queries(12):  # SQLite splits an insert of many columns
        tell_many(to=iter(people), kind="tests.trip", facts=FACTS, key="k", by=None, at=NOW)
    assert Delivery.objects.count() == 60


def test_it_is_said_in_the_language_of_whoever_reads() -> None:
    kind = kinds()["people.role_given"]
    facts = {"role": "keeper", "union": "甲县总工会"}
    assert kind.said(facts)[0] == "您现在是甲县总工会的驿站管理员"
    with translation.override("en"):
        assert kind.said(facts)[0] == "You now have the role “Station keeper” at 甲县总工会"
        assert kinds()["stations.keeper_asked"].recalled({})[0] == "Please look at “……”"


def test_every_kind_shows_its_example_in_both_languages() -> None:
    for kind in kinds().values():
        for language in ("zh-hans", "en"):
            with translation.override(language):
                assert "……" not in "".join(kind.preview()), kind.code


def never(**wrong: object) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.update(**wrong)


def test_the_database_is_the_last_guard(worker: Person) -> None:
    say(worker)
    notice = Notice.objects.get()
    for wrong in (
        {"state": "odd"},
        {"state": "sent"},
        {"sent_at": NOW},
        {"state": "sending"},
        {"state": "failed"},
        {"state": "lost", "code": ""},
    ):
        never(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(notice=notice, channel="sms", due_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(person=worker, key="k", kind="tests.trip", made_at=NOW)
    for url in ("https://elsewhere.test/", "//elsewhere.test/"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Notice.objects.update(url=url)
    Mute.objects.create(person=worker, kind="x", channel="sms")
    with pytest.raises(IntegrityError), transaction.atomic():
        Mute.objects.create(person=worker, kind="x", channel="sms")


def test_who_deletes_their_data_deletes_what_they_were_told(worker: Person) -> None:
    other = make_person()
    say(worker)
    say(other)
    choose(wanted=set(), offered={("tests.trip", "sms")}, by=worker, at=NOW)
    erase_person(person=worker, by=worker, at=NOW)
    assert (Notice.objects.get().person, Delivery.objects.count(), Mute.objects.count()) == (other, 1, 0)


def test_what_is_old_goes(worker: Person) -> None:
    say(worker)
    tell(to=worker, kind="tests.alarm", facts={}, key="alarm", by=None, at=NOW)
    day = datetime.timedelta(days=1)
    assert forget(NOW + 3 * day) == 0
    assert forget(NOW + 4 * day) == 1
    assert Notice.objects.get().kind == "tests.trip"
    assert "notices.Notice" not in retention(by=None, at=NOW + KEEP_DAYS * day)
    retention(by=None, at=NOW + (KEEP_DAYS + 1) * day)
    assert (Notice.objects.count(), Delivery.objects.count()) == (0, 0)
