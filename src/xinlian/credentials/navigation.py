"""Where passes are found in the bars."""

from django.utils.translation import gettext_lazy as _

READERS = ("officer", "approver", "auditor")
_GROUP = _("证和码")
BAR = [{"order": 30, "name": "credentials:pass", "icon": "qr-code", "label": _("我的码"), "code": True}]
ME = [{"order": 30, "name": "credentials:certificates", "icon": "award", "label": _("我的证书")}]
DESK = [
    {
        "order": 40,
        "name": "credentials:desk",
        "icon": "id-card",
        "label": _("工作证"),
        "roles": READERS,
        "group": _GROUP,
    },
    {
        "order": 41,
        "name": "credentials:desk_certificates",
        "icon": "award",
        "label": _("证书"),
        "roles": READERS,
        "group": _GROUP,
    },
    {
        "order": 42,
        "name": "credentials:desk_sites",
        "icon": "door-open",
        "label": _("工地和门"),
        "roles": READERS,
        "group": _GROUP,
    },
    {
        "order": 44,
        "name": "credentials:desk_keys",
        "icon": "key-round",
        "label": _("签名钥匙"),
        "roles": READERS,
        "group": _GROUP,
    },
]
