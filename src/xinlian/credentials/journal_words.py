"""What credentials' verbs, objects and facts are called in the journal."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "pass.issued": _("发了工作证"),
    "pass.stepped": _("改了工作证的状态"),
    "status_list.opened": _("开了一份状态名单"),
    "status_list.published": _("公布了状态名单"),
    "key.made": _("造了签名钥匙"),
    "key.compromised": _("宣布钥匙泄露"),
    "key.emptied": _("销毁了签名钥匙"),
    "root.added": _("登记了根钥匙"),
    "bundle.taken": _("收下了信任清单"),
}

OBJECTS = {
    "credentials.workpass": _("工作证"),
    "credentials.statuslist": _("状态名单"),
    "credentials.signingkey": _("签名钥匙"),
    "credentials.trustroot": _("根钥匙"),
    "credentials.trustbundle": _("信任清单"),
}

FACTS = {
    "replaces": _("代替的旧证"),
    "key": _("钥匙"),
    "places": _("位置数"),
    "changes": _("改动数"),
}
