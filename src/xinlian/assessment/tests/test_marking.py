"""Short answers by two and a third, corrections with the list of who changes, results, appeals."""

import uuid
from decimal import Decimal

import pytest

from xinlian.assessment.actions import appeals, banks, exams, marking, sittings
from xinlian.assessment.models import Item, Sitting
from xinlian.assessment.queries import desk, statistics
from xinlian.assessment.queries.drawing import bank_of
from xinlian.assessment.queries.results import of_sitting, passed
from xinlian.assessment.tests.world import DAY, MINUTE, World, world
from xinlian.engines.exams.questions import Question
from xinlian.notices.models import Notice
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer

pytestmark = pytest.mark.django_db


def ended(made: World, person: object = None, wrong: bool = False) -> Sitting:
    sitting = made.begin(person)  # type: ignore[arg-type]
    if not wrong:
        made.give_all(sitting)
    return sittings.hand_in(sitting=sitting, by=sitting.person, at=made.now + 5 * MINUTE)


def mark(made: World, sitting: Sitting, marks: str, by: object) -> None:
    place = made.place_of(sitting, "short")
    marking.mark_short(sitting=sitting, place=place, marks=Decimal(marks), why="", by=by, at=made.now)  # type: ignore[arg-type]


@pytest.fixture
def made() -> World:
    return world()


def test_two_that_agree_give_their_mean(made: World) -> None:
    sitting = ended(made)
    judge = make_officer(made.union, role="judge")
    mark(made, sitting, "7", made.trainer)
    assert (sitting.waiting, sitting.marks) == (1, 70)
    with pytest.raises(Refused, match="short_marked_by_you"):
        mark(made, sitting, "9", made.trainer)
    mark(made, sitting, "8.5", judge)
    assert (sitting.waiting, sitting.marks) == (0, Decimal(78))
    with pytest.raises(Refused, match="short_done"):
        mark(made, sitting, "8", made.officer)


def test_two_that_differ_much_need_a_third_who_decides_alone(made: World) -> None:
    sitting = ended(made)
    judge, other = make_officer(made.union, role="judge"), make_officer(made.union, role="judge")
    mark(made, sitting, "2", judge)
    mark(made, sitting, "9", other)
    assert sitting.waiting == 1
    mark(made, sitting, "6", made.officer)
    assert (sitting.waiting, sitting.marks) == (0, 76)


def test_markers_see_no_names_and_those_begun_first(made: World) -> None:
    one, other = ended(made), ended(made, made.others[0])
    short = {pk for pk, question in bank_of(made.exam.pk).items() if question.kind == "short"}
    judge = make_officer(made.union, role="judge")
    mark(made, other, "5", judge)
    found = desk.next_short(made.exam, made.trainer, short)
    assert found is not None
    assert found[0].pk == other.pk
    mine = desk.next_short(made.exam, judge, short)
    assert mine is not None
    assert mine[0].pk == one.pk


