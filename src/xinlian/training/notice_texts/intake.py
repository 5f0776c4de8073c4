"""What builders are told: intake and medicals."""

from django.utils.translation import gettext_lazy as _

from xinlian.notices.kinds import NoticeKind

NOTICES = [
    NoticeKind(
        code="training.medical_ends_soon",
        name=_("上岗体检快到期了"),
        title=_("您的上岗体检到%(day)s为止"),
        body=_("请在那之前再做一次体检。过了这一天，上岗码就不管用了。"),
        channels=("inbox", "sms", "wechat"),
        moments=("day",),
        example={"day": "2026-12-20"},
        everyone=False,
    ),
]
