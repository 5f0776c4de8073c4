"""What builders are told of their proposals."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import NoticeKind

STATES = {"accepted": _("采用了"), "running": _("开始做了"), "done": _("做成了"), "dropped": _("不做了")}
EXAMPLE = {"title": "给吊具加一个定位销", "state": "accepted", "why": "下周一起试试"}

NOTICES = [
    NoticeKind(
        code="training.improvement_answered",
        name=_("改进建议有答复了"),
        title=_("您的建议“%(title)s”：%(state)s"),
        body=_("基地说：%(why)s"),
        words={"state": STATES},
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="training.improvement_moved",
        name=_("改进建议有进展了"),
        title=_("您的建议“%(title)s”：%(state)s"),
        body=_("在“工作室和建议”里看得到做到哪一步。"),
        words={"state": STATES},
        example=EXAMPLE,
        everyone=False,
    ),
]
