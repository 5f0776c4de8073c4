"""Why somebody may not go to work: a sentence and a short word for each, and what they do about it.

Whoever reads them knows no more of a medical than that there is one, and until when.
"""

import datetime
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.rows.days import day_words
from xinlian.training.models.projects import TIERS

TEXTS: dict[str, "str | Promise"] = {
    "name_missing": _("姓名还没有登记。"),
    "id_missing": _("证件号码还没有登记。"),
    "age_unknown": _("证件上看不出年龄，要请基地的干部核对出生日期。"),
    "age_under": _("今年 %(age)s 岁，这个工种要满 %(least)s 岁。"),
    "age_over": _("今年 %(age)s 岁，这个工种最多到 %(most)s 岁。"),
    "medical_missing": _("还没有体检。"),
    "medical_over": _("体检过期了，有效到%(day)s。"),
    "medical_bars_trade": _("按体检结论，不能做这个工种。"),
    "class_missing": _("还没有上过岗前培训。"),
    "sessions_missing": _("培训还差 %(sessions)s 节课。"),
    "training_over": _("上次培训只管到%(day)s，要复训。"),
    "hours_short": _("%(tier)s教育要 %(asked)s 学时，现在 %(minutes)s 学时。"),
    "theory_missing": _("理论考试还没有考。"),
    "theory_failed": _("理论考试没有及格，可以补考。"),
    "task_missing": _("实操“%(task)s”要 %(least)s 分，最好一次 %(best)s 分。"),
    "points_retrain": _("违章记了 %(points)s 分，要复训。"),
    "points_suspend": _("违章记了 %(points)s 分，先停工，复训以后再看。"),
    "pass_by_hand": _("上岗码在%(day)s被干部停了，要由干部恢复。"),
    "pass_revoked": _("上岗码在%(day)s被吊销了，要由干部重新发。"),
    "left_project": _("%(day)s离开了项目。"),
    "other": _("还有别的原因，基地的干部知道。"),
}
LABELS: dict[str, "str | Promise"] = {
    "name_missing": _("没有姓名"),
    "id_missing": _("没有证件号码"),
    "age_unknown": _("年龄不清楚"),
    "age_under": _("年龄不够"),
    "age_over": _("年龄超了"),
    "medical_missing": _("没有体检"),
    "medical_over": _("体检过期"),
    "medical_bars_trade": _("体检不适合工种"),
    "class_missing": _("没有上培训"),
    "sessions_missing": _("缺课"),
    "training_over": _("要复训"),
    "hours_short": _("学时不够"),
    "theory_missing": _("没有考理论"),
    "theory_failed": _("理论没有及格"),
    "task_missing": _("实操没有过"),
    "points_retrain": _("违章要复训"),
    "points_suspend": _("违章停工"),
    "pass_by_hand": _("码被干部停了"),
    "pass_revoked": _("码被吊销"),
    "left_project": _("离开了项目"),
    "other": _("别的原因"),
}
WAYS_ON: dict[str, "str | Promise"] = {
    "name_missing": _("带身份证到基地前台登记"),
    "id_missing": _("带身份证到基地前台登记"),
    "age_unknown": _("带身份证到基地前台核对"),
    "age_under": _("到基地前台问一问能做什么工种"),
    "age_over": _("到基地前台问一问能做什么工种"),
    "medical_missing": _("去体检"),
    "medical_over": _("去体检"),
    "medical_bars_trade": _("到基地前台问一问能做什么工种"),
    "class_missing": _("来上岗前培训"),
    "sessions_missing": _("把缺的课补上"),
    "training_over": _("来上复训"),
    "hours_short": _("把学时补上"),
    "theory_missing": _("考理论"),
    "theory_failed": _("补考理论"),
    "task_missing": _("上模拟机考实操"),
    "points_retrain": _("来上复训"),
    "points_suspend": _("来上复训"),
    "pass_by_hand": _("到基地前台问一问"),
    "pass_revoked": _("到基地前台问一问"),
    "left_project": _("要回来干活，先到基地前台登记"),
}


def said(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as words: days, hours, tiers; a dash for what never was."""
    return {name: _word(name, value) for name, value in facts.items()}


def _word(name: str, value: object) -> object:
    if name == "day":
        return day_words(datetime.date.fromisoformat(str(value)))
    if name in ("minutes", "asked") and isinstance(value, int):
        return f"{value / 60:.1f}".removesuffix(".0")
    if name == "tier":
        return dict(TIERS).get(str(value), "")
    return 0 if value is None else value
