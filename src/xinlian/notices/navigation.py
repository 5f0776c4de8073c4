"""Where notices stand on the desk and on one's own page."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.queries.mine import unread
from xinlian.people.scope import DESK as ROLES

DESK = [
    {
        "order": 70,
        "name": "notices:desk",
        "icon": "bell",
        "label": _("通知"),
        "roles": ROLES,
        "group": _("人员和记录"),
    },
]
ME = [{"order": 10, "name": "notices:inbox", "icon": "bell", "label": _("通知"), "count": unread}]
