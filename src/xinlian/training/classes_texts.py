"""Sentences for why somebody waits on, and short words of the pages of classes."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.training.rules.reasons import Reason

WAITS_ON: Mapping[str, "str | Promise"] = {
    "medical_missing": _("还没有体检"),
    "medical_over": _("体检 %(day)s 到期了"),
    "medical_bars_trade": _("体检不能干登记的工种"),
    "medical_ends_before_class": _("体检 %(day)s 到期，这个班 %(ends)s 才上完"),
    "trade_not_taught": _("工种不在这个培训里"),
    "class_full": _("这几间教室坐满了，排下一班"),
    "class_too_small": _("同一种语言的人太少，等人多一点"),
    "builder_left": _("已经离开项目"),
}


def waits_on(reason: Reason) -> str:
    """Why somebody waits on."""
    return str(WAITS_ON[reason.code]) % dict(reason.facts)
