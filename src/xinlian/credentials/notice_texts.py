"""What holders are told about their passes."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import NoticeKind

EXAMPLE = {
    "why": "满一年没有复训",
    "day": "2026-12-20",
    "answer": "看了录像，您说得对",
    "title": "岗前安全培训合格证书",
}
DAYS = {"review": _("要复审"), "end": _("到期")}
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
    NoticeKind(
        code="credentials.awarded",
        name=_("证书发下来了"),
        title=_("您得了一张证书：%(title)s"),
        body=_("在“我的证书”里能看，能下载，扫上面的方码谁都能查。"),
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="credentials.taken_back",
        name=_("证书撤销了"),
        title=_("您的证书撤销了：%(title)s"),
        body=_("理由：%(why)s。觉得不对，请找发证的工会。"),
        must=True,
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="credentials.outside_due",
        name=_("别处发的证书快到日子了"),
        title=_("%(title)s，%(day)s%(what)s"),
        body=_("请早一点去发证的地方办。办好了告诉工会，改一下记录。"),
        channels=("inbox", "sms", "wechat"),
        moments=("day",),
        words={"what": DAYS},
        example={**EXAMPLE, "title": "低压电工作业", "what": "review"},
        everyone=False,
    ),
]