@pytest.mark.parametrize(("marks", "code"), [("11", "short_marks_range"), ("-1", "short_marks_range")])
def test_marks_stay_in_their_range(made: World, marks: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        mark(made, ended(made), marks, made.trainer)


def test_what_nobody_answered_waits_for_nobody(made: World) -> None:
    sitting = ended(made, wrong=True)
    assert (sitting.waiting, sitting.marks) == (0, 0)


def test_a_workers_word_is_no_mark(made: World) -> None:
    with pytest.raises(Refused, match="role_marker"):
        mark(made, ended(made), "5", made.others[2])


def test_regrade_names_who_changes_and_changes_only_them() -> None:
    made = world((Question("judge", "这句话对吗？", truth=True), Question("numeric", "几伏？", value=Decimal(36))))
    right, wrong = made.begin(), made.begin(made.others[0])
    place = made.place_of(right, "judge")
    made.give(right, place, True)
    made.give(wrong, made.place_of(wrong, "judge"), False)
    for sitting in (right, wrong):
        sittings.hand_in(sitting=sitting, by=sitting.person, at=made.now + 5 * MINUTE)
    item = Item.objects.get(kind="judge")
    said = {"by": made.trainer, "at": made.now}
    fixed = banks.change(item=item, question=Question("judge", "这句话对吗？", truth=False), **said)
    preview = marking.regrade_preview(made.exam, item, fixed)
    assert sorted(preview) == sorted([(str(right.uid), "10", "0"), (str(wrong.uid), "0", "10")])
    right.refresh_from_db()
    assert right.marks == 10
    with pytest.raises(Refused, match="role_officer"):
        marking.regrade(exam=made.exam, item=item, instead=fixed, why="答案反了", **said)
    done = marking.regrade(exam=made.exam, item=item, instead=fixed, why="答案反了", by=made.officer, at=made.now)
    assert sorted(map(tuple, done.changes)) == sorted(preview)
    right.refresh_from_db()
    wrong.refresh_from_db()
    assert (right.marks, wrong.marks) == (0, 10)
    assert not Notice.objects.filter(kind="assessment.regraded").exists(), "nothing was published yet"
    marking.regrade(exam=made.exam, item=item, instead=None, why="作废", by=made.officer, at=made.now)
    right.refresh_from_db()
    assert right.marks == 10
    # an answer that arrives after a correction is reckoned by it, too
    late = made.give(
        right, made.place_of(right, "numeric"), "36", at=made.now + 6 * MINUTE, said_at=made.now + 4 * MINUTE
    )
    right.refresh_from_db()
    assert late.counts
    assert right.marks == 20
    exams.close(exam=made.exam, by=made.trainer, at=made.now)
    exams.publish(exam=made.exam, by=made.officer, at=made.now)
    made.exam.refresh_from_db()
    marking.regrade(exam=made.exam, item=item, instead=fixed, why="还是有误", by=made.officer, at=made.now)
    assert list(Notice.objects.filter(kind="assessment.regraded").values_list("person", flat=True)) == [made.worker.pk]


def test_another_question_marks_nothing() -> None:
    made = world((Question("judge", "甲", truth=True), Question("numeric", "乙", value=Decimal(1))))
    one, other = Item.objects.get(kind="judge"), Item.objects.get(kind="numeric")
    with pytest.raises(Refused, match="regrade_other_question"):
        marking.regrade(exam=made.exam, item=one, instead=other, why="试", by=made.officer, at=made.now)


def test_two_officers_who_correct_two_questions_lose_neither() -> None:
    made = world((Question("judge", "这句话对吗？", truth=True), Question("numeric", "几伏？", value=Decimal(36))))
    sitting = ended(made, wrong=True)
    stale = type(made.exam).objects.get(pk=made.exam.pk)
    for exam, kind in ((made.exam, "judge"), (stale, "numeric")):
        item = Item.objects.get(kind=kind)
        marking.regrade(exam=exam, item=item, instead=None, why="作废", by=made.officer, at=made.now)
    sitting.refresh_from_db()
    assert sitting.marks == 20


def test_nothing_is_published_while_somebody_sits(made: World) -> None:
    made.begin()
    type(made.exam).objects.filter(pk=made.exam.pk).update(state="closed")
    with pytest.raises(Refused, match="exam_sittings_under_way"):
        exams.publish(exam=made.exam, by=made.officer, at=made.now)
    made.exam.refresh_from_db()
    assert made.exam.state == "closed"


def test_published_when_all_is_marked_and_everybody_is_told(made: World) -> None:
    sitting = ended(made)
    exams.close(exam=made.exam, by=made.trainer, at=made.now)
    with pytest.raises(Refused) as refused:
        exams.publish(exam=made.exam, by=made.officer, at=made.now)
    assert (refused.value.code, refused.value.facts) == ("exam_marks_waiting", {"waiting": 1})
    for by in (made.trainer, make_officer(made.union, role="judge")):
        mark(made, sitting, "10", by)
    with pytest.raises(Refused, match="role_officer"):
        exams.publish(exam=made.exam, by=made.trainer, at=made.now)
    exams.publish(exam=made.exam, by=made.officer, at=made.now)
    assert Notice.objects.filter(person=made.worker, kind="assessment.published").count() == 1
    told = of_sitting(sitting)
    assert (told["marks"], told["passed"], told["wrong"]) == ("80", True, [])


def test_an_appeal_is_made_once_in_time_and_answered_by_an_officer() -> None:
    made = world(kinds=("judge",))
    sitting = ended(made, wrong=True)
    number = uuid.uuid4()
    said = {"sitting": sitting, "text": "我答对了", "by": made.worker}
    with pytest.raises(Refused, match="result_published"):
        appeals.appeal(**said, client_uid=number, at=made.now)
    exams.close(exam=made.exam, by=made.trainer, at=made.now)
    exams.publish(exam=made.exam, by=made.officer, at=made.now)
    sitting.exam.refresh_from_db()
    with pytest.raises(Refused, match="result_appeal_late"):
        appeals.appeal(**said, client_uid=number, at=made.now + 8 * DAY)
    with pytest.raises(Refused, match="sitting_yours"):
        appeals.appeal(**{**said, "by": made.others[0]}, client_uid=number, at=made.now)
    one = appeals.appeal(**said, client_uid=number, at=made.now)
    assert appeals.appeal(**said, client_uid=number, at=made.now).pk == one.pk
    with pytest.raises(Refused, match="result_appeal_again"):
        appeals.appeal(**said, client_uid=uuid.uuid4(), at=made.now)
    with pytest.raises(Refused, match="role_officer"):
        appeals.answer(appeal=one, upheld=False, words="看过了", by=made.trainer, at=made.now)
    appeals.answer(appeal=one, upheld=False, words="看过了", by=made.officer, at=made.now)
    assert Notice.objects.filter(person=made.worker, kind="assessment.appeal_answered").exists()
    with pytest.raises(Refused, match="result_appeal_step"):
        appeals.answer(appeal=one, upheld=True, words="又看了", by=made.officer, at=made.now)


def test_statistics_find_the_question_whose_answer_is_wrong() -> None:
    questions = tuple(Question("judge", f"第 {n} 句", truth=n != 5, topic=f"{n}") for n in range(6))
    made = world(questions)
    # one paper asks all six; those who know say true everywhere, the key of the sixth is wrong
    from xinlian.assessment.actions import papers
    from xinlian.engines.exams.papers import Row

    rows = [Row(6, Decimal(10), "judge")]
    said = {"by": made.trainer, "at": made.now}
    paper = papers.draw_up(
        union=made.union, bank=made.bank, title="全卷", rows=rows, pass_marks=Decimal(30), minutes=30, **said
    )
    hours = {"opens_at": made.now, "closes_at": made.exam.closes_at}
    made.exam = exams.set_exam(paper=paper, union=made.union, title="全卷", **hours, **said)
    people = [made.worker, *made.others]
    exams.add_candidates(exam=made.exam, people=people, **said)
    for know, person in enumerate(people, 2):
        sitting = made.begin(person)
        for place, (item, _most, _options) in enumerate(sitting.paper):
            number = int(bank_of(made.exam.pk)[item].topic)
            made.give(sitting, place, number < know or (number == 5 and know > 3))
        sittings.hand_in(sitting=sitting, by=person, at=made.now + 9 * MINUTE)
    worst = statistics.items(made.exam)[0]
    assert worst.item.topic == "5"
    assert "negative" in worst.flags
    assert worst.index is not None
    assert worst.index < -50
    assert sum(count for _label, count in statistics.spread(made.exam, Decimal(60))) == 4
    assert sum(passed(one) for one in made.exam.sittings.all()) in range(5)
