"""What is too old goes by itself, and nothing else does."""

import datetime
import uuid

import pytest
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people.actions.retention import run
from xinlian.people.due import DUE
from xinlian.people.holdings import Holding
from xinlian.people.limits import limited
from xinlian.people.models import Code, Person, Tally
from xinlian.places.models import Visit
from xinlian.testing.make import make_grant, make_person, make_place, make_union

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def ago(**span: float) -> datetime.datetime:
    return NOW - datetime.timedelta(**span)


def code(made_at: datetime.datetime) -> Code:
    return Code.objects.create(
        act="sign_in", phone="19900000001", phone_key="k", made_at=made_at, asked_at=made_at, ends_at=made_at
    )


def test_codes_and_tallies_of_yesterday_go() -> None:
    code(ago(hours=25))
    fresh = code(ago(hours=23))
    limited("door", 1, 60, ago(days=3))
    limited("door", 1, 60, NOW)
    counts = run(by=None, at=NOW)
    assert list(Code.objects.all()) == [fresh]
    assert Tally.objects.count() == 1
    assert counts == {"people.Code": 1, "people.Tally": 1}
    assert Entry.objects.get(verb="retention.run").facts == {"counts": counts}


def test_more_than_a_batch_goes_in_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xinlian.people.actions.retention.BATCH", 2)
    for _ in range(5):
        code(ago(days=2))
    assert run(by=None, at=NOW)["people.Code"] == 5


def test_what_is_unlinked_stays_without_its_person(monkeypatch: pytest.MonkeyPatch) -> None:
    union = make_union()
    place, person = make_place(union), make_person(union)
    old = Visit.objects.create(place=place, person=person, at=ago(days=31), client_uid=uuid.uuid4())
    new = Visit.objects.create(place=place, person=person, at=ago(days=29), client_uid=uuid.uuid4())
    holding = Holding("places.Visit", "person", ("at",), "x", "x", "x", "x", "at", 30, "unlink")
    monkeypatch.setattr("xinlian.people.actions.retention.all_holdings", lambda: [holding])
    assert run(by=None, at=NOW) == {"places.Visit": 1}
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.person, new.person) == (None, person)
    assert run(by=None, at=NOW) == {}


def test_people_out_of_sight_for_three_years_are_erased() -> None:
    union = make_union()
    long_ago, lately = ago(days=1100), ago(days=1000)
    gone = make_person(origin="self", seen_at=long_ago)
    here = make_person(origin="self", seen_at=lately)
    member = make_person(union, origin="self", seen_at=long_ago)
    imported = make_person(origin="import", seen_at=long_ago)
    officer = make_person(origin="self", seen_at=long_ago)
    make_grant(officer, "expert", union)
    assert run(by=None, at=NOW) == {"people.Person": 1}
    erased = set(Person.objects.exclude(erased_at=None))
    assert erased == {gone}
    assert {here, member, imported, officer} == set(Person.objects.filter(erased_at=None))
    assert run(by=None, at=NOW) == {}


def test_it_comes_round_every_day() -> None:
    (name, every, call) = DUE[0]
    code(ago(days=2))
    call(NOW)
    assert (name, every) == ("people.retention", 86400)
    assert not Code.objects.exists()
