"""Words of the journal: studios and improvements."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, "str | Promise"] = {
    "studio.founded": _("建了工作室"),
    "studio.changed": _("改了工作室"),
    "studio.closed": _("撤了工作室"),
    "studio.joined": _("让人进了工作室"),
    "studio.left": _("让人离开了工作室"),
    "studios.exported": _("导出了创新项目的名单"),
    "improvement.proposed": _("提了一条改进建议"),
    "improvement.written_down": _("写下了一个创新项目"),
    "improvement.moved": _("推进了创新项目"),
    "improvement.put_on": _("让人参加创新项目"),
    "improvement.taken_off": _("让人退出创新项目"),
    "improvement.used": _("记下了用在哪些班组"),
    "improvement.step_planned": _("给创新项目加了一步"),
    "improvement.step_done": _("创新项目做完了一步"),
    "improvement.step_dropped": _("去掉了创新项目的一步"),
    "improvement.gain_said": _("说了创新项目的成效"),
    "improvement.gain_confirmed": _("确认了创新项目的成效"),
    "improvement.gain_dropped": _("去掉了没有确认的成效"),
}
OBJECTS: dict[str, "str | Promise"] = {
    "training.studio": _("工作室"),
    "training.studiomember": _("工作室的人"),
    "training.improvement": _("创新项目"),
    "training.improvementworker": _("参加创新项目的人"),
}
FACTS: dict[str, "str | Promise"] = {
    "part": _("身份"),
    "unit": _("单位"),
    "amount": _("多少"),
    "state": _("到哪一步"),
}
