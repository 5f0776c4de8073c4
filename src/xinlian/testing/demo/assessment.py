"""The demo's bank of questions about safety on building sites, a paper, an exam that is open now and one that is past."""

import datetime
import random
import uuid
from decimal import Decimal
from pathlib import Path

from xinlian.assessment.actions import banks, exams, papers, sittings
from xinlian.assessment.models import Bank, Exam, Item, Paper, Sitting
from xinlian.assessment.queries.drawing import bank_of
from xinlian.engines.exams import fields
from xinlian.engines.exams.bank import gift
from xinlian.engines.exams.papers import Row
from xinlian.engines.exams.questions import BLANK, CHOICES, JUDGE, MATCH, NUMERIC, ORDER, Question
from xinlian.people.models import Person, Union

DAY, HOUR, MINUTE = (datetime.timedelta(**{unit: 1}) for unit in ("days", "hours", "minutes"))
SOURCE = Path(__file__).parent / "data" / "safety.gift"
TITLE, PAPER, NOW, PAST = "工地安全", "岗前安全理论卷", "岗前安全理论考试", "上月岗前安全理论考试"
STEPS = [
    Question(
        "order",
        "灭火器怎么用，按先后排。",
        options=("提起灭火器", "拔掉保险销", "对准火的根部", "压下压把"),
        topic="应急",
        explanation="先拔保险销再压把，对准火的根部喷。",
    ),
    Question(
        "order",
        "有人触电，按先后做。",
        options=("切断电源", "叫人打 120", "看他有没有呼吸", "没有呼吸就做心肺复苏"),
        topic="临时用电",
    ),
]
ROWS = [
    Row(6, Decimal(5), "single"),
    Row(3, Decimal(8), "multiple"),
    Row(4, Decimal(4), "judge"),
    Row(1, Decimal(6), "numeric"),
    Row(1, Decimal(8), "order"),
    Row(1, Decimal(8), "match"),
    Row(1, Decimal(8), "blank"),
]


def load(now: datetime.datetime) -> int:
    """The bank, the paper, the exams; how many rows."""
    union, officer = Union.objects.get(name="永康市总工会"), Person.objects.get(username="yongkang")
    bank = _bank(union, officer, now - 60 * DAY)
    paper = papers.draw_up(
        union=union,
        bank=bank,
        title=PAPER,
        rows=ROWS,
        pass_marks=Decimal(60),
        minutes=30,
        by=officer,
        at=now - 50 * DAY,
    )
    builders = Person.objects.filter(union_path__startswith=union.union_path, occupation="builder").order_by("id")
    several = [*builders[:24], Person.objects.get(name="演示焊工")]
    _past(paper, union, several, officer, now - 30 * DAY)
    exam = _exam(paper, union, NOW, officer, now - HOUR, now + 3 * DAY, attempts=2)
    exams.add_candidates(exam=exam, people=several, by=officer, at=now - DAY)
    return Item.objects.count() + Sitting.objects.count()


def _bank(union: Union, officer: Person, at: datetime.datetime) -> Bank:
    bank = banks.make(union=union, name=TITLE, by=officer, at=at)
    report = gift.read(SOURCE.read_bytes())
    if report.refused:
        raise ValueError(f"{SOURCE}: {report.refused[0]}")
    questions = [*(one for _where, one in report.questions), *STEPS]
    items = [Item.of(bank, one, officer, at) for one in questions]
    Item.objects.bulk_create(items)
    banks.review(items=items, to="approved", by=officer, at=at)
    return banks.set_practice(bank=bank, practice=True, by=officer, at=at)


def _exam(
    paper: Paper,
    union: Union,
    title: str,
    officer: Person,
    opens_at: datetime.datetime,
    closes_at: datetime.datetime,
    attempts: int = 1,
) -> Exam:
    return exams.set_exam(
        paper=paper,
        union=union,
        title=title,
        opens_at=opens_at,
        closes_at=closes_at,
        attempts=attempts,
        by=officer,
        at=opens_at - DAY,
    )


def _past(paper: Paper, union: Union, several: list[Person], officer: Person, at: datetime.datetime) -> None:
    """An exam in which everybody answered, some well and some badly; its results are published."""
    exam = _exam(paper, union, PAST, officer, at, at + 2 * HOUR)
    exams.add_candidates(exam=exam, people=several, by=officer, at=at - DAY)
    rng = random.Random(60)  # noqa: S311 - a demo
    for person in several:
        _sat(exam, person, rng, at + rng.randrange(20) * MINUTE)
    exams.close(exam=exam, by=None, at=at + 3 * HOUR)
    exams.publish(exam=exam, by=officer, at=at + 5 * HOUR)


def _sat(exam: Exam, person: Person, rng: random.Random, at: datetime.datetime) -> None:
    skill = rng.uniform(0.45, 1)
    sitting = sittings.begin(exam=exam, room_code="", client_uid=uuid.uuid4(), by=person, at=at)
    for place, (item, _most, options) in enumerate(sitting.paper):
        question = bank_of(exam.pk)[item]
        right = rng.random() < skill
        said = fields.fields(question, options, _right(question) if right else _wrong(question))
        moment = at + (place + 1) * MINUTE
        number = uuid.uuid4()
        sittings.give(sitting=sitting, place=place, said=said, client_uid=number, said_at=moment, by=person, at=moment)
    sittings.hand_in(sitting=sitting, by=person, at=at + 20 * MINUTE)


def _right(question: Question) -> object:
    if question.kind in CHOICES:
        return list(question.right)
    if question.kind == JUDGE:
        return question.truth
    if question.kind == BLANK:
        return [texts[0] for texts in question.blanks]
    if question.kind == NUMERIC:
        return f"{question.value}"
    if question.kind == MATCH:
        return [right for _left, right in question.pairs]
    return list(range(len(question.options))) if question.kind == ORDER else question.model


def _wrong(question: Question) -> object:
    if question.kind in CHOICES:
        return [next(place for place in range(len(question.options)) if place not in question.right)]
    if question.kind == JUDGE:
        return not question.truth
    if question.kind == ORDER:
        return list(reversed(range(len(question.options))))
    if question.kind == MATCH:
        return [question.pairs[0][1]] * len(question.pairs)
    return ["不知道"] * len(question.blanks) if question.kind == BLANK else "1"
