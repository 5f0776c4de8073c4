"""Two tabs, and the end of a survey while people answer: on real connections every count stays true."""

import random
import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone

from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.surveys import actions
from xinlian.surveys.models import Sheet, Survey, Ticket
from xinlian.surveys.tests.asked import GOOD, ask
from xinlian.testing.threads import outcomes

THREADS = 8
pytestmark = pytest.mark.usefixtures("emptied_afterwards")


def test_one_person_in_many_tabs_is_one_sheet() -> None:
    world = ask(people=1)

    def tab(uid: uuid.UUID) -> None:
        actions.answer(survey=Survey.objects.get(), by=world.people[0], answers=GOOD, client_uid=uid, at=timezone.now())

    found = outcomes([lambda uid=uid: tab(uid) for uid in [uuid.uuid4() for _tab in range(16)]], THREADS)  # type: ignore[misc]
    assert (found.count(""), found.count("survey_not_answered")) == (1, 15)
    assert Sheet.objects.count() == Survey.objects.get().answered == 1


def test_the_same_message_many_times_is_one_sheet_and_no_refusal() -> None:
    world, uid = ask(people=1), uuid.uuid4()

    def send() -> None:
        actions.answer(survey=Survey.objects.get(), by=world.people[0], answers=GOOD, client_uid=uid, at=timezone.now())

    assert outcomes([send] * 16, THREADS) == [""] * 16
    assert Sheet.objects.count() == Survey.objects.get().answered == 1


def test_no_sheet_comes_after_the_end() -> None:
    """Otherwise it would stand alone beside those that were written anew, the last one to answer."""
    world = ask(people=40)
    left: list[set[int]] = []

    def say(person: Person) -> None:
        survey = Survey.objects.get()
        actions.answer(survey=survey, by=person, answers=GOOD, client_uid=uuid.uuid4(), at=timezone.now())

    def end() -> None:
        actions.close(survey=Survey.objects.get(), by=world.officer, at=timezone.now())
        left.append(set(Sheet.objects.values_list("pk", flat=True)))

    jobs: list[Callable[[], object]] = [lambda one=one: say(one) for one in world.people]  # type: ignore[misc]
    jobs.insert(random.Random(5).randrange(10, 30), end)
    found = outcomes(jobs, THREADS)
    assert set(found) <= {"", "survey_not_over"}
    assert set(Sheet.objects.values_list("pk", flat=True)) == left[0]
    assert Sheet.objects.count() == Survey.objects.get().answered == Ticket.objects.filter(answered=True).count()
    assert Survey.objects.get().answered == found.count("") - 1


def test_an_answer_that_was_checked_before_the_end_is_refused_after_it() -> None:
    """What the race above meets only sometimes, step by step: the gate is in the count and not in the check."""
    world = ask(people=1)
    survey = Survey.objects.get()
    actions.close(survey=Survey.objects.get(), by=world.officer, at=timezone.now())
    with pytest.raises(Refused, match="survey_not_over"):
        actions.answer(survey=survey, by=world.people[0], answers=GOOD, client_uid=uuid.uuid4(), at=timezone.now())
    assert not Sheet.objects.exists()
    assert not Ticket.objects.filter(answered=True).exists()
