"""The verbs of notices, in words."""

from django.utils.translation import gettext_lazy as _

from xinlian.journal.words import Text

VERBS: dict[str, Text] = {
    "notices.chosen": _("选择用什么方式收通知"),
    "notices.sent_again": _("重新发送通知"),
}
OBJECTS: dict[str, Text] = {
    "notices.notice": _("通知"),
    "notices.delivery": _("发送"),
    "notices.mute": _("不收的通知"),
}
FACTS: dict[str, Text] = {"off": _("关掉几项")}
VALUES: dict[str, Text] = {"failed": _("没发出"), "lost": _("结果不明")}
