"""The demo's bank of questions about safety on building sites, a paper, an exam that is open now and one that is past."""

import datetime
import random
import uuid
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from xinlian.assessment.actions import banks, boards, exams, papers, practicals, sittings
from xinlian.assessment.models import Bank, Exam, Item, Paper, Practical, RubricSheet, Scoring, Sitting
from xinlian.assessment.queries import panels
from xinlian.assessment.queries.drawing import bank_of
from xinlian.engines.exams import fields
from xinlian.engines.exams.bank import gift
from xinlian.engines.exams.papers import Row
from xinlian.engines.exams.questions import BLANK, CHOICES, JUDGE, MATCH, NUMERIC, ORDER, Question
from xinlian.engines.rubrics.sheet import Criterion
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
SHEET = "平板对接焊"
CRITERIA = [
    Criterion(
        "c1",
        "measure",
        "焊脚尺寸（毫米）",
        Decimal(20),
        target=Decimal(6),
        bands=((Decimal("0.5"), Decimal(20)), (Decimal(1), Decimal(12))),
    ),
    Criterion(
        "c2",
        "judge",
        "焊缝外观",
        Decimal(50),
        levels=(
            ("均匀平整", Decimal(50)),
            ("略有起伏", Decimal(40)),
            ("起伏明显", Decimal(25)),
            ("断续、咬边", Decimal(5)),
        ),
    ),
    Criterion("c3", "deduct", "夹渣、气孔", Decimal(10), each=Decimal(5)),
    Criterion("c4", "time", "用时", Decimal(10), each=Decimal(2), limit=2700, step=60),
    Criterion("c5", "veto", "烧穿"),
    Criterion(
        "c6",
        "judge",
        "安全和收拾",
        Decimal(30),
        levels=(("全做到", Decimal(30)), ("少一样", Decimal(20)), ("少几样", Decimal(5))),
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
    judged = _practicals(union, several, officer, now)
    return Item.objects.count() + Sitting.objects.count() + judged


def _practicals(union: Union, several: list[Person], officer: Person, now: datetime.datetime) -> int:
    """A practical test that is published, and one in which three judges are marking; how many marks."""
    sheet = practicals.make_sheet(union=union, title=SHEET, criteria=CRITERIA, by=officer, at=now - 40 * DAY)
    judges = list(
        Person.objects.filter(union_path__startswith=union.union_path, occupation="trucker").order_by("id")[:3]
    )
    done = _practical(sheet, union, "上月焊工实操考核", several[:6], judges, officer, now - 25 * DAY)
    for seat in done.panel.all():
        practicals.sign(seat=seat, by=seat.person, at=now - 25 * DAY)
    for one in panels.outcomes(done):
        if one.open_alarm:
            practicals.explain(entrant=one.entrant, why="看了录像，都站得住", by=officer, at=now - 25 * DAY)
    practicals.lock(practical=done, by=judges[0], at=now - 25 * DAY)
    practicals.publish(practical=done, by=officer, at=now - 24 * DAY)
    _practical(sheet, union, "焊工实操考核", several[6:14], judges, officer, now, marked=2)
    return Scoring.objects.count()


def _practical(
    sheet: RubricSheet,
    union: Union,
    title: str,
    people: list[Person],
    judges: list[Person],
    officer: Person,
    at: datetime.datetime,
    marked: int = 3,
) -> Practical:
    """`marked`: how many of the judges have entered theirs."""
    said: dict[str, Any] = {"by": officer, "at": at - DAY}
    made = practicals.set_practical(sheet=sheet, union=union, title=title, on=timezone.localdate(at), **said)
    practicals.add_entrants(practical=made, people=people, **said)
    seats = [practicals.seat(practical=made, person=one, chief=place == 0, **said) for place, one in enumerate(judges)]
    rng = random.Random(7)  # noqa: S311 - a demo
    for entrant in made.entrants.all():
        good = rng.uniform(0.2, 1)
        for seat in seats[:marked]:
            level = min(3, max(0, round((1 - good) * 3 + rng.uniform(-0.6, 0.6))))
            entries = {"c1": f"{6 + rng.choice([0, 0.3, -0.4, 0.9])}", "c2": str(level), "c3": str(rng.randrange(3))}
            entries |= {"c4": str(rng.randrange(2300, 2900)), "c5": "0", "c6": str(min(2, level))}
            practicals.score(
                seat=seat, entrant=entrant, said=entries, client_uid=uuid.uuid4(), said_at=at, by=seat.person, at=at
            )
    return made


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
    boards.open_over(exam=exam, names="masked", by=officer, at=at + 6 * HOUR)


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
