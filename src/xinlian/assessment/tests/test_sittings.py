"""A sitting: begun once, every answer kept once, the last word counts, the bell is the server's."""

import datetime
import random
import uuid
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from xinlian.assessment import due
from xinlian.assessment.actions import exams, sittings
from xinlian.assessment.models import Given, Sitting
from xinlian.assessment.queries.mine import answers_of
from xinlian.assessment.tests.world import DAY, HOUR, MINUTE, RIGHT, World, world
from xinlian.journal.models import Entry
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> World:
    return world()


def code_of(act: object) -> str:
    with pytest.raises(Refused) as refused:
        act()  # type: ignore[operator]
    return refused.value.code


def test_all_right_is_full_marks_without_the_short_answer(made: World) -> None:
    sitting = made.begin()
    made.give_all(sitting)
    done = sittings.hand_in(sitting=sitting, by=made.worker, at=made.now + 2 * MINUTE)
    assert (done.marks, done.waiting, done.ended_by) == (Decimal(70), 1, "self")
    again = sittings.hand_in(sitting=done, by=made.worker, at=made.now + 9 * MINUTE)
    assert again.ended_at == made.now + 2 * MINUTE
    assert Entry.objects.filter(verb="sitting.handed_in").count() == 1


def test_handed_in_without_a_network_ends_when_it_was_said(made: World) -> None:
    sitting = made.begin()
    given = made.give(sitting, 0, RIGHT["single"], at=made.now + 9 * MINUTE, said_at=made.now + 3 * MINUTE)
    said = {"sitting": sitting, "by": made.worker, "at": made.now + 9 * MINUTE}
    sittings.hand_in(**said, said_at=made.now + 4 * MINUTE)
    assert (sitting.ended_at, sitting.marks, given.counts) == (made.now + 4 * MINUTE, 10, True)
    other = made.begin(made.others[0])
    said |= {"sitting": other, "by": made.others[0]}
    sittings.hand_in(**said, said_at=made.now - DAY)  # a phone whose clock is wrong ends it no earlier than it began
    assert other.ended_at == other.began_at


def test_begun_twice_is_once_and_on_another_phone_the_same(made: World) -> None:
    number = uuid.uuid4()
    one = made.begin(client_uid=number)
    assert made.begin(client_uid=number).pk == one.pk
    assert made.begin(at=made.now + 5 * MINUTE).pk == one.pk
    assert one.ends_at == made.now + 30 * MINUTE
    assert Sitting.objects.count() == 1


def test_the_paper_of_a_person_is_recomputed_from_its_seed(made: World) -> None:
    one, other = made.begin(), made.begin(made.others[0])
    drawn = sittings._drawn(made.exam, one.candidate, 1, uuid.uuid4(), made.now)
    assert drawn.paper == one.paper
    assert other.paper != one.paper


@pytest.mark.parametrize(
    ("more", "at", "code"),
    [
        ({}, -2 * HOUR, "exam_begun"),
        ({}, 3 * HOUR, "exam_not_over"),
        ({"room_code": "0000"}, MINUTE, "exam_code_right"),
    ],
)
def test_begins_only_in_its_time_with_its_code(more: dict[str, str], at: datetime.timedelta, code: str) -> None:
    made = world(room_code="4711")
    assert code_of(lambda: made.begin(at=made.now + at, **{"room_code": "4711", **more})) == code


def test_strangers_do_not_sit_and_open_exams_take_the_union_only() -> None:
    made = world(entry="open", room_code="4711")
    stranger, colleague = make_person(), make_person(made.union)
    assert code_of(lambda: made.begin(stranger, room_code="4711")) == "exam_for_you"
    assert made.begin(colleague, room_code=" 4711 ").person_id == colleague.pk


def test_tries_are_counted() -> None:
    made = world(attempts=2)
    for attempt in (1, 2):
        sitting = made.begin(at=made.now + attempt * MINUTE)
        assert sitting.attempt == attempt
        sittings.hand_in(sitting=sitting, by=made.worker, at=made.now + attempt * MINUTE)
    assert code_of(lambda: made.begin(at=made.now + 9 * MINUTE)) == "exam_attempt_left"


def test_the_same_answer_again_is_one_and_the_last_said_counts(made: World) -> None:
    sitting, place = made.begin(), 0
    number = uuid.uuid4()
    first = made.give(sitting, place, [1], client_uid=number)
    assert made.give(sitting, place, [2], client_uid=number).pk == first.pk
    assert Given.objects.count() == 1
    # said later on one phone, arrived earlier than what another phone said before it
    made.give(sitting, place, [0], at=made.now + 9 * MINUTE, said_at=made.now + 8 * MINUTE)
    made.give(sitting, place, [2], at=made.now + 10 * MINUTE, said_at=made.now + 5 * MINUTE)
    assert answers_of(sitting) == {0: [0]}


def test_marks_are_the_same_in_any_order_of_arrival(made: World) -> None:
    sitting = made.begin()
    words = [
        (place, said, made.now + n * MINUTE)
        for n, (place, said) in enumerate([(0, [1]), (0, [0]), (1, [0]), (1, None), (2, False), (2, True), (2, False)])
    ]
    found = set()
    for seed in range(6):
        Given.objects.all().delete()
        mixed = list(words)
        random.Random(seed).shuffle(mixed)
        for place, said, moment in mixed:
            made.give(sitting, place, said, at=made.now + 20 * MINUTE, said_at=moment)
        found.add(str(answers_of(sitting)))
    assert len(found) == 1


