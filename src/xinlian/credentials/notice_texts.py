"""What holders are told about their passes."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import NoticeKind

EXAMPLE = {"why": "满一年没有复训", "day": "2026-12-20", "answer": "看了录像，您说得对"}
STATES = {"suspended": _("暂停"), "retrain": _("需要再培训"), "revoked": _("吊销"), "valid": _("恢复有效")}
ENDS = {"upheld": _("申诉有理"), "turned_down": _("维持原来的决定")}

NOTICES = [
    NoticeKind(
        code="credentials.issued",
        name=_("工作证发下来了"),
        title=_("您的工作证发下来了"),
        body=_("有效期到%(day)s。打开“我的码”，没有网络也能给门卫扫。"),
        moments=("day",),
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="credentials.stepped",
        name=_("工作证的状态变了"),
        title=_("您的工作证：%(state)s"),
        body=_("理由：%(why)s。觉得不对，可以在“我的码”里申诉。"),
        channels=("inbox", "sms", "wechat"),
        must=True,
        words={"state": STATES},
        example={**EXAMPLE, "state": "retrain"},
        everyone=False,
    ),
    NoticeKind(
        code="credentials.ends_soon",
        name=_("工作证快到期了"),
        title=_("您的工作证到%(day)s为止"),
        body=_("请在那之前找工会换新证，过了这一天门上就不放行。"),
        channels=("inbox", "sms", "wechat"),
        moments=("day",),
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="credentials.appeal_answered",
        name=_("申诉有答复了"),
        title=_("您的申诉：%(state)s"),
        body=_("答复：%(answer)s"),
        must=True,
        words={"state": ENDS},
        example={**EXAMPLE, "state": "upheld"},
        everyone=False,
    ),
]
