"""What credentials' verbs, objects and facts are called in the journal."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "pass.issued": _("发了工作证"),
    "pass.stepped": _("改了工作证的状态"),
    "pass.reminded": _("提醒了工作证快到期"),
    "pass.printed": _("打印了工作证"),
    "appeal.made": _("对证的决定提了申诉"),
    "appeal.answered": _("答复了申诉"),
    "site.opened": _("登记了工地"),
    "site.changed": _("改了工地"),
    "site.people": _("改了工地的人员"),
    "gate.made": _("设了一道门"),
    "gate.coded": _("要了门的登记码"),
    "gate.enrolled": _("门上的设备登记好了"),
    "gate.blocked": _("停用了门上的设备"),
    "gate.scans": _("收到了门上的记录"),
    "portrait.taken": _("存了证上的照片"),
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
    "credentials.appeal": _("申诉"),
    "credentials.portrait": _("证上的照片"),
    "credentials.site": _("工地"),
    "credentials.gate": _("门"),
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
    "scans": _("记录数"),
    "added": _("加了"),
    "removed": _("去掉了"),
    "form": _("样式"),
    "use": _("用来"),
    "kid": _("钥匙"),
    "since": _("从"),
}
