"""Where the training base is found in the bars."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from xinlian.training.who import READERS

_GROUP = _("培训基地")
_CLASSES: list[dict[str, Any]] = [
    {"order": 43, "name": "training:desk_timetable", "icon": "calendar-days", "label": _("课程表")},
    {"order": 44, "name": "training:desk_classes", "icon": "users", "label": _("培训班")},
    {"order": 45, "name": "training:desk_programmes", "icon": "graduation-cap", "label": _("培训项目")},
    {"order": 46, "name": "training:desk_hours", "icon": "clock", "label": _("学时")},
]
DESK: list[dict[str, Any]] = [{**one, "roles": READERS, "group": _GROUP} for one in _CLASSES]
