"""Where people stand in the bars."""

from django.utils.translation import gettext_lazy as _

BAR = [{"order": 90, "name": "people:me", "icon": "user-round", "label": _("我的")}]
KEEPERS = ("officer", "approver")
DESK = [
    {"order": 60, "name": "people:people", "icon": "users", "label": _("人员"), "roles": KEEPERS},
    {"order": 62, "name": "people:roles", "icon": "key-round", "label": _("角色"), "roles": (*KEEPERS, "auditor")},
    {"order": 64, "name": "people:unions", "icon": "network", "label": _("工会"), "roles": KEEPERS},
    {"order": 66, "name": "people:firms", "icon": "building", "label": _("单位和平台"), "roles": KEEPERS},
    {"order": 68, "name": "people:requests", "icon": "message-square", "label": _("资料请求"), "roles": ("officer",)},
    {"order": 90, "name": "people:uploads", "icon": "file-spreadsheet", "label": _("导入"), "roles": ("officer",)},
    {"order": 95, "name": "people:journal", "icon": "scroll-text", "label": _("日志"), "roles": (*KEEPERS, "auditor")},
]
