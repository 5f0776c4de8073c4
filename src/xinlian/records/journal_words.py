"""What records' verbs, objects and facts are called in the journal."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "client.made": _("给了一个系统记录接口的密钥"),
    "client.renewed": _("换了记录接口的密钥"),
    "client.blocked": _("停用了记录接口的密钥"),
    "client.unblocked": _("恢复了记录接口的密钥"),
    "statement.voided": _("作废了一条记录"),
    "document.deleted": _("删了记录接口里的一份文档"),
}

OBJECTS = {
    "records.client": _("记录接口的系统"),
    "records.statement": _("记录"),
    "records.document": _("记录接口的文档"),
}

FACTS = {
    "may": _("能做什么"),
    "client": _("系统"),
    "statement": _("记录编号"),
}
