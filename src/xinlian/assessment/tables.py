"""The desk's tables of banks, questions, papers and exams, as plain dicts for the shell's table component."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.assessment.models import Exam, Item, Paper, Sitting
from xinlian.assessment.queries.results import full_of, passed
from xinlian.assessment.shown import marks_words

REVIEW_TONES = {"draft": "warn", "approved": "ok", "retired": "off"}
EXAM_TONES = {"set": "info", "closed": "warn", "published": "ok", "cancelled": "off"}


def banks_table(banks: Sequence[Any]) -> dict[str, Any]:
    """All banks."""
    return {
        "title": _("题库"),
        "count": len(banks),
        "columns": [
            {"key": "name", "label": _("叫什么"), "zh": True},
            {"key": "union", "label": _("哪个工会的"), "zh": True},
            {"key": "questions", "label": _("题数"), "num": True},
            {"key": "drafts", "label": _("待审"), "num": True},
            {"key": "practice", "label": _("练习")},
        ],
        "rows": [
            {
                "id": str(one.uid),
                "url": reverse("assessment:desk_bank", args=[one.uid]),
                "cells": {
                    "name": one.name,
                    "union": one.union.name,
                    "questions": one.questions,
                    "drafts": one.drafts,
                    "practice": _("可以练") if one.practice else "",
                },
            }
            for one in banks
        ],
        "empty": _("还没有题库"),
        "empty_words": _("建一个题库，再把 Excel 里的题导进来。"),
    }


def items_table(page: Iterable[Item], count: int, *, keeper: bool) -> dict[str, Any]:
    """A page of questions."""
    acts = [
        {"value": "approved", "label": _("审过"), "icon": "check"},
        {"value": "draft", "label": _("退回待审"), "icon": "undo-2"},
        {"value": "retired", "label": _("停用题目"), "icon": "archive"},
    ]
    return {
        "title": _("题目"),
        "count": count,
        "columns": [
            {"key": "stem", "label": _("题干"), "zh": True},
            {"key": "kind", "label": _("题型")},
            {"key": "topic", "label": _("知识点"), "zh": True},
            {"key": "difficulty", "label": _("难度"), "num": True},
            {"key": "version", "label": _("第几版"), "num": True},
            {"key": "review", "label": _("状态")},
        ],
        "rows": [
            {
                "id": str(one.uid),
                "name": one.stem[:30],
                "url": reverse("assessment:desk_item", args=[one.uid]),
                "cells": {
                    "stem": one.stem[:80],
                    "kind": one.get_kind_display(),
                    "topic": one.topic,
                    "difficulty": one.difficulty or "",
                    "version": one.version,
                    "review": {"text": one.get_review_display(), "state": REVIEW_TONES[one.review]},
                },
            }
            for one in page
        ],
        "bulk": acts if keeper else [],
        "empty": _("这里没有题目"),
        "empty_words": _("从 Excel 导入，或者加一题。"),
    }


def papers_table(papers: Sequence[Any]) -> dict[str, Any]:
    """All papers."""
    return {
        "title": _("试卷"),
        "count": len(papers),
        "columns": [
            {"key": "title", "label": _("叫什么"), "zh": True},
            {"key": "bank", "label": _("题库"), "zh": True},
            {"key": "questions", "label": _("题数"), "num": True},
            {"key": "full", "label": _("满分"), "num": True},
            {"key": "pass", "label": _("及格"), "num": True},
            {"key": "minutes", "label": _("分钟"), "num": True},
            {"key": "exams", "label": _("考过几场"), "num": True},
            {"key": "state", "label": _("状态")},
        ],
        "rows": [_paper_row(one) for one in papers],
        "empty": _("还没有试卷"),
        "empty_words": _("先有审过的题，再出一份试卷。"),
    }


def _paper_row(one: Any) -> dict[str, Any]:
    state = {"text": _("停用了"), "state": "off"} if one.retired_at else {"text": _("能用"), "state": "ok"}
    paper: Paper = one
    return {
        "id": str(paper.uid),
        "url": reverse("assessment:desk_paper", args=[paper.uid]),
        "cells": {
            "title": paper.title,
            "bank": paper.bank.name,
            "questions": sum(row["count"] for row in paper.blueprint),
            "full": full_of(paper),
            "pass": marks_words(paper.pass_marks),
            "minutes": paper.minutes,
            "exams": one.exams_set,
            "state": state,
        },
    }


def exams_table(page: Iterable[Any], count: int) -> dict[str, Any]:
    """A page of exams."""
    return {
        "title": _("考试"),
        "count": count,
        "columns": [
            {"key": "title", "label": _("叫什么"), "zh": True},
            {"key": "union", "label": _("哪个工会办的"), "zh": True},
            {"key": "opens", "label": _("什么时候")},
            {"key": "listed", "label": _("考生"), "num": True},
            {"key": "now", "label": _("正在考"), "num": True},
            {"key": "ended", "label": _("交了"), "num": True},
            {"key": "state", "label": _("状态")},
        ],
        "rows": [
            {
                "id": str(one.uid),
                "url": reverse("assessment:desk_exam", args=[one.uid]),
                "cells": {
                    "title": one.title,
                    "union": one.union.name,
                    "opens": f"{timezone.localtime(one.opens_at):%Y-%m-%d %H:%M}",
                    "listed": one.listed,
                    "now": one.sitting_now,
                    "ended": one.ended,
                    "state": {"text": one.get_state_display(), "state": EXAM_TONES[one.state]},
                },
            }
            for one in page
        ],
        "empty": _("还没有考试"),
        "empty_words": _("先出一份试卷，再安排考试。"),
    }


def results_table(exam: Exam, page: Iterable[Sitting], count: int) -> dict[str, Any]:
    """A page of results."""
    rows = []
    for one in page:
        one.exam = exam
        good = passed(one)
        rows.append(
            {
                "id": str(one.uid),
                "url": reverse("assessment:desk_sitting", args=[one.uid]),
                "cells": {
                    "name": one.person.name,
                    "union": one.person.union.name if one.person.union else "",
                    "attempt": one.attempt,
                    "marks": marks_words(one.marks or 0),
                    "passed": _result_pill(one, good=good),
                    "took": int(((one.ended_at or one.ends_at) - one.began_at).total_seconds() // 60),
                    "how": one.get_ended_by_display(),
                },
            }
        )
    return {
        "title": _("成绩"),
        "count": count,
        "columns": [
            {"key": "name", "label": _("姓名"), "zh": True},
            {"key": "union", "label": _("工会"), "zh": True},
            {"key": "attempt", "label": _("第几次"), "num": True},
            {"key": "marks", "label": _("得分"), "num": True},
            {"key": "passed", "label": _("及格")},
            {"key": "took", "label": _("用了几分钟"), "num": True},
            {"key": "how", "label": _("怎么交的")},
        ],
        "rows": rows,
        "empty": _("还没有人交卷"),
    }


def _result_pill(one: Sitting, *, good: bool) -> dict[str, str]:
    if one.waiting:
        return {"text": _("还要判 %(n)s 题") % {"n": one.waiting}, "state": "warn"}
    return {"text": _("及格"), "state": "ok"} if good else {"text": _("没及格"), "state": "bad"}
