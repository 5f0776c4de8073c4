"""Where signing up is found in the bar."""

from django.utils.translation import gettext_lazy as _

BAR = [{"order": 20, "name": "enrolment:signup", "icon": "ticket", "label": _("报名")}]
