"""Where trips are found in the bars."""

from django.utils.translation import gettext_lazy as _

_GROUP = _("报名和活动")
DESK = [
    {
        "order": 20,
        "name": "trips:desk_trips",
        "icon": "bus",
        "label": _("疗休养"),
        "roles": ("officer", "approver", "auditor"),
        "group": _GROUP,
    },
]
