"""Where somebody stands with a programme, in words: a short one for the pill, a sentence, a tone."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise

# code: (tone of the pill, its words, what it means and what to do)
STANDING: dict[str, tuple[str, Text, Text]] = {
    "not_yet": ("off", _("还没开始报"), _("还没开始报名，到时候再来。")),
    "open": ("ok", _("正在报名"), _("现在可以报名。")),
    "over": ("off", _("报名截止了"), _("这一次报名已经截止，下一次早点来看看。")),
    "cancelled": ("bad", _("取消了"), _("工会取消了这一次。")),
    "signed_up": ("ok", _("报上名了"), _("截止前还能改日期，早报晚报一样。")),
    "waiting_draw": ("info", _("等抽签"), _("报名截止了，等公开抽签。")),
    "offered": ("warn", _("等您答复"), _("给您留了座位，请在期限前说去不去。")),
    "going": ("ok", _("说定了"), _("您要去。出发前再看一眼时间和地点。")),
    "over_now": ("off", _("已经结束"), _("这一批已经走完了。")),
    "came": ("ok", _("去过了"), _("希望您歇得好。")),
    "missed": ("bad", _("没有来"), _("您那天没有来。要是记错了，请告诉工会。")),
    "waiting": ("warn", _("您在候补"), _("有人退，就按公布的顺序往下给，轮到您会通知您。")),
    "gave_back": ("off", _("让出去了"), _("您说去不了，座位让给了下一位。")),
    "lapsed": ("bad", _("过了答复时间"), _("期限前没有答复，座位给了下一位。")),
    "called_off": (
        "bad",
        _("这一批取消了"),
        _("您那一批取消了。您在候补里，别的批次有空座位，就按公布的顺序通知您。"),
    ),
    "taken_away": ("bad", _("座位收回了"), _("工会收回了您的座位。觉得不对，请找工会问一问。")),
    "withdrawn": ("off", _("撤回了"), _("您撤回了报名。截止前还能再报。")),
    "not_eligible": ("bad", _("不符合条件"), _("按规定这一次没有您的名额，原因写在下面。")),
}
