"""A union's banks, exams under way and past, and practical tests, marked, for the walk over all addresses."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

from django.utils import timezone

from xinlian.assessment.actions import appeals, banks, boards, exams, files, papers, practicals, sittings
from xinlian.assessment.models import Exam, Item, Paper, Sitting
from xinlian.assessment.queries.drawing import bank_of
from xinlian.assessment.tests.world import RIGHT
from xinlian.engines.exams import fields
from xinlian.engines.exams.papers import Row
from xinlian.engines.exams.questions import Question
from xinlian.engines.rubrics.sheet import Criterion
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_person

HOUR = datetime.timedelta(hours=1)


def fill(union: Union, officer: Person, mark: str) -> None:
    """A bank with a file to confirm, a paper, an exam in which somebody sits, one that is over with an appeal, a panel."""
    now = timezone.now()
    said: dict[str, Any] = {"by": officer, "at": now - 5 * HOUR}
    bank = banks.make(union=union, name=f"{mark}题库", **said)
    questions = [
        Question("single", f"{mark}单选", options=(f"{mark}甲", f"{mark}乙"), right=(0,), explanation=f"{mark}解析"),
        Question("short", f"{mark}简答", model=f"{mark}答案"),
    ]
    items = [banks.add(bank=bank, question=one, **said) for one in questions]
    banks.review(items=items[:2], to="approved", **said)
    banks.add(bank=bank, question=Question("judge", f"{mark}判断", truth=True), **said)
    files.bring(bank=bank, name=f"{mark}.gift", pieces=[f"{mark}新题? {{T}}".encode()], **said)
    rows = [Row(1, Decimal(10), "single"), Row(1, Decimal(10), "short")]
    paper = papers.draw_up(
        union=union, bank=bank, title=f"{mark}试卷", rows=rows, pass_marks=Decimal(5), minutes=30, **said
    )
    people = [make_person(union, name=f"{mark}考生{n}") for n in range(3)]
    _over(paper, union, people, officer, mark, now)
    exam = _exam(paper, union, f"{mark}考试", now - HOUR, now + HOUR, officer)
    exams.add_candidates(exam=exam, people=people, **said)
    sitting = sittings.begin(exam=exam, room_code="", client_uid=uuid.uuid4(), by=people[0], at=now)
    exams.note(exam=exam, sitting=sitting, text=f"{mark}记录", by=officer, at=now)
    _panel(union, people, officer, mark)
    assert Item.objects.filter(bank=bank).count() == 3


def _exam(
    paper: Paper, union: Union, title: str, opens_at: datetime.datetime, closes_at: datetime.datetime, officer: Person
) -> Exam:
    times = {"opens_at": opens_at, "closes_at": closes_at}
    return exams.set_exam(paper=paper, union=union, title=title, **times, by=officer, at=opens_at - HOUR)


def _over(paper: Paper, union: Union, people: list[Person], officer: Person, mark: str, now: datetime.datetime) -> None:
    """One exam that waits for markers, one that is published, with a board and an appeal, one without."""
    for kind, title in (("short", f"{mark}待判"), ("single", f"{mark}公布"), ("single", f"{mark}无榜")):
        exam = _exam(paper, union, title, now - 4 * HOUR, now - 2 * HOUR, officer)
        exams.add_candidates(exam=exam, people=people, by=officer, at=now - 5 * HOUR)
        sitting = sittings.begin(exam=exam, room_code="", client_uid=uuid.uuid4(), by=people[0], at=now - 3 * HOUR)
        _answer(sitting, exam, kind, now - 3 * HOUR)
        sittings.hand_in(sitting=sitting, by=people[0], at=now - 2 * HOUR)
        exams.close(exam=exam, by=officer, at=now)
        if kind == "single":
            exams.publish(exam=exam, by=officer, at=now)
            sitting.exam.refresh_from_db()
            if title == f"{mark}无榜":
                continue
            boards.open_over(exam=exam, names="real", by=officer, at=now)
            appeals.appeal(sitting=sitting, text=f"{mark}申诉", client_uid=uuid.uuid4(), by=people[0], at=now)


def _answer(sitting: Sitting, exam: Exam, kind: str, at: datetime.datetime) -> None:
    for place, (item, _most, options) in enumerate(sitting.paper):
        question = bank_of(exam.pk)[item]
        if question.kind == kind:
            said = fields.fields(question, options, RIGHT[kind])
            number = uuid.uuid4()
            sittings.give(
                sitting=sitting, place=place, said=said, client_uid=number, said_at=at, by=sitting.person, at=at
            )


def _panel(union: Union, people: list[Person], officer: Person, mark: str) -> None:
    """A practical test that two judges are marking, far apart; and one that is locked."""
    now = timezone.now()
    said: dict[str, Any] = {"by": officer, "at": now}
    levels = ((f"{mark}好", Decimal(10)), (f"{mark}差", Decimal(0)))
    sheet = practicals.make_sheet(
        union=union,
        title=f"{mark}评分表",
        criteria=[Criterion("c1", "judge", f"{mark}外观", Decimal(10), levels=levels)],
        **said,
    )
    for locked in (False, True):
        test = practicals.set_practical(
            sheet=sheet, union=union, title=f"{mark}实操{locked}", on=timezone.localdate(), **said
        )
        practicals.add_entrants(practical=test, people=people[:1], **said)
        entrant = test.entrants.get()
        seats = [
            practicals.seat(practical=test, person=make_person(union, name=f"{mark}裁判{n}"), chief=n == 0, **said)
            for n in range(2)
        ]
        for n, seat in enumerate(seats):
            entries = {"c1": str(n * (not locked))}
            number = uuid.uuid4()
            practicals.score(
                seat=seat, entrant=entrant, said=entries, client_uid=number, said_at=now, by=seat.person, at=now
            )
            practicals.sign(seat=seat, by=seat.person, at=now)
        if locked:
            practicals.lock(practical=test, by=officer, at=now)
