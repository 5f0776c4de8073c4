"""A draw and the days on which its batches begin: not sealed for what is over by then, published late for the rest."""

import datetime

import pytest

from xinlian.enrolment.actions import publishing
from xinlian.enrolment.models import Application, Batch, Draw, Seat
from xinlian.enrolment.queries.seats import drift
from xinlian.enrolment.queries.waiting import in_line
from xinlian.enrolment.tests.draws import DUE, Case, make_case
from xinlian.journal.models import Entry
from xinlian.notices.models import Notice
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


@pytest.fixture
def case() -> Case:
    return make_case()


def begins(number: int, at: datetime.datetime) -> None:
    Batch.objects.filter(number=number).update(starts_at=at, ends_at=at + HOUR)


def test_a_batch_that_begins_before_the_number_is_known_is_not_sealed(case: Case) -> None:
    begins(1, DUE)
    begins(3, DUE - HOUR)
    with pytest.raises(Refused, match="batches_before_source") as no:
        case.seal()
    assert "第 1、3 批" in sentence(no.value)
    assert not Draw.objects.exists()
    Batch.objects.filter(number__in=(1, 3)).update(state="cancelled")
    assert case.seal().state == "sealed"


def test_a_draw_published_late_gives_the_seats_of_batches_to_come(case: Case) -> None:
    begins(1, DUE + 2 * HOUR)
    draw = publishing.publish(draw=case.seeded(), by=case.officer, at=DUE + 9 * HOUR)
    assert draw.state == "published"
    assert set(Seat.objects.values_list("batch__number", flat=True)) == {2, 3}
    assert Entry.objects.get(verb="draw.published").facts["gone"] == [1]
    assert drift() == []
    missed = {one.pk for one in Application.objects.all() if one.outcome["batch"] == "1"}
    line = {key for _lot, key in in_line(Batch.objects.get(number=3))}
    assert missed, "the published file says what was drawn"
    assert missed <= line, "whose batch has begun waits for the others by lot"
    told = set(Notice.objects.filter(kind="enrolment.drawn_too_late").values_list("person__applications", flat=True))
    assert told == missed, "they are told why no seat is offered"
