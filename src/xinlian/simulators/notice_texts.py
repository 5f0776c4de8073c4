"""What trainees are told about simulators."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import NoticeKind

EXAMPLE = {"device": "装载机 1 号机", "place": "培训基地模拟机房", "task": "铲装石料", "why": "打分不准"}
NOTICES = [
    NoticeKind(
        code="simulators.called",
        name=_("轮到练模拟机"),
        title=_("轮到您了：%(device)s"),
        body=_("请到%(place)s，练“%(task)s”。坐上去输您的编号。"),
        channels=("inbox", "wechat"),
        moments=(),
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="simulators.withdrawn",
        name=_("模拟机成绩撤下了"),
        title=_("您在%(device)s的成绩撤下了"),
        body=_("原因：%(why)s。名次跟着变了，可以再练一次。"),
        channels=("inbox", "wechat"),
        moments=(),
        example=EXAMPLE,
        everyone=False,
    ),
]
