"""Where people stand in the bars."""

from django.utils.translation import gettext_lazy as _

_GROUP = _("人员和记录")
BAR = [{"order": 90, "name": "people:me", "icon": "user-round", "label": _("我的")}]
KEEPERS = ("officer", "approver")
DESK = [
    {"order": 60, "name": "people:people", "icon": "users", "label": _("人员"), "roles": KEEPERS, "group": _GROUP},
    {
        "order": 62,
        "name": "people:roles",
        "icon": "key-round",
        "label": _("角色"),
        "roles": (*KEEPERS, "auditor"),
        "group": _GROUP,
    },
    {"order": 64, "name": "people:unions", "icon": "network", "label": _("工会"), "roles": KEEPERS, "group": _GROUP},
    {
        "order": 66,
        "name": "people:firms",
        "icon": "building",
        "label": _("单位和平台"),
        "roles": KEEPERS,
        "group": _GROUP,
    },
    {
        "order": 68,
        "name": "people:requests",
        "icon": "message-square",
        "label": _("资料请求"),
        "roles": ("officer",),
        "group": _GROUP,
    },
    {
        "order": 90,
        "name": "people:uploads",
        "icon": "file-spreadsheet",
        "label": _("导入"),
        "roles": ("officer",),
        "group": _GROUP,
    },
    {
        "order": 95,
        "name": "people:journal",
        "icon": "scroll-text",
        "label": _("日志"),
        "roles": (*KEEPERS, "auditor"),
        "group": _GROUP,
    },
]
MENU = [
    {"order": 10, "name": "people:me", "icon": "user-round", "label": _("我的")},
    {"order": 20, "name": "people:me_devices", "icon": "monitor-smartphone", "label": _("登录着的设备")},
    {"order": 30, "name": "mfa_index", "icon": "shield-check", "label": _("第二道验证")},
    {"order": 90, "name": "people:sign_out", "icon": "log-out", "label": _("退出登录"), "post": True},
]
