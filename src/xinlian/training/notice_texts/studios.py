"""What builders are told of their proposals."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import NoticeKind

NOTICES = [
    NoticeKind(
        code="training.improvement",
        name=_("改进建议有消息了"),
        title=_("您的建议“%(title)s”：%(state)s"),
        body=_("基地说：%(why)s"),
        words={
            "state": {
                "accepted": _("采用了"),
                "running": _("开始做了"),
                "done": _("做成了"),
                "dropped": _("不做了"),
            }
        },
        example={"title": "给吊具加一个定位销", "state": "accepted", "why": "下周一起试试"},
        everyone=False,
    ),
]
