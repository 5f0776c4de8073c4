"""What people are told of their classes."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import NoticeKind

EXAMPLE = {"title": "焊工上岗培训", "starts": "2026-12-03T08:30+08:00", "room": "301 教室"}
SESSION = {**EXAMPLE, "subject": "高处作业"}

NOTICES = [
    NoticeKind(
        code="training.placed",
        name=_("排上了培训班"),
        title=_("您排上了“%(title)s”"),
        body=_("%(starts)s 在%(room)s开课。请提前 10 分钟到，带上身份证。"),
        channels=("inbox", "sms", "wechat"),
        must=True,
        moments=("starts",),
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="training.class_soon",
        name=_("培训班快开课了"),
        title=_("“%(title)s”%(starts)s开课"),
        body=_("在%(room)s。到了扫教室墙上的码签到。来不了，请马上告诉班组长或者前台。"),
        channels=("inbox", "sms", "wechat"),
        moments=("starts",),
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="training.session_moved",
        name=_("一节课改了时间或教室"),
        title=_("“%(subject)s”改到%(starts)s"),
        body=_("%(title)s的这节课改在%(room)s上。"),
        channels=("inbox", "sms", "wechat"),
        must=True,
        moments=("starts",),
        example=SESSION,
        everyone=False,
    ),
    NoticeKind(
        code="training.make_up",
        name=_("有一节课要补"),
        title=_("请来补课：“%(subject)s”"),
        body=_("您缺了%(title)s的这节课。%(starts)s 在%(room)s补，补完学时才够。"),
        channels=("inbox", "sms", "wechat"),
        must=True,
        moments=("starts",),
        example=SESSION,
        everyone=False,
    ),
    NoticeKind(
        code="training.taken_out",
        name=_("从一个班里移出来了"),
        title=_("您不在“%(title)s”%(starts)s的班里了"),
        body=_("理由：%(why)s。您仍在等，下一班会再通知您。有疑问请到前台。"),
        channels=("inbox", "sms", "wechat"),
        must=True,
        moments=("starts",),
        example={**EXAMPLE, "why": "体检要复查"},
        everyone=False,
    ),
]
