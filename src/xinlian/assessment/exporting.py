"""A bank as a file to take along, and what the format cannot hold."""

from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.assessment.models import Bank, Item
from xinlian.engines.exams.bank import gift, moodle, qti, rows
from xinlian.engines.exams.bank.report import Fault
from xinlian.engines.exams.plain import from_plain
from xinlian.engines.exams.questions import Question

Writer = Callable[[Iterable[Question]], tuple[bytes, list[Fault]]]
FORMATS: dict[str, tuple[Writer, str, str]] = {
    "moodle": (moodle.write, "xml", "application/xml"),
    "gift": (gift.write, "gift", "text/plain; charset=utf-8"),
    "qti": (qti.write, "zip", "application/zip"),
}


def questions(bank: Bank) -> list[Question]:
    """The questions of a bank that are not retired, in the order they came."""
    live = Item.objects.filter(bank=bank, current=True).exclude(review="retired").order_by("id")
    return [from_plain(body) for body in live.values_list("body", flat=True)]


def excel(several: list[Question]) -> tuple[list[str], list[list[str]], list[Fault]]:
    """(headers, rows, what a row cannot hold)."""
    return rows.write(several)


PARTS: dict[str, "str | Promise"] = {
    "topic_dropped": _("知识点"),
    "difficulty_dropped": _("难度"),
    "trade_dropped": _("工种"),
    "source_dropped": _("来源"),
    "pictures_dropped": _("图片"),
    "marks_dropped": _("分值"),
    "explanation_dropped": _("解析"),
    "model_dropped": _("参考答案"),
}


def lost(several: list[Question], form: str) -> tuple[list[Question], dict[str, int]]:
    """What a format cannot hold: whole questions, and what of how many others."""
    faults = rows.write(several)[2] if form == "excel" else FORMATS[form][0](several)[1]
    whole = [several[int(Path(one.where).stem) - 1] for one in faults if not one.taken]
    return whole, Counter(str(PARTS.get(one.code, one.code)) for one in faults if one.taken)
