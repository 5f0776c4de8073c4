"""What the station room tells people."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import NoticeKind

NOTICES = [
    NoticeKind(
        code="stations.keeper_asked",
        name=_("请管理员确认驿站"),
        title=_("“%(station)s”请您去看一看"),
        body=_("工会请您去看看“%(station)s”：开门时间、设施和登记的一样吗。看过请在心连的“我管的驿站”里点确认。"),
        channels=("inbox", "sms", "wechat"),
        example={"station": "丰桥社区职工驿站"},
        everyone=False,
    ),
    NoticeKind(
        code="stations.complaint_answered",
        name=_("意见有了答复"),
        title=_("您对“%(station)s”提的意见有答复了"),
        body=_("打开就能看到工会怎么说。"),
        example={"station": "丰桥社区职工驿站"},
    ),
]
