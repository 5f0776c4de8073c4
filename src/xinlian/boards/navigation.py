"""Where boards are found in the bars."""

from django.utils.translation import gettext_lazy as _

from xinlian.boards.who import READERS

ME = [{"order": 29, "name": "boards:mine", "icon": "list-ordered", "label": _("我的名次")}]
DESK = [
    {
        "order": 39,
        "name": "boards:desk",
        "icon": "list-ordered",
        "label": _("排行榜"),
        "roles": READERS,
        "group": _("考核"),
    },
]
