"""Surveys from drawing up to the end, and that an anonymous answer leads back to nobody."""

import datetime
import random
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people.actions.erase import erase_person
from xinlian.people.actions.retention import run
from xinlian.rows.refusals import Refused
from xinlian.surveys import actions, due
from xinlian.surveys.models import Questionnaire, Sheet, Survey, Ticket
from xinlian.surveys.tests.asked import GOOD, a_survey, ask, say
from xinlian.testing.demo.surveys import questions
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def refused(act: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        act(at=timezone.now(), **more)
    return caught.value


def test_a_questionnaire_that_was_asked_never_changes() -> None:
    world = ask()
    given = {"questionnaire": world.questionnaire, "questions": questions()[:2], "by": world.officer}
    assert refused(actions.set_questions, **given).code == "questionnaire_not_used"
    stale = Questionnaire.objects.get()
    stale.used = False
    assert refused(actions.set_questions, **{**given, "questionnaire": stale}).code == "questionnaire_not_used"
    world.questionnaire.refresh_from_db()
    assert world.questionnaire.questions == questions()


def test_a_new_version_may_be_changed_and_the_old_survey_keeps_its_questions() -> None:
    world = ask()
    fresh = actions.new_version(questionnaire=world.questionnaire, by=world.officer, at=timezone.now())
    actions.set_questions(questionnaire=fresh, questions=questions()[:2], by=world.officer, at=timezone.now())
    assert (fresh.version, len(fresh.questions)) == (2, 2)
    assert len(Survey.objects.get().questionnaire.questions) == len(questions())


def test_two_editors_do_not_overwrite_each_other() -> None:
    union = make_union()
    officer, now = make_officer(union), timezone.now()
    one = actions.draw_up(union=union, name="问卷", questions=[], by=officer, at=now)
    other = Questionnaire.objects.get()
    actions.set_questions(questionnaire=one, questions=questions()[:1], by=officer, at=now)
    given = {"questionnaire": other, "questions": questions()[:2], "by": officer}
    assert refused(actions.set_questions, **given).code == "questionnaire_changed"
    assert (
        refused(actions.draw_up, union=union, name="问卷", questions=[], by=officer).code
        == "questionnaire_named_already"
    )


def test_a_survey_needs_a_questionnaire_in_force_of_ones_own_line() -> None:
    world = ask()
    actions.retire(questionnaire=world.questionnaire, by=world.officer, at=timezone.now())
    with pytest.raises(Refused, match="questionnaire_in_force"):
        a_survey(world.union, world.officer, world.questionnaire)
    other = make_union()
    theirs = actions.draw_up(union=other, name="别家", questions=questions(), by=None, at=timezone.now())
    with pytest.raises(Refused, match="questionnaire_of_this_union"):
        a_survey(world.union, world.officer, theirs)
    below = make_union(parent=other)
    assert a_survey(below, make_officer(below), theirs).union_path == below.union_path
    with pytest.raises(Refused, match="survey_ends_after_it_begins"):
        a_survey(below, make_officer(below), theirs, closes_at=timezone.now() - DAY)


def test_nobody_is_asked_twice_and_the_counts_are_true() -> None:
    world = ask(people=3)
    more = [*world.people, make_person(world.union)]
    assert actions.invite(survey=world.survey, people=more, by=world.officer, at=timezone.now()) == 1
    say(world.survey, more[0])
    world.survey.refresh_from_db()
    assert (world.survey.invited, world.survey.answered) == (4, 1)


def test_only_officers_of_the_union_ask_and_end() -> None:
    world = ask()
    for stranger in (make_officer(make_union()), world.people[0]):
        for act, more in (
            (actions.invite, {"survey": world.survey, "people": []}),
            (actions.close, {"survey": world.survey}),
            (actions.draw_up, {"union": world.union, "name": "x", "questions": []}),
            (actions.set_questions, {"questionnaire": world.questionnaire, "questions": []}),
            (actions.new_version, {"questionnaire": world.questionnaire}),
            (actions.retire, {"questionnaire": world.questionnaire}),
        ):
            assert refused(act, by=stranger, **more).code == "role_officer"


def test_the_same_answer_twice_is_one_sheet_and_another_is_refused() -> None:
    world = ask()
    person, uid = world.people[0], uuid.uuid4()
    given: dict[str, Any] = {"survey": world.survey, "by": person, "answers": GOOD}
    first = actions.answer(**given, client_uid=uid, at=timezone.now())
    assert actions.answer(**given, client_uid=uid, at=timezone.now()) == first
    assert refused(actions.answer, **given, client_uid=uuid.uuid4()).code == "survey_not_answered"
    assert Sheet.objects.count() == 1
    other = {**given, "by": world.people[1], "client_uid": uid}
    assert refused(actions.answer, **other).code == "answers_sent_elsewhere"


def test_answers_that_do_not_fit_leave_nothing() -> None:
    world = ask()
    wrong = refused(
        actions.answer, survey=world.survey, by=world.people[0], answers={"x": "1"}, client_uid=uuid.uuid4()
    )
    assert wrong.facts["faults"] == {
        "x": "question_unknown",
        "overall": "answer_required",
        "again": "answer_required",
    }
    assert not Sheet.objects.exists()
    assert not Ticket.objects.filter(answered=True).exists()


def test_a_closed_survey_and_a_stranger_are_refused() -> None:
    world = ask()
    given: dict[str, Any] = {"survey": world.survey, "answers": GOOD, "client_uid": uuid.uuid4()}
    assert refused(actions.answer, by=make_person(), **given).code == "survey_for_you"
    stale = Survey.objects.get()
    actions.close(survey=world.survey, by=world.officer, at=timezone.now())
    assert refused(actions.answer, by=world.people[0], **{**given, "survey": stale}).code == "survey_not_over"
    assert refused(actions.invite, survey=stale, people=[], by=world.officer).code == "survey_not_over"
    assert refused(actions.close, survey=stale, by=world.officer).code == "survey_not_over"


def test_the_clock_ends_what_is_over() -> None:
    world = ask()
    due.end(timezone.now())
    assert Survey.objects.get().state == "open"
    due.end(world.survey.closes_at)
    assert Survey.objects.get().state == "closed"


# ---- anonymous ----


def test_an_anonymous_sheet_carries_nothing_of_the_person_or_the_time() -> None:
    world = ask()
    before = timezone.now()
    tickets = [say(world.survey, person) for person in world.people]
    for sheet in Sheet.objects.all():
        assert (sheet.person_id, sheet.answered_on) == (None, None)
        assert sheet.union_path == world.survey.union_path
    assert all(ticket.answered_at is None for ticket in tickets)
    lines = Entry.objects.filter(verb="survey.answered")
    assert lines.count() == len(tickets)
    for line in lines:
        assert (line.actor_id, line.object_uid, line.facts) == (None, world.survey.uid, {})
        assert line.at == timezone.localtime(before).replace(hour=0, minute=0, second=0, microsecond=0)


def test_no_column_of_sheets_and_tickets_holds_the_same() -> None:
    """Whatever stands in both tables, beyond the survey's own, would be a way from one to the other."""
    world = ask()
    for person in world.people:
        say(world.survey, person)
    seen = [{str(value) for row in model.objects.values() for value in row.values()} for model in (Sheet, Ticket)]
    survey = {str(value) for value in Survey.objects.values().get().values()} | {"True", "False", "None"}
    assert seen[0] & seen[1] <= survey


def test_the_ids_of_anonymous_sheets_do_not_follow_the_order_of_answering() -> None:
    world = ask(people=24)
    for place, person in enumerate(world.people):
        say(world.survey, person, words=f"{place:02d}")
    by_id = [sheet.answers["words"] for sheet in Sheet.objects.order_by("id")]
    assert sorted(by_id) == [f"{place:02d}" for place in range(24)]
    assert by_id != sorted(by_id)


def test_at_the_end_sheets_are_written_anew_and_the_phones_forgotten() -> None:
    world = ask()
    for place, person in enumerate(world.people):
        say(world.survey, person, words=f"{place}")
    before = set(Sheet.objects.values_list("id", "uid"))
    actions.close(survey=world.survey, by=world.officer, at=timezone.now())
    after = set(Sheet.objects.values_list("id", "uid"))
    assert {one for pair in before for one in pair} & {one for pair in after for one in pair} == set()
    assert sorted(sheet.answers["words"] for sheet in Sheet.objects.all()) == ["0", "1", "2", "3", "4", "5"]
    assert not Ticket.objects.exclude(client_uid=None).exists()


def test_after_the_end_no_transaction_orders_sheets_like_tickets() -> None:
    """PostgreSQL remembers for each row the transaction that wrote it (xmin), SQLite has only the id."""
    world = ask(people=8)
    random.Random(7).shuffle(world.people)
    for place, person in enumerate(world.people):
        say(world.survey, person, words=f"{place}")
    if connection.vendor == "postgresql":
        in_order = [(f"{place}",) for place in range(8)]
        assert rows("answers->>'words'", "surveys_sheet") == in_order, "or the test below is blind"
        assert rows("person_id", "surveys_ticket") == [(person.pk,) for person in world.people]
    actions.close(survey=world.survey, by=world.officer, at=timezone.now())
    assert Sheet.objects.count() == 8
    if connection.vendor == "postgresql":
        assert len(set(rows("xmin::text", "surveys_sheet"))) == 1


def rows(what: str, table: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {what} FROM {table} ORDER BY xmin::text::bigint")
        return list(cursor.fetchall())


@pytest.mark.parametrize("more", [{"answered_on": datetime.date(2026, 6, 1)}, {"person": True}])
def test_the_database_refuses_an_anonymous_sheet_with_a_name_or_a_day(more: dict[str, Any]) -> None:
    world = ask()
    given = {**more, "person": world.people[0]} if "person" in more else more
    with pytest.raises(IntegrityError), transaction.atomic():
        Sheet.objects.create(survey=world.survey, anonymous=True, answers={}, **given)


@pytest.mark.parametrize(
    "change",
    [
        {"answered": True, "answered_at": datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)},
        {"anonymous": False, "answered_at": datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)},
    ],
)
def test_the_database_refuses_a_time_on_an_anonymous_or_unused_ticket(change: dict[str, Any]) -> None:
    ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.update(**change)


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Survey, {"closes_at": datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)}),
        (Survey, {"state": "lost"}),
        (Survey, {"answered": 99}),
        (Questionnaire, {"retired_on": datetime.date(2000, 1, 1)}),
    ],
)
def test_the_database_refuses_what_cannot_be(model: Any, change: dict[str, Any]) -> None:
    ask()
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**change)


