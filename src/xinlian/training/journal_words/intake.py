"""Words of the journal: intake."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS: dict[str, "str | Promise"] = {
    "project.set_up": _("建了项目和培训基地"),
    "project.new_hall_key": _("给基地的大屏换了地址"),
    "project.changed": _("改了项目"),
    "section.added": _("加了标段"),
    "team.added": _("加了班组"),
    "team.changed": _("改了班组"),
    "team.key_changed": _("换了班组的登记码"),
    "room.added": _("加了教室"),
    "room.changed": _("改了教室"),
    "subject.added": _("加了科目"),
    "subject.changed": _("改了科目"),
    "demand.added": _("写了工种的要求"),
    "trainer.added": _("加了培训老师"),
    "trainer.changed": _("改了培训老师教什么"),
    "absence.added": _("记了老师哪几天不来"),
    "absence.dropped": _("老师还是来"),
    "builder.registered": _("登记了工人"),
    "builder.returned": _("工人又来了"),
    "builder.moved": _("给工人换了班组或工种"),
    "builder.born_noted": _("记下了工人的出生日期"),
    "builder.left": _("工人离场"),
    "builders.exported": _("导出了工人名单"),
    "medical.noted": _("记了一次体检"),
    "medical.withdrawn": _("撤回了一次体检记录"),
    "medical.reminded": _("提醒了体检快到期"),
}
OBJECTS: dict[str, "str | Promise"] = {
    "training.project": _("项目和基地"),
    "training.section": _("标段"),
    "training.team": _("班组"),
    "training.room": _("教室"),
    "training.subject": _("教的科目"),
    "training.trainer": _("培训老师"),
    "training.absence": _("老师不来的日子"),
    "training.tradedemand": _("工种的要求"),
    "training.builder": pgettext_lazy("one", "工人"),
    "training.medical": _("体检记录"),
}
FACTS: dict[str, "str | Promise"] = {
    "subcontracted": _("分包单位"),
    "capacity": _("坐得下"),
    "tier": _("哪一级"),
    "trade": _("工种代码"),
    "subjects": _("几个科目"),
    "effective_on": _("生效日期"),
}
