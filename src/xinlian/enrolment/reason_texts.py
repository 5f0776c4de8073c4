"""What the engine's reason codes say to a worker: what was given and why, and what could still happen."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

GIVEN: dict[str, "str | Promise"] = {
    "in_turn": gettext_lazy("轮到您的签号时，%(batch)s能给您，又不会让排在您前面的人变差。"),
    "by_guarantee": gettext_lazy("“%(quota)s”有 %(guarantee)s 个保底座位，您用的是其中一个。"),
    "ceiling_lifted": gettext_lazy(
        "“%(quota)s”最多 %(ceiling)s 个座位，已经给满；大家都排过以后还空着座位，所以也给了您。"
    ),
}
WAITING: dict[str, "str | Promise"] = {
    "ceiling": gettext_lazy("“%(quota)s”最多 %(ceiling)s 个座位，轮到您之前已经给满。后来也没有空出来的座位。"),
    "party_too_large": gettext_lazy("你们 %(too_large)s 位要坐同一批，没有哪一批还能腾出这么多座位。"),
    "no_date": gettext_lazy("没有一个日期合适：要么没有选日期，要么结伴的几位没有共同能去的日期。"),
}


def batch_names(numbers: list[str]) -> str:
    """第 3、5、7 批."""
    return _("第 %(numbers)s 批") % {"numbers": _("、").join(numbers)}


def full(told: Mapping[str, Any], wanted: list[str], *, wished: bool) -> list[str]:
    """Why a set of full batches gives no seat: which, how many seats, who sits there, and that none of them can move."""
    values = {"batches": batch_names(told["batches"]), "seats": told["seats"]}
    if told["batches"] == sorted(wanted, key=int):
        start = _("您想去的%(batches)s一共 %(seats)s 座") if wished else _("您能去的%(batches)s一共 %(seats)s 座")
    else:
        start = (
            _("您想去的日期，要靠%(batches)s互相腾挪，一共 %(seats)s 座")
            if wished
            else _("您能去的日期，要靠%(batches)s互相腾挪，一共 %(seats)s 座")
        )
    lines = [start % values + _("，全部由比您先轮到的人坐满，他们当中没有谁能换走而不变差。")]
    lines += _inside(told)
    return lines


def _inside(told: Mapping[str, Any]) -> list[str]:
    lines = []
    if told["last_lot"]:
        lines.append(_("按签号给到了第 %(lot)s 号。") % {"lot": told["last_lot"]})
    if told["guaranteed"]:
        lines.append(_("其中 %(count)s 座是各会各组的保底座位，最先给。") % {"count": told["guaranteed"]})
    return lines
