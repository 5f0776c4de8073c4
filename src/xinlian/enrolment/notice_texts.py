"""What people are told about their seats."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import NoticeKind

EXAMPLE = {
    "title": "2026 年职工疗休养",
    "batch": 3,
    "until": "2026-05-06T18:00+08:00",
    "day": "2026-05-20",
    "why": "台风",
}
MOMENTS = ("day", "until")

NOTICES = [
    NoticeKind(
        code="enrolment.seat_offered",
        name=_("有座位等您答复"),
        title=_("“%(title)s”第 %(batch)s 批有您的座位"),
        body=_("%(day)s 出发。请在 %(until)s 前打开心连，说去还是不去；过了时间，座位会让给后面的人。"),
        channels=("inbox", "sms", "wechat"),
        must=True,
        moments=MOMENTS,
        example=EXAMPLE,
    ),
    NoticeKind(
        code="enrolment.seat_reminder",
        name=_("答复的时间快到了"),
        title=_("“%(title)s”的座位还等您一句话"),
        body=_("第 %(batch)s 批，%(day)s 出发。%(until)s 前没有答复，座位会让给后面的人。"),
        channels=("inbox", "sms", "wechat"),
        moments=MOMENTS,
        example=EXAMPLE,
    ),
    NoticeKind(
        code="enrolment.seat_lapsed",
        name=_("没有答复，座位让出去了"),
        title=_("“%(title)s”第 %(batch)s 批的座位已让给后面的人"),
        body=_("我们没有等到您的答复。还想去，请找工会干部，看看有没有空座位。"),
        moments=MOMENTS,
        example=EXAMPLE,
    ),
    NoticeKind(
        code="enrolment.waitlist_moved",
        name=_("候补轮到您了"),
        title=_("候补轮到您了：“%(title)s”第 %(batch)s 批"),
        body=_("有座位空出来，轮到您了。%(day)s 出发。请在 %(until)s 前打开心连，说去还是不去。"),
        channels=("inbox", "sms", "wechat"),
        must=True,
        moments=MOMENTS,
        example=EXAMPLE,
    ),
    NoticeKind(
        code="enrolment.drawn_too_late",
        name=_("抽中的一批已经出发了"),
        title=_("“%(title)s”抽中了第 %(batch)s 批，可是那一批已经出发"),
        body=_(
            "结果公布晚了，第 %(batch)s 批 %(day)s 已经出发，没法给您留座位。别的批次有空座位时，会按签号顺序通知您。"
        ),
        must=True,
        moments=MOMENTS,
        example=EXAMPLE,
    ),
    NoticeKind(
        code="enrolment.batch_changed",
        name=_("换了批次"),
        title=_("“%(title)s”给您换到了第 %(batch)s 批"),
        body=_("%(day)s 出发。工会写的理由：%(why)s。打开心连能看到新的安排。"),
        channels=("inbox", "sms", "wechat"),
        must=True,
        moments=MOMENTS,
        example=EXAMPLE,
    ),
    NoticeKind(
        code="enrolment.batch_cancelled",
        name=_("一批取消了"),
        title=_("“%(title)s”第 %(batch)s 批取消了"),
        body=_("工会写的理由：%(why)s。您仍在候补里，别的批次有空座位时会按顺序通知您。"),
        channels=("inbox", "sms", "wechat"),
        must=True,
        moments=MOMENTS,
        example=EXAMPLE,
    ),
]
