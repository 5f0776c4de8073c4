"""A review through the year, its checklists, and filters of one's own."""

import datetime

import pytest
from django.utils import timezone

from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused
from xinlian.stations.actions import filters, reviews
from xinlian.stations.checklists import ZHEJIANG
from xinlian.stations.models import Review, SavedFilter, Station
from xinlian.stations.tests.desk import make_checklist, make_voice
from xinlian.testing.make import make_station

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(county: Union) -> Station:
    return make_station(county, facilities=["shower", "drinking_water"])


def test_a_year_goes_from_begun_to_stars_with_reasons(
    station: Station, county: Union, officer: Person, now: datetime.datetime
) -> None:
    make_checklist(county)
    Station.objects.filter(pk=station.pk).update(stars=5)
    station.refresh_from_db()
    (review,) = reviews.begin(by=officer, at=now, stations=[station], year=now.year)
    assert reviews.begin(by=officer, at=now, stations=[station], year=now.year) == []
    answers = {item["code"]: {"got": "yes", "note": ""} for item in ZHEJIANG["items"]}
    reviews.fill(by=officer, at=now, review=review, answers={**answers, "events": {"got": "no", "note": "没有办"}})
    for day in range(6):
        make_voice(station, "complaint")
        assert day < 6
    signed = reviews.sign(by=officer, at=now, review=review)
    station.refresh_from_db()
    codes = [reason["code"] for reason in signed.reasons]
    assert signed.points == 90
    assert codes == ["points", "complaints", "unconfirmed"]
    assert (signed.stars_before, signed.stars_after, station.stars) == (5, 3, 3)
    with pytest.raises(Refused, match="review_draft"):
        reviews.fill(by=officer, at=now, review=signed, answers=answers)
    with pytest.raises(Refused, match="review_draft"):
        reviews.sign(by=officer, at=now, review=signed)


def test_a_review_with_a_gap_is_not_signed(
    station: Station, county: Union, officer: Person, now: datetime.datetime
) -> None:
    make_checklist(county)
    (review,) = reviews.begin(by=officer, at=now, stations=[station], year=now.year)
    reviews.fill(by=officer, at=now, review=review, answers={"sign": {"got": "yes"}, "nothing": {"got": "yes"}})
    assert set(review.answers) == {"sign"}
    with pytest.raises(Refused, match="review_complete"):
        reviews.sign(by=officer, at=now, review=review)


def test_without_a_checklist_no_review_begins(station: Station, officer: Person, now: datetime.datetime) -> None:
    with pytest.raises(Refused, match="checklist_none"):
        reviews.begin(by=officer, at=now, stations=[station], year=now.year)
    assert not Review.objects.exists()


def test_a_new_version_leaves_old_reviews_alone(
    station: Station, county: Union, officer: Person, now: datetime.datetime
) -> None:
    old = make_checklist(county)
    (review,) = reviews.begin(by=officer, at=now, stations=[station], year=now.year)
    made = reviews.new_checklist(
        by=officer,
        at=now,
        union=county,
        name=old.name,
        effective_on=timezone.localdate(now),
        items=ZHEJIANG["items"][:4],
        stars=[10, 20, 30, 40, 50],
        rules={},
        source="试验文件",
    )
    review.refresh_from_db()
    other = make_station(county)
    (fresh,) = reviews.begin(by=officer, at=now, stations=[other], year=now.year)
    assert (review.checklist, fresh.checklist) == (old, made)
    with pytest.raises(Refused, match="checklist_source"):
        reviews.new_checklist(
            by=officer,
            at=now,
            union=county,
            name="x",
            effective_on=timezone.localdate(now),
            items=ZHEJIANG["items"],
            stars=ZHEJIANG["stars"],
            rules={},
            source="",
        )


def test_filters_are_ones_own(officer: Person, stranger: Person, now: datetime.datetime) -> None:
    kept = filters.keep_filter(by=officer, at=now, name="逾期", query="overdue=on")
    assert filters.keep_filter(by=officer, at=now, name="逾期", query="faults=on").pk == kept.pk
    with pytest.raises(Refused, match="role_filter_owner"):
        filters.drop_filter(by=stranger, at=now, kept=kept)
    filters.drop_filter(by=officer, at=now, kept=SavedFilter.objects.get())
    assert not SavedFilter.objects.exists()
