"""The questionnaire after a trip: asked once, of those who were there; its results at the desk."""

import datetime
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from xinlian.enrolment.actions import seats
from xinlian.enrolment.models import Batch, Seat
from xinlian.rows.refusals import Refused
from xinlian.surveys import actions as surveys
from xinlian.surveys.models import Survey, Ticket
from xinlian.testing.demo.surveys import questions
from xinlian.trips.actions import asking
from xinlian.trips.due import ask_after_trips
from xinlian.trips.tests.scene import Scene, browser, make_scene, neighbour

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    """Six came back from the first batch yesterday, one stayed away; the questionnaire is chosen at the desk."""
    scene, now = make_scene(), timezone.now()
    first = scene.trips[0]
    Batch.objects.filter(pk=first.batch_id).update(capacity=9)
    for _ in range(7):
        seats.place_by_hand(
            application=scene.applicant(), batch=scene.trips[0].batch, why="试", agreed=True, by=scene.officer, at=now
        )
    stayed = Seat.objects.first()
    assert stayed is not None
    Seat.objects.update(state="attended")
    Seat.objects.filter(pk=stayed.pk).update(state="missed")
    yesterday = now - datetime.timedelta(days=1)
    Batch.objects.filter(pk=first.batch_id).update(starts_at=yesterday - datetime.timedelta(hours=9), ends_at=yesterday)
    made = surveys.draw_up(union=scene.county, name="满意度", questions=questions(), by=scene.officer, at=now)
    address = reverse("trips:desk_survey_choose", args=[scene.programme.uid])
    browser(scene.officer).post(address, {"questionnaire": str(made.uid)})
    scene.programme.refresh_from_db()
    assert scene.programme.survey_uid == made.uid
    return scene


def test_those_who_came_are_asked_once(scene: Scene) -> None:
    now = timezone.now()
    ask_after_trips(now)
    ask_after_trips(now)
    survey = Survey.objects.get()
    assert (survey.about_uid, survey.invited, survey.anonymous) == (scene.trips[0].uid, 6, True)
    assert Ticket.objects.count() == 6
    assert asking.ask(trip=scene.trips[0], by=scene.officer, at=now) == survey


def test_what_cannot_be_asked(scene: Scene) -> None:
    now, second = timezone.now(), scene.trips[1]
    with pytest.raises(Refused, match="nobody_came"):
        asking.ask(trip=second, by=scene.officer, at=now)
    with pytest.raises(Refused, match="role_officer"):
        asking.ask(trip=scene.trips[0], by=neighbour(), at=now)
    address = reverse("trips:desk_survey_choose", args=[scene.programme.uid])
    browser(scene.officer).post(address, {"questionnaire": ""})
    with pytest.raises(Refused, match="survey_unchosen"):
        asking.ask(trip=scene.trips[0], by=scene.officer, at=now)


def test_results_at_the_desk_as_page_and_papers(scene: Scene) -> None:
    desk, now = browser(scene.officer), timezone.now()
    address = reverse("trips:desk_satisfaction", args=[scene.programme.uid])
    assert "还没有问过" in desk.get(address).content.decode()
    survey = asking.ask(trip=scene.trips[0], by=None, at=now)
    for ticket in Ticket.objects.select_related("person"):
        surveys.answer(
            survey=survey,
            answers={"overall": "5", "again": "yes"},
            client_uid=uuid.uuid4(),
            by=ticket.person,
            at=now,
        )
    surveys.close(survey=survey, by=scene.officer, at=now)
    page = desk.get(address).content.decode()
    assert "100%" in page
    assert "这次出来，总的满意吗" in page
    for form in ("xlsx", "pdf"):
        export = reverse("trips:desk_satisfaction_export", args=[scene.programme.uid, form])
        answer = desk.get(export)
        assert answer.status_code == 200
        assert len(answer.getvalue()) > 1000
    assert browser(neighbour()).get(address).status_code == 404
