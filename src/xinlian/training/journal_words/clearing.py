"""Words of the journal: clearing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERBS: dict[str, "str | Promise"] = {
    "clearance.decided": _("作了上岗决定"),
    "violation.noted": _("记了一次违章"),
    "violation.appealed": _("申诉了违章"),
    "violation.answered": _("答复了违章申诉"),
    "violation.rule_made": _("定了一条违章记分"),
    "violation.rule_ended": _("停用了一条违章记分"),
    "violation.rules_seeded": _("放进了常用的违章记分"),
    "points.rule_made": _("定了记分到几分怎么办"),
    "level.standard_made": _("定了等级的标准"),
    "level.given": _("评了技能等级"),
}
OBJECTS: dict[str, "str | Promise"] = {
    "training.clearance": _("上岗决定"),
    "training.violation": pgettext_lazy("one", "违章"),
    "training.violationrule": _("违章记分"),
    "training.pointsrule": _("记分规则"),
    "training.levelstandard": _("等级标准"),
    "training.levelgrant": pgettext_lazy("one", "技能等级"),
}
FACTS: dict[str, "str | Promise"] = {
    "ok": _("能不能上岗"),
    "missing": _("差几样"),
    "violation_points": _("几分"),
    "upheld": _("申诉有理"),
}
