"""Where people stand in the bars."""

from django.utils.translation import gettext_lazy as _

BAR = [{"order": 90, "name": "people:me", "icon": "user-round", "label": _("我的")}]
