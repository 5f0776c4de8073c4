"""What to tell somebody for each refusal about seats, waiting lists, attendance."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "seat_unknown": _("没有这个座位，或者已经让出去了。"),
    "batch_full": _("这一批已经满了。可以选别的批次，或者排候补，有人退出就轮到您。"),
    "seat_already": _("这个人已经有一个座位了，一个人只能有一个。要换批次，请找工会干部。"),
    "batch_of_offering": _("这一批不属于这次报名。请从报名页面再进来一次。"),
    "batch_standing": _("这一批已经取消了。请看看别的批次。"),
    "batch_not_over": _("这一批已经结束了。请看看别的批次。"),
    "batch_begun": _("这一批已经开始或者取消了，现在改不了。有事请直接给带队的人打电话。"),
    "seat_step": _("这个座位已经有了别的答复。请刷新页面，看看现在是什么情况。"),
    "answer_in_time": _("答复的时间已经过了，座位让给了后面的人。还想去，请找工会干部。"),
    "why_needed": _("请写一句理由，它会留在这个座位旁边。"),
    "why_too_long": _("理由最多 200 个字，请写短一点。"),
    "same_batch": _("这个人已经在这一批里了。请选另一批。"),
    "same_union": _("替补的人要和原来的人属于同一个工会。请换一个人，或者把座位让给候补。"),
    "substitute_not_oneself": _("替补的人不能是原来的那个人。请选别人。"),
    "role_marshal": _("只有这一批带队的人和工会干部能点名。要帮忙，请让工会干部把您加上。"),
    "seat_stands": _("这个人在这一批没有座位，点不了名。请工会干部先安排座位。"),
    "tick_not_too_early": _("还没到这一批的时间，出发前 12 小时起才能点名。"),
    "tick_not_too_late": _("这一批已经结束，点名关了。要补记，请找工会干部。"),
    "batch_not_begun": _("这一批还没开始，不能结束点名。"),
    "here_not_proven": _("这个码不对，或者已经换过了。请扫车上或现场现在的码，或者让带队的人点名。"),
    "here_no_seat": _("您在这一批没有座位。请和带队的人说一声。"),
    "first_come_only": _("这项报名不是先到先得。请从报名页面进去填写。"),
    "batch_unknown": _("没有找到这一批。请从报名页面再进来一次。"),
}
