"""What to tell an officer for each refusal about programmes, bases, trips and their costs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "base_name_taken": _("已经有一个同名的基地。请换个名字，或者去改那一个。"),
    "route_name_taken": _("这个基地已经有一条同名的线路。请换个名字，或者去改那一条。"),
    "route_near": _("这条线路属于别的工会，用不了。请选自己的或上级的线路。"),
    "programme_over": _("这个项目已经结束或取消，不能再改了。"),
    "batches_some": _("一次可以加 1 到 200 批。"),
    "days_some": _("每批 1 到 15 天。"),
    "seats_some": _("每批至少要有 1 个座位。"),
    "cost_some": _("金额要大于 0。"),
    "survey_unchosen": _("还没有选问卷。请先在“满意度”里选一份。"),
    "nobody_came": _("这一批还没有人到场，没有人可以问。"),
    "no_seat": _("这个人现在没有座位。请先排到一批。"),
    "substitute_unknown": _("没有人用这个手机号登记过。请先在“人员”里登记。"),
}
