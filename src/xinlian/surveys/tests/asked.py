"""A union with a questionnaire, a survey and people who were asked, for the tests of surveys."""

import datetime
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from xinlian.people.models import Person, Union
from xinlian.surveys import actions
from xinlian.surveys.models import Questionnaire, Survey, Ticket
from xinlian.testing.demo.surveys import questions
from xinlian.testing.make import make_officer, make_person, make_union

GOOD: dict[str, Any] = {"overall": "5", "again": "yes", "better": ["food", "notice"], "words": "饭菜再热一点"}


@dataclass(slots=True)
class Asked:
    """What the tests start from."""

    union: Union
    officer: Person
    questionnaire: Questionnaire
    survey: Survey
    people: list[Person]


def a_survey(union: Union, officer: Person, questionnaire: Questionnaire, **more: Any) -> Survey:
    """An anonymous survey that is open for a week, unless told otherwise."""
    now = timezone.now()
    given: dict[str, Any] = {
        "title": "第一批满意度",
        "about_uid": uuid.uuid4(),
        "about_label": "第 1 批",
        "series": "trips:2026",
        "anonymous": True,
        "opens_at": now - datetime.timedelta(hours=1),
        "closes_at": now + datetime.timedelta(days=7),
        **more,
    }
    return actions.open_survey(questionnaire=questionnaire, union=union, by=officer, at=now, **given)


def ask(people: int = 6, **more: Any) -> Asked:
    """A survey and so many people who may answer it."""
    union = make_union("永康市总工会")
    officer = make_officer(union)
    now = timezone.now()
    made = actions.draw_up(union=union, name="疗休养满意度", questions=questions(), by=officer, at=now)
    survey = a_survey(union, officer, made, **more)
    crowd = [make_person(union) for _number in range(people)]
    actions.invite(survey=survey, people=crowd, by=officer, at=now)
    survey.refresh_from_db()
    return Asked(union, officer, made, survey, crowd)


def say(survey: Survey, person: Person, **answers: Any) -> Ticket:
    """Somebody answers."""
    return actions.answer(
        survey=survey, by=person, answers={**GOOD, **answers}, client_uid=uuid.uuid4(), at=timezone.now()
    )
