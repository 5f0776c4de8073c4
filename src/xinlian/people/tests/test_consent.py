"""Yes per purpose and wording; taken back, never overwritten."""

import datetime
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people import purposes
from xinlian.people.actions.consent import give, withdraw
from xinlian.people.models import Consent
from xinlian.people.queries import consents
from xinlian.people.queries.consents import consents_of, has_consent
from xinlian.places.models import Media
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_person, make_place, make_union

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_twice_is_once() -> None:
    person = make_person()
    assert give(purpose="media", by=person, at=NOW) == give(purpose="media", by=person, at=NOW)
    assert Entry.objects.filter(verb="consent.given").count() == 1


def test_the_database_holds_it_to_one_standing_yes() -> None:
    person = make_person()
    row = {"person": person, "purpose": "media", "version": "1", "given_at": NOW}
    Consent.objects.create(**row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(**row)
    Consent.objects.update(withdrawn_at=NOW)
    Consent.objects.create(**row)


def test_taking_back_keeps_the_proof_and_may_be_given_again() -> None:
    person = make_person()
    give(purpose="media", by=person, at=NOW)
    assert has_consent(person, "media")
    assert withdraw(purpose="media", by=person, at=NOW) == 1
    assert not has_consent(person, "media")
    give(purpose="media", by=person, at=NOW + datetime.timedelta(hours=1))
    assert has_consent(person, "media")
    assert Consent.objects.count() == 2
    assert withdraw(purpose="location", by=person, at=NOW) == 0


def test_nobody_and_others_have_said_nothing() -> None:
    give(purpose="media", by=make_person(), at=NOW)
    assert not has_consent(None, "media")
    assert not has_consent(make_person(), "media")


def test_a_new_wording_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_person()
    give(purpose="media", by=person, at=NOW)
    newer = tuple(replace(one, version="2099-01") for one in purposes.PURPOSES)
    monkeypatch.setattr(consents, "PURPOSES", newer)
    monkeypatch.setattr(consents, "BY_CODE", {one.code: one for one in newer})
    assert not has_consent(person, "media")
    assert sum(bool(row["older"]) for row in consents_of(person)) == 1


def test_an_unknown_purpose_is_refused() -> None:
    with pytest.raises(Refused, match="purpose_unknown"):
        give(purpose="advertising", by=make_person(), at=NOW)


def test_through_the_page(client: Client) -> None:
    person = make_person()
    client.force_login(person)
    client.post("/me/consents/", {"purpose": "media", "answer": "yes"})
    assert has_consent(person, "media")
    client.post("/me/consents/", {"purpose": "media", "answer": "no"})
    assert not has_consent(person, "media")
    client.post("/me/consents/", {"purpose": "advertising", "answer": "yes"})
    assert Consent.objects.count() == 1


def test_a_yes_taken_back_takes_the_pictures_down() -> None:
    person, other = make_person(), make_person()
    place = make_place(make_union())
    for number, (whose, state) in enumerate(
        [(person, "shown"), (person, "pending"), (person, "refused"), (other, "shown")]
    ):
        Media.objects.create(
            place=place, person=whose, kind="photo", state=state, stem=f"x/{number}", sha256=str(number), made_at=NOW
        )
    give(purpose="media", by=person, at=NOW)
    withdraw(purpose="media", by=person, at=NOW)
    assert sorted(Media.objects.values_list("stem", "state")) == [
        ("x/0", "withdrawn"),
        ("x/1", "withdrawn"),
        ("x/2", "refused"),
        ("x/3", "shown"),
    ]
