"""Where people stand in the bars."""

from django.utils.translation import gettext_lazy as _

BAR = [{"order": 90, "name": "people:me", "icon": "user-round", "label": _("我的")}]

MENU = [
    {"order": 10, "name": "people:me", "icon": "user-round", "label": _("我的")},
    {"order": 20, "name": "people:me_devices", "icon": "monitor-smartphone", "label": _("登录着的设备")},
    {"order": 30, "name": "mfa_index", "icon": "shield-check", "label": _("第二道验证")},
    {"order": 90, "name": "people:sign_out", "icon": "log-out", "label": _("退出登录"), "post": True},
]