def test_the_database_refuses_a_second_ticket_sheet_and_version() -> None:
    world = ask(anonymous=False)
    say(world.survey, world.people[0])
    for row in (Ticket.objects.first(), Sheet.objects.first(), Questionnaire.objects.first()):
        assert row is not None
        row.pk, row.uid = row.pk + 1, uuid.uuid4()
        if isinstance(row, Ticket):
            row.client_uid = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


# ---- with names ----


def test_a_signed_sheet_belongs_to_its_person_and_goes_with_their_data() -> None:
    world = ask(anonymous=False)
    person = world.people[0]
    ticket = say(world.survey, person)
    assert ticket.answered_at is not None
    assert Sheet.objects.get().person == person
    assert Entry.objects.get(verb="survey.answered").actor_id == person.pk
    erase_person(person=person, by=None, at=timezone.now())
    assert not Sheet.objects.exists()
    world.survey.refresh_from_db()
    assert (world.survey.invited, world.survey.answered) == (6, 1)


def test_after_two_years_tickets_and_signed_sheets_end() -> None:
    world = ask(anonymous=False)
    say(world.survey, world.people[0])
    run(by=None, at=timezone.now() + 729 * DAY)
    assert Sheet.objects.count() == 1
    run(by=None, at=timezone.now() + 732 * DAY)
    assert not Sheet.objects.exists()
    assert not Ticket.objects.exists()
