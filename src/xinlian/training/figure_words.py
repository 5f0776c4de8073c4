"""What the numbers of a base are called, and a month of them as tables for a page, a workbook, a paper."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.rows.days import day_words
from xinlian.sheets.sections import paper, section
from xinlian.training.models import TrainingClass
from xinlian.training.queries.figures import Rate
from xinlian.training.queries.months import Month
from xinlian.training.studio_texts import STUDIO_HEADERS, money

STAGES = {
    "registered": gettext_lazy("登记"),
    "medical": gettext_lazy("体检有效"),
    "trained": gettext_lazy("上过课"),
    "theory": gettext_lazy("理论通过"),
    "cleared": gettext_lazy("准许上岗"),
    "holds": gettext_lazy("码是绿的"),
}
CLASS_HEADERS = ("班", "培训", "开课", "教室", "带班老师", "安排", "到了")
RATE_HEADERS = ("名称", "参加考试", "通过", "通过率（%）")
SIMULATOR_HEADERS = ("模拟机", "次数", "分钟")
QUESTION_HEADERS = ("题目", "答过的人次", "得分率（%）")
STAGE_HEADERS = ("走到哪一步", "人数")


def funnel(month: Month) -> list[tuple[str, int]]:
    """From intake to the pass, in words."""
    return [(str(STAGES[one.code]), one.people) for one in month.funnel]


def class_row(one: TrainingClass) -> list[object]:
    """A class as a line."""
    batch = one.batch
    lead = one.lead.person.name if one.lead else ""
    counts = [one.seats, one.came]  # type: ignore[attr-defined]
    number = _("第 %(n)d 班") % {"n": batch.number}
    return [number, batch.offering.title, day_words(batch.starts_at), one.room.name, lead, *counts]


def rate_rows(several: list[Rate]) -> list[list[object]]:
    """Pass rates as lines."""
    return [[one.name, one.sat, one.passed, one.percent] for one in several]


def question_rows(month: Month) -> list[list[object]]:
    """The weakest questions as lines."""
    return [[one.item.stem, one.count, round((one.facility or 0) * 100)] for one in month.weakest]


def studio_rows(month: Month) -> list[list[object]]:
    """The studios as they stand today: what was confirmed beside what was only said."""
    rows: list[list[object]] = []
    for one in month.studio_lines:
        yuan = money(one.sums)
        rows.append([one.studio.name, one.lead, one.people, one.going, one.done, yuan.confirmed, yuan.said])
    return rows


def sheets(month: Month) -> list[tuple[str, tuple[str, ...], list[list[object]]]]:
    """The month as sheets of a workbook."""
    return [
        ("办班", CLASS_HEADERS, [class_row(one) for one in month.classes]),
        ("从登记到上岗", STAGE_HEADERS, [list(one) for one in funnel(month)]),
        ("老师", RATE_HEADERS, rate_rows(month.trainers)),
        ("班组", RATE_HEADERS, rate_rows(month.teams)),
        ("模拟机", SIMULATOR_HEADERS, [list(one) for one in month.simulators]),
        ("最难的题", QUESTION_HEADERS, question_rows(month)),
        ("工作室（到今天）", STUDIO_HEADERS, studio_rows(month)),
    ]


def report(month: Month) -> dict[str, Any]:
    """The month on paper."""
    widths = {"办班": (2, 5, 4, 2, 3, 2, 2), "最难的题": (8, 2, 2), "工作室（到今天）": (4, 3, 2, 2, 2, 3, 3)}
    parts = [
        section(name, headers, rows, widths.get(name, (4, *[2] * (len(headers) - 1))), tuple(range(1, len(headers))) if name not in widths else (len(headers) - 2, len(headers) - 1))
        for name, headers, rows in sheets(month)
        if rows
    ]  # fmt: skip
    goal = month.goal
    words = _("本月培训 %(came)d 人次；开工以来 %(done)d 人次，目标 %(goal)d 人次，按时间应到 %(even)d 人次。") % {
        "came": month.came,
        "done": goal.done,
        "goal": goal.goal,
        "even": goal.even,
    }
    title = _("%(year)d 年 %(month)d 月培训月报") % {"year": month.first.year, "month": month.first.month}
    return paper(title, f"{month.project.base_name} · {words}", wide=True, sections=parts)
