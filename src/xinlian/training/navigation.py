"""Where the training base is found in the bars."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from xinlian.training.queries.builders import works
from xinlian.training.who import KEEPERS, MEDICS, READERS

_GROUP = _("培训基地")
_ENTRIES: list[tuple[str, str, Any, tuple[str, ...]]] = [
    ("desk_base", "hard-hat", _("项目和基地"), READERS),
    ("desk_builders", "users-round", _("工人"), READERS),
    ("desk_medicals", "stethoscope", _("上岗体检"), MEDICS),
    ("desk_timetable", "calendar-days", _("课程表"), READERS),
    ("desk_classes", "users", _("培训班"), READERS),
    ("desk_programmes", "graduation-cap", _("培训项目"), READERS),
    ("desk_hours", "clock", _("学时"), READERS),
    ("desk_clearance", "badge-check", _("上岗"), READERS),
    ("desk_violations", "triangle-alert", _("违章"), KEEPERS),
    ("desk_levels", "medal", _("技能等级"), READERS),
    ("desk_seasons", "trophy", _("劳动竞赛"), READERS),
    ("desk_studios", "lightbulb", _("创新工作室"), READERS),
    ("desk_figures", "chart-column", _("培训统计"), READERS),
]
DESK: list[dict[str, Any]] = [
    {
        "order": 40 + place / 100,
        "name": f"training:{name}",
        "icon": icon,
        "label": label,
        "roles": roles,
        "group": _GROUP,
    }
    for place, (name, icon, label, roles) in enumerate(_ENTRIES)
]

ME: list[dict[str, Any]] = [
    {"order": 26, "name": "training:my_work", "icon": "hard-hat", "label": _("我的工地"), "whose": works},
]
