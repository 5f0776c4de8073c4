"""What to say beside a question whose answer does not fit, and the words of kinds and scales."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FAULTS: dict[str, "str | Promise"] = {
    "answer_required": _("这一题还没有答，请选一个或写几个字。"),
    "answer_too_long": _("最多 500 个字，请改短一点。"),
    "answer_one_only": _("这一题只能选一个。"),
    "answer_no_list": _("这一题没有收到，请重新选。"),
    "answer_no_text": _("这一题没有收到，请重新写。"),
    "option_unknown": _("没有这个选项，请重新选。"),
    "question_unknown": _("问卷里没有这一题。请刷新这一页再填。"),
}
KINDS: dict[str, "str | Promise"] = {
    "scale5": _("5 级打分，每级有文字"),
    "scale10": _("1 到 10 打分"),
    "choice": _("选一个"),
    "many": _("可以选几个"),
    "text": _("写几句话"),
}
