"""What to tell somebody for each refusal: clearing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "role_watcher": _("只有这个项目的检查员和干部能记违章。"),
    "violation_rule_name": _("写清楚是什么违章，不超过 80 个字。"),
    "violation_rule_points": _("一条违章记 1 到 12 分。"),
    "violation_rule_known": _("这一天已经有同名的一条。请换个名字或日期。"),
    "points_rule_order": _("停工的分数不能比复训的分数少，都至少 1 分。"),
    "points_rule_days": _("累计的天数在 30 到 1096 之间。"),
    "points_rule_known": _("这一天已经定过一条。请换个日期。"),
    "violation_rule_of_day": _("这一条在那一天还没有或者已经不用了。请选别的一条。"),
    "violation_rule_unknown": _("找不到这一条违章。请刷新页面再选。"),
    "violation_in_future": _("看到的时间还没有到。请看看手机的时间对不对。"),
    "violation_too_old": _("这是一个月以前的事，手机上不能补记了。请找基地的干部。"),
    "violation_oneself": _("不能给自己记违章。"),
    "violation_builder_here": _("这个人那一天不在这个项目上。"),
    "violation_builder_unknown": _("找不到这个人。请看看码有没有输错，或者按姓名找。"),
    "violation_builder_many": _("有几个人同名。请扫他的码，或者连上网从名单里选。"),
    "violation_known": _("这条记录已经收到了。"),
    "violation_yours": _("这不是您的记录。"),
    "violation_appeal_words": _("写清楚哪里不对，不超过 500 个字。"),
    "violation_stands": _("这条记录已经不算了，不用申诉。"),
    "violation_appealed": _("这条记录已经申诉过一次，请等答复。"),
    "violation_not_appealed": _("这条记录没有人申诉。"),
    "violation_answered": _("这个申诉已经答复过了。"),
    "violation_own_note": _("记下这条违章的人不能答复它的申诉。请让别的干部来答复。"),
    "violation_answer_words": _("写清楚为什么，不超过 500 个字，本人会看到。"),
    "level_standard_asks": _("至少要有一样要求，每样都要填全。"),
    "level_standard_known": _("这一天已经定过这一级的标准。请换个日期。"),
    "level_scheme": _("等级不是这个工种用的那一套。"),
    "level_standard_missing": _("这一级还没有定标准。请先定标准。"),
    "level_next_only": _("只能评下一级，不能跳级，也不能重评。"),
    "level_lacks": _("还不能评：%(words)s"),
    "level_given_already": _("这一级已经评过了。"),
}
