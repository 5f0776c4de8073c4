"""What somebody still lacks, in a word or two, as a colleague would say it; and how far a medical check carries.

Whoever reads them learns of a check only whether somebody may do the trade, and until when.
"""

import datetime
from collections.abc import Collection, Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xinlian.rows.days import day_words
from xinlian.training.rules import medical
from xinlian.training.rules.reasons import Reason

LACKS: dict[str, "str | Promise"] = {
    "name_missing": _("姓名"),
    "id_missing": _("证件号码"),
    "age_unknown": _("核对年龄"),
    "age_under": _("年龄不够"),
    "age_over": _("年龄超了"),
    "medical_missing": _("体检"),
    "medical_over": _("体检到期了，再做一次"),
    "medical_bars_trade": _("体检结论不能干这个工种"),
    "class_missing": _("上岗培训"),
    "sessions_missing": _("有课没上，要补课"),
    "training_over": _("复训"),
    "hours_short": _("学时不够"),
    "theory_missing": _("理论考试"),
    "theory_failed": _("理论补考"),
    "task_missing": _("模拟机实操"),
    "points_retrain": _("扣分多了，要复训"),
    "points_suspend": _("扣分满了，先停工"),
}
OTHER = _("到前台问一问")


def lacks(reasons: Iterable[Reason]) -> list[str]:
    """What is missing, each said once."""
    return list(dict.fromkeys(str(LACKS.get(one.code, OTHER)) for one in reasons))


def carries(check: medical.Check | None, barred_by: Collection[str], on: datetime.date) -> tuple[str, str]:
    """(words, tone) of a check for whoever may not know what it found."""
    reason = medical.against(check, barred_by, on)
    if reason is None and check is not None:
        soon = check.valid_until <= on + datetime.timedelta(days=medical.REMIND_DAYS)
        return gettext("可以上岗到%(day)s") % {"day": day_words(check.valid_until)}, "warn" if soon else "ok"
    code = reason.code if reason is not None else "medical_missing"
    words = {
        "medical_missing": (gettext("没有体检"), "off"),
        "medical_over": (gettext("体检到期"), "bad"),
    }
    return words.get(code, (gettext("这个工种不行"), "bad"))
