"""Certificates of others: noted as they lie there, sealed, and their holders told in time."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from xinlian.credentials.actions import outside
from xinlian.credentials.models import Level, OutsideCertificate
from xinlian.credentials.queries import certificates as queries
from xinlian.credentials.tests.world import DAY, World, make_world
from xinlian.journal.models import Entry
from xinlian.notices.models import Notice
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_union

pytestmark = pytest.mark.django_db
NUMBER = "T990101199001011230"


@pytest.fixture
def world() -> World:
    return make_world()


def note(world: World, **more: Any) -> OutsideCertificate:
    on = timezone.localdate()
    given = {"kind": "special", "title": "低压电工作业", "number": NUMBER, "issuer": "甲市应急管理局"}
    given |= {"issued_on": on - 1000 * DAY, "ends_on": on + 1000 * DAY, "review_on": on + 30 * DAY}
    return outside.note(person=world.worker, **{**given, "by": world.officer, "at": timezone.now(), **more})


def test_the_number_is_sealed_and_in_no_journal(world: World) -> None:
    made = note(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM credentials_outsidecertificate")
        stored = bytes(cursor.fetchone()[0])
    assert NUMBER.encode() not in stored
    assert OutsideCertificate.objects.get(pk=made.pk).number == NUMBER
    assert not any(NUMBER in str(entry.facts) for entry in Entry.objects.all())


@pytest.mark.parametrize(
    ("code", "more"),
    [
        ("outside_title", {"title": " "}),
        ("outside_number", {"number": "9" * 33}),
        ("outside_issuer", {"issuer": ""}),
        ("outside_issued", {"issued_on": timezone.localdate() + DAY, "ends_on": None, "review_on": None}),
        ("outside_ends", {"ends_on": timezone.localdate() - 1001 * DAY, "review_on": None}),
        ("outside_review", {"review_on": timezone.localdate() + 2000 * DAY}),
        ("outside_kind", {"kind": "x"}),
    ],
)
def test_refusals(world: World, code: str, more: dict[str, object]) -> None:
    with pytest.raises(Refused) as caught:
        note(world, **more)
    assert caught.value.code == code
    assert not OutsideCertificate.objects.exists()


def test_only_officers_of_the_holders_union_note(world: World) -> None:
    stranger = make_officer(make_union("乙县总工会"))
    with pytest.raises(Refused, match="role_officer"):
        note(world, by=stranger)
    made = note(world)
    with pytest.raises(Refused, match="role_officer"):
        outside.strike(certificate=made, by=stranger, at=timezone.now())
    outside.strike(certificate=made, by=world.officer, at=timezone.now())
    assert not OutsideCertificate.objects.exists()


def test_holders_are_told_once_for_each_day(world: World) -> None:
    made, now = note(world), timezone.now()
    assert outside.remind(by=None, at=now - 40 * DAY) == 0
    assert (outside.remind(by=None, at=now), outside.remind(by=None, at=now + DAY)) == (1, 0)
    notice = Notice.objects.get(kind="credentials.outside_due")
    assert (notice.facts["what"], notice.facts["title"]) == ("review", "低压电工作业")
    on = timezone.localdate()
    said = {"ends_on": on + 1000 * DAY, "review_on": on + 50 * DAY, "known": made}
    note(world, **said)
    assert outside.remind(by=None, at=now) == 1  # another day is another word
    assert OutsideCertificate.objects.count() == 1


def test_which_day_is_near(world: World) -> None:
    on = timezone.localdate()
    made = note(world, level=Level.objects.get(code=13))
    assert queries.outside_state(made, on) == "soon"
    assert queries.outside_state(made, on + 31 * DAY) == "over"
    assert queries.outside_state(made, on - 100 * DAY) == "fine"
    assert queries.outside_state(note(world, ends_on=None, review_on=None), on) == "fine"
    assert datetime.timedelta(days=60) == outside.AHEAD == queries.DUE
