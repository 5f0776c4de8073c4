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
]
