"""What notices hold about somebody."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import KEEP_DAYS
from xinlian.people.holdings import Holding

SERVICE = _("向您提供工会服务所必需")

HOLDINGS = [
    Holding(
        model="notices.Notice",
        person="person",
        fields=("kind", "facts", "made_at", "read_at"),
        what=_("工会告诉过您的事，您看没看过"),
        purpose=_("把和您有关的事告诉您，不说两遍"),
        basis=SERVICE,
        seen_by=_("只有您自己；工会干部只看到发出多少条、多少人看过"),
        since="made_at",
        keep_days=KEEP_DAYS,
        at_end="erase",
    ),
    Holding(
        model="notices.Delivery",
        person="notice__person",
        fields=("channel", "state", "sent_at"),
        what=_("这些事有没有用短信或微信发给您"),
        purpose=_("不漏发，不重复发"),
        basis=SERVICE,
        seen_by=_("只有您自己；工会干部只看到发出多少条"),
        since="due_at",
        keep_days=KEEP_DAYS,
        at_end="erase",
    ),
    Holding(
        model="notices.Mute",
        person="person",
        fields=("kind", "channel"),
        what=_("您不想用短信或微信收的通知"),
        purpose=_("不打扰您"),
        basis=SERVICE,
        seen_by=_("只有您自己"),
        since="",
        keep_days=None,
        at_end="erase",
    ),
]
