"""Words of the journal: the labour contest."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, "str | Promise"] = {
    "season.made": _("拟了一个竞赛季"),
    "season.changed": _("改了竞赛季"),
    "season.dropped": _("删了竞赛季的草稿"),
    "season.started": _("开始了竞赛季"),
    "season.ended": _("结束了竞赛季"),
    "season.marked": _("打了竞赛的分"),
    "season.reckoned": _("重新算了竞赛的数"),
    "season.published": _("公布了竞赛季的结果"),
    "season.withdrawn": _("收回了竞赛季的结果"),
}
OBJECTS: dict[str, "str | Promise"] = {"training.season": _("竞赛季")}
FACTS: dict[str, "str | Promise"] = {
    "items": _("几项"),
    "month": _("哪个月"),
    "marks": _("几个分"),
}
