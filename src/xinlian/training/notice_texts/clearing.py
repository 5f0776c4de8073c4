"""What builders are told about violations and levels. Passes and certificates tell of themselves."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import NoticeKind

EXAMPLE = {
    "rule": "高处作业不系安全带",
    "points": 6,
    "total": 6,
    "seen_at": "2026-05-07T09:20:00+08:00",
    "answer": "看了照片，您说得对",
    "upheld": "yes",
    "level": "四级/中级工",
    "trade": "焊工",
}
NOTICES = [
    NoticeKind(
        code="training.violation",
        name=_("记了一次违章"),
        title=_("记了一次违章：%(rule)s，%(points)s 分"),
        body=_("%(seen_at)s看到的。现在一共 %(total)s 分。觉得不对，可以申诉一次，由另外的人答复。"),
        channels=("inbox", "sms", "wechat"),
        must=True,
        moments=("seen_at",),
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="training.violation_answered",
        name=_("违章申诉有答复了"),
        title=_("您对违章的申诉：%(upheld)s"),
        body=_("答复：%(answer)s。现在一共 %(total)s 分。"),
        channels=("inbox", "sms", "wechat"),
        must=True,
        words={"upheld": {"yes": _("有理，不记了"), "no": _("维持原来的记录")}},
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="training.level_given",
        name=_("评上了技能等级"),
        title=_("您评上了%(trade)s %(level)s"),
        body=_("这是基地内部的等级，下次换上岗码时写上去。在“我的工地”里看下一级要什么。"),
        example=EXAMPLE,
        everyone=False,
    ),
]
