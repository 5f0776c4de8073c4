"""The demo's questionnaire: how satisfied people were with a trip."""

import datetime

from xinlian.people.models import Union
from xinlian.surveys.actions import draw_up
from xinlian.surveys.forms.questions import STEPS
from xinlian.surveys.models import Questionnaire
from xinlian.surveys.rules.questions import Question

UNION, NAME = "永康市总工会", "疗休养满意度"
SCALES = [
    ("overall", "这次出来，总的满意吗", "Altogether, how satisfied are you with this trip?", True),
    ("transport", "车坐得怎么样", "How was the transport?", False),
    ("food", "饭菜怎么样", "How was the food?", False),
    ("guide", "领队和导游怎么样", "How were the leader and the guide?", False),
    ("schedule", "日程安排得怎么样", "How was the schedule?", False),
]
AGAIN = [
    {"code": "yes", "zh": "愿意", "en": "Yes"},
    {"code": "depends", "zh": "看时间和地方", "en": "It depends on when and where"},
    {"code": "no", "zh": "不去了", "en": "No"},
]
BETTER = [
    {"code": "transport", "zh": "坐车", "en": "Transport"},
    {"code": "food", "zh": "吃饭", "en": "Food"},
    {"code": "rooms", "zh": "住宿", "en": "Rooms"},
    {"code": "schedule", "zh": "日程", "en": "Schedule"},
    {"code": "notice", "zh": "通知早一点", "en": "Earlier notice"},
    {"code": "nothing", "zh": "都挺好", "en": "Nothing"},
]


def questions() -> list[Question]:
    """Seven questions to tick and one to write."""
    scales = [_question(code, "scale", zh, en, STEPS, required=must) for code, zh, en, must in SCALES]
    return [
        *scales,
        _question("again", "choice", "下次还愿意来吗", "Would you come again?", AGAIN, required=True),
        _question("better", "many", "下次先改哪里", "What should be improved first?", BETTER),
        _question("words", "text", "还想说什么", "Anything else?", []),
    ]


def _question(
    code: str, kind: str, zh: str, en: str, options: list[dict[str, str]], *, required: bool = False
) -> Question:
    return {"code": code, "kind": kind, "text": {"zh": zh, "en": en}, "required": required, "options": options}


def questionnaires(now: datetime.datetime) -> Questionnaire:
    """The questionnaire of the union of Yongkang, ready to be asked after each batch; made once."""
    union = Union.objects.get(name=UNION)
    known = Questionnaire.objects.filter(union=union, name=NAME).first()
    return known or draw_up(union=union, name=NAME, questions=questions(), by=None, at=now)
