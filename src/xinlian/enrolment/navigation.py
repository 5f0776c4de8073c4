"""Where signing up is found in the bars."""

from django.utils.translation import gettext_lazy as _

BAR = [{"order": 20, "name": "enrolment:signup", "icon": "ticket", "label": _("报名")}]

DESK = [
    {
        "order": 24,
        "name": "enrolment:desk_conditions",
        "icon": "list-checks",
        "label": _("报名条件"),
        "roles": ("officer", "approver", "auditor"),
        "group": _("报名和活动"),
    },
]
