"""Where the station room is found in the bars."""

from django.utils.translation import gettext_lazy as _

BAR = [{"order": 10, "name": "stations:near", "icon": "map-pin", "label": _("找驿站")}]

_READERS = ("officer", "approver", "auditor", "inspector")
_DECIDERS = ("officer", "approver")
_GROUP = _("驿站")
DESK = [
    {
        "order": 10,
        "name": "stations:desk_stations",
        "icon": "building",
        "label": _("驿站"),
        "roles": _READERS,
        "deep": False,
        "group": _GROUP,
    },
    {
        "order": 11,
        "name": "stations:desk_proposals",
        "icon": "git-pull-request",
        "label": _("修改审核"),
        "roles": _READERS,
        "group": _GROUP,
    },
    {
        "order": 12,
        "name": "stations:desk_faults",
        "icon": "wrench",
        "label": _("故障"),
        "roles": _READERS,
        "group": _GROUP,
    },
    {
        "order": 13,
        "name": "stations:desk_complaints",
        "icon": "message-square",
        "label": _("留言和照片"),
        "roles": _DECIDERS,
        "group": _GROUP,
    },
    {
        "order": 14,
        "name": "stations:desk_reviews",
        "icon": "clipboard-check",
        "label": _("年度评价"),
        "roles": _READERS,
        "group": _GROUP,
    },
    {
        "order": 15,
        "name": "stations:desk_visits",
        "icon": "chart-column",
        "label": _("来访"),
        "roles": _READERS,
        "group": _GROUP,
    },
    {
        "order": 16,
        "name": "stations:keep",
        "icon": "key-round",
        "label": _("我管的驿站"),
        "roles": ("keeper",),
        "group": _GROUP,
    },
]
