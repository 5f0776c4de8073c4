"""Where the training base is found in the bars."""

from typing import Any

from django.utils.translation import gettext_lazy as _

_GROUP = _("培训基地")
DESK: list[dict[str, Any]] = [
    {
        "order": 44,
        "name": "training:desk_clearance",
        "icon": "badge-check",
        "label": _("上岗"),
        "roles": ("officer", "trainer", "approver", "auditor"),
        "group": _GROUP,
    },
    {
        "order": 45,
        "name": "training:desk_violations",
        "icon": "triangle-alert",
        "label": _("违章"),
        "roles": ("officer",),
        "group": _GROUP,
    },
    {
        "order": 46,
        "name": "training:desk_levels",
        "icon": "medal",
        "label": _("技能等级"),
        "roles": ("officer", "trainer", "approver", "auditor"),
        "group": _GROUP,
    },
]
ME = [{"order": 26, "name": "training:my_work", "icon": "hard-hat", "label": _("我的工地")}]