def test_what_was_said_before_the_bell_counts_when_it_comes_in_time(made: World) -> None:
    sitting = made.begin()
    bell = sitting.ends_at
    due.ring(bell)
    sitting.refresh_from_db()
    assert (sitting.ended_by, sitting.ended_at, sitting.marks) == ("bell", bell, 0)
    in_time = made.give(sitting, 0, RIGHT["single"], at=bell + 20 * MINUTE, said_at=bell - MINUTE)
    assert in_time.counts
    sitting.refresh_from_db()
    assert sitting.marks == 10
    late = made.give(sitting, made.place_of(sitting, "judge"), False, at=bell + 31 * MINUTE, said_at=bell - MINUTE)
    assert not late.counts
    sitting.refresh_from_db()
    assert sitting.marks == 10
    sittings.count_late(given=late, by=made.trainer, at=bell + HOUR)
    sitting.refresh_from_db()
    assert sitting.marks == 20
    assert code_of(lambda: made.give(sitting, 0, [1], at=bell + MINUTE, said_at=bell + MINUTE)) == "sitting_over"


def test_nothing_that_arrives_changes_a_published_result(made: World) -> None:
    sitting = made.begin()
    made.give(sitting, 0, RIGHT["single"])
    sittings.hand_in(sitting=sitting, by=made.worker, at=made.now + 5 * MINUTE)
    exams.close(exam=made.exam, by=made.trainer, at=made.now + 6 * MINUTE)
    exams.publish(exam=made.exam, by=made.officer, at=made.now + 7 * MINUTE)
    assert sitting.exam.state == "set", "the answer came in by what was read before"
    late = made.give(
        sitting, made.place_of(sitting, "judge"), False, at=made.now + 8 * MINUTE, said_at=made.now + 4 * MINUTE
    )
    sitting.refresh_from_db()
    assert (late.counts, sitting.marks) == (False, 10)
    sittings.count_late(given=late, by=made.trainer, at=made.now + 9 * MINUTE)
    sitting.refresh_from_db()
    assert sitting.marks == 20


def test_the_bell_needs_no_phone_and_closes_the_exam(made: World) -> None:
    sitting = made.begin()
    made.give(sitting, 0, [0])
    due.ring(sitting.ends_at - MINUTE)
    sitting.refresh_from_db()
    assert sitting.ended_at is None
    due.ring(made.exam.closes_at)
    sitting.refresh_from_db()
    made.exam.refresh_from_db()
    assert (sitting.ended_by, sitting.marks, made.exam.state) == ("bell", 10, "closed")


def test_more_time_reaches_who_is_sitting_and_outlasts_the_exam() -> None:
    made = world(minutes=600)
    sitting = made.begin()
    assert sitting.ends_at == made.exam.closes_at
    exams.extend(candidate=sitting.candidate, minutes=20, by=made.trainer, at=made.now + MINUTE)
    sitting.refresh_from_db()
    assert sitting.ends_at == made.exam.closes_at + 20 * MINUTE
    due.ring(made.exam.closes_at + MINUTE)
    made.exam.refresh_from_db()
    assert made.exam.state == "set"
    given = made.give(sitting, 0, [0], at=made.exam.closes_at + 10 * MINUTE)
    assert given.counts
    with pytest.raises(Refused, match="extra_range"):
        exams.extend(candidate=sitting.candidate, minutes=601, by=made.trainer, at=made.now)


def test_nobody_answers_for_another_or_off_the_paper(made: World) -> None:
    sitting = made.begin()
    said = {"said": {}, "client_uid": uuid.uuid4(), "said_at": made.now, "at": made.now}
    assert code_of(lambda: sittings.give(sitting=sitting, place=0, by=made.others[0], **said)) == "sitting_yours"
    for place in (-1, 99):
        assert (
            code_of(lambda place=place: sittings.give(sitting=sitting, place=place, by=made.worker, **said))
            == "question_on_paper"
        )
    assert code_of(lambda: sittings.hand_in(sitting=sitting, by=made.others[0], at=made.now)) == "sitting_yours"
    worker = made.others[1]
    assert code_of(lambda: sittings.collect(sitting=sitting, by=worker, at=made.now)) == "role_trainer"


def test_an_answer_from_the_future_or_before_the_beginning_is_dated_inside(made: World) -> None:
    sitting = made.begin()
    early = made.give(sitting, 0, [0], at=made.now + MINUTE, said_at=made.now - DAY)
    future = made.give(sitting, 0, [1], at=made.now + 2 * MINUTE, said_at=made.now + DAY)
    assert (early.said_at, future.said_at) == (sitting.began_at, made.now + 2 * MINUTE)


def test_the_database_itself_keeps_one_sitting_and_one_uuid(made: World) -> None:
    sitting = made.begin()
    given = made.give(sitting, 0, [0])
    for row in (sitting, given):
        row.pk, row.uid = None, uuid.uuid4()
        row._state.adding = True
        row.id = row._meta.get_field("id").get_default()
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)
