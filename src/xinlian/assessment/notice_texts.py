"""What candidates are told about exams."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import NoticeKind

EXAMPLE = {
    "title": "岗前安全理论考试",
    "opens": "2026-12-02T09:00+08:00",
    "closes": "2026-12-02T11:00+08:00",
    "why": "第 12 题的答案有误",
    "answer": "第 12 题的答案有误，已经重新判分",
    "state": "upheld",
}
ENDS = {"upheld": _("申诉有理"), "turned_down": _("维持原来的成绩")}

NOTICES = [
    NoticeKind(
        code="assessment.invited",
        name=_("请您参加考试"),
        title=_("请您参加“%(title)s”"),
        body=_("%(opens)s 开考，在手机上就能考。考前可以先练一练。"),
        channels=("inbox", "sms", "wechat"),
        moments=("opens",),
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="assessment.rescheduled",
        name=_("考试改了时间"),
        title=_("“%(title)s”改了时间"),
        body=_("现在是 %(opens)s 开考，%(closes)s 结束。"),
        channels=("inbox", "sms", "wechat"),
        moments=("opens", "closes"),
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="assessment.regraded",
        name=_("考试成绩改判了"),
        title=_("“%(title)s”改判了，您的得分变了"),
        body=_("原因：%(why)s。打开看现在的得分。"),
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="assessment.published",
        name=_("考试成绩公布了"),
        title=_("“%(title)s”的成绩公布了"),
        body=_("打开看得了多少分、哪里错了。有不同意见，七天内可以申诉。"),
        channels=("inbox", "wechat"),
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="assessment.appeal_answered",
        name=_("成绩申诉有了答复"),
        title=_("“%(title)s”的成绩申诉：%(state)s"),
        body=_("答复：%(answer)s"),
        words={"state": ENDS},
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="assessment.panel_seated",
        name=_("请您当裁判"),
        title=_("请您当“%(title)s”的裁判"),
        body=_("在平板或手机上打分，没有网络也能打。去考场以前先打开一次，名单就存好了。"),
        channels=("inbox", "sms", "wechat"),
        example=EXAMPLE,
        everyone=False,
    ),
    NoticeKind(
        code="assessment.asked_again",
        name=_("请再看一遍打的分"),
        title=_("“%(title)s”：请您再看一遍打的分"),
        body=_("裁判之间差得比较多。看过以后，改或者不改，请重新签字。"),
        channels=("inbox", "sms", "wechat"),
        example=EXAMPLE,
        everyone=False,
    ),
]
