"""The page of everything one can sign up for: what concerns me, the word for where I stand, why it is not for me."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from xinlian.enrolment.actions.conditions import set_condition
from xinlian.enrolment.models import Offering
from xinlian.enrolment.queries.front import cards
from xinlian.enrolment.rules.front import standing
from xinlian.enrolment.tests.test_applying import sign
from xinlian.people.models import Person
from xinlian.people.who import viewer_at
from xinlian.testing.make import make_batch, make_offering, make_officer, make_person, make_union

NOW = datetime.datetime(2026, 5, 6, 12, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("offering", "application", "seat", "code"),
    [
        ("open", "", "", "open"),
        ("closed", "", "", "closed"),
        ("open", "standing", "", "signed_up"),
        ("open", "withdrawn", "", "open"),
        ("sealed", "refused", "", "refused"),
        ("drawn", "standing", "", "waiting"),
        ("drawn", "standing", "offered", "offered"),
        ("drawn", "standing", "accepted", "accepted"),
        ("drawn", "", "", "over"),
        ("done", "standing", "", "over"),
        ("cancelled", "standing", "accepted", "cancelled"),
    ],
)
def test_one_word_says_where_i_stand(offering: str, application: str, seat: str, code: str) -> None:
    span = {"opens_at": NOW - DAY, "closes_at": NOW + DAY, "now": NOW}
    assert standing(offering=offering, application=application, seat=seat, **span) == code  # type: ignore[arg-type]


@pytest.mark.parametrize(("days", "code"), [(-2, "coming"), (-1, "open"), (0, "open"), (1, "closed")])
def test_an_open_offering_keeps_its_hours(days: int, code: str) -> None:
    now = NOW + days * DAY
    found = standing(offering="open", application="", seat="", opens_at=NOW - DAY, closes_at=NOW + DAY, now=now)
    assert found == code


def seen(person: Person) -> dict[str, tuple[str, bool]]:
    now = timezone.now()
    return {one.offering.title: (one.code, bool(one.why_not)) for one in cards(viewer_at(person, now), person, now)}


@pytest.mark.django_db
def test_i_see_what_my_unions_offer_and_why_it_is_not_for_me() -> None:
    county, neighbour = make_union("甲县总工会"), make_union("乙县总工会")
    rider = make_person(county)
    for union in (county, neighbour):
        make_batch(make_offering(union, mode="draw", room="enrolment", title=union.name))
    offering = Offering.objects.get(union=county)
    assert seen(rider) == {"甲县总工会": ("open", False)}
    set_condition(
        union=county,
        series=offering.series,
        kind="occupation",
        params={"codes": ["nobody"]},
        effective_on=timezone.localdate(),
        source="第 1 条",
        by=make_officer(county),
        at=timezone.now(),
    )
    assert seen(rider) == {"甲县总工会": ("open", True)}


@pytest.mark.django_db
def test_the_page_shows_my_state_and_opens_for_a_visitor(client: Client) -> None:
    offering = make_offering(make_union("甲县总工会"), mode="draw", room="enrolment", title="试一试")
    make_batch(offering)
    rider = make_person(offering.union)
    sign(offering, timezone.now(), rider, possible=[])
    assert seen(rider) == {"试一试": ("signed_up", False)}
    page = client.get("/signup/")
    assert page.status_code == 200
    assert "试一试" in page.content.decode()
