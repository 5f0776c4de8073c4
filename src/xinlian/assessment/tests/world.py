"""A union with a trainer, an officer, two markers, a bank of every kind of question, a paper and an exam that is open."""

import datetime
import uuid
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

from xinlian.assessment.actions import banks, exams, papers, sittings
from xinlian.assessment.models import Bank, Exam, Given, Item, Paper, Sitting
from xinlian.assessment.queries.drawing import bank_of
from xinlian.engines.exams import fields
from xinlian.engines.exams.papers import Row
from xinlian.engines.exams.questions import Question
from xinlian.people.models import Person, Union
from xinlian.testing.make import make_officer, make_person, make_union

MINUTE, HOUR, DAY = (datetime.timedelta(**{unit: 1}) for unit in ("minutes", "hours", "days"))
QUESTIONS = (
    Question(
        "single", "几米以上是高处作业？", options=("2 米", "1 米", "3 米"), right=(0,), topic="高处", explanation="2 米"
    ),
    Question("single", "谁能指挥吊装？", options=("信号工", "司机", "谁都行"), right=(0,), topic="吊装"),
    Question("multiple", "哪些人不能上高处？", options=("喝了酒的", "恐高的", "戴眼镜的"), right=(0, 1), topic="高处"),
    Question("judge", "吊着东西可以离开驾驶室。", truth=False, topic="吊装"),
    Question("blank", "先通风、再____、后作业。", blanks=(("检测",),)),
    Question("numeric", "安全电压是多少伏？", value=Decimal(36)),
    Question("match", "旗语", pairs=(("红旗", "停止"), ("绿旗", "上升"))),
    Question("order", "灭火器怎么用？", options=("提起", "拔销", "对准", "压把")),
    Question("short", "发现有人中暑怎么办？", model="抬到阴凉处"),
)
RIGHT: dict[str, Any] = {
    "single": [0],
    "multiple": [0, 1],
    "judge": False,
    "blank": ["检测"],
    "numeric": "36",
    "match": ["停止", "上升"],
    "order": [0, 1, 2, 3],
    "short": "抬到阴凉的地方",
}


@dataclass
class World:
    """Everything a test of exams needs."""

    union: Union
    officer: Person
    trainer: Person
    worker: Person
    bank: Bank
    paper: Paper
    exam: Exam
    now: datetime.datetime
    others: list[Person] = field(default_factory=list)

    def begin(self, person: Person | None = None, at: datetime.datetime | None = None, **more: Any) -> Sitting:
        """Somebody begins."""
        said = {"room_code": "", "client_uid": uuid.uuid4(), **more}
        return sittings.begin(exam=self.exam, by=person or self.worker, at=at or self.now, **said)

    def give(self, sitting: Sitting, place: int, said: Any, at: datetime.datetime | None = None, **more: Any) -> Given:
        """An answer, as `marking` understands it."""
        item, _most, options = sitting.paper[place]
        moment = at or self.now + MINUTE
        given = {"client_uid": uuid.uuid4(), "said_at": moment, **more}
        words = fields.fields(bank_of(self.exam.pk)[item], options, said)
        return sittings.give(sitting=sitting, place=place, said=words, by=sitting.person, at=moment, **given)

    def give_all(self, sitting: Sitting, skip: tuple[str, ...] = ()) -> None:
        """Every right answer but those of some kinds."""
        for place, (item, _most, _options) in enumerate(sitting.paper):
            kind = bank_of(self.exam.pk)[item].kind
            if kind not in skip:
                self.give(sitting, place, RIGHT[kind])

    def place_of(self, sitting: Sitting, kind: str) -> int:
        """Where a kind stands on a paper."""
        return next(n for n, one in enumerate(sitting.paper) if bank_of(self.exam.pk)[one[0]].kind == kind)


def world(
    questions: tuple[Question, ...] = QUESTIONS, kinds: tuple[str, ...] = (), minutes: int = 30, **more: Any
) -> World:
    """With a question of each kind on the paper, 10 marks each (`kinds`: only those)."""
    now = timezone.now().replace(microsecond=0)
    union = make_union("试验县总工会")
    officer, trainer = make_officer(union), make_officer(union, role="trainer")
    worker, *others = (make_person(union) for _ in range(4))
    bank = banks.make(union=union, name="试验题库", by=trainer, at=now - DAY)
    items = [Item.of(bank, one, trainer, now - DAY) for one in questions]
    Item.objects.bulk_create(items)
    banks.review(items=items, to="approved", by=officer, at=now - DAY)
    rows = [Row(1, Decimal(10), kind) for kind in kinds or tuple(dict.fromkeys(one.kind for one in questions))]
    said: dict[str, Any] = {"by": trainer, "at": now - DAY}
    paper = papers.draw_up(
        union=union, bank=bank, title="试验卷", rows=rows, pass_marks=Decimal(10), minutes=minutes, **said
    )
    times = {"opens_at": now - HOUR, "closes_at": now + 2 * HOUR}
    exam = exams.set_exam(paper=paper, union=union, title="试验考试", **times, **said, **more)
    exams.add_candidates(exam=exam, people=[worker, *others], **said)
    return World(union, officer, trainer, worker, bank, paper, exam, now, others)
