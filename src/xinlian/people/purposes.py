"""What people may say yes to, each in the wording they were shown. A changed wording is a new version."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Purpose:
    """One purpose: stable code, version of the wording, what is asked, and what happens without a yes."""

    code: str
    version: str
    title: "str | Promise"
    text: "str | Promise"
    without: "str | Promise"


PURPOSES = (
    Purpose(
        "location",
        "2026-11",
        _("用我的位置核对驿站情况"),
        _(
            "您登录着报告驿站开没开时，我们把您离驿站多远和您的报告记在一起，留 90 天，用来分辨消息准不准。只记距离，不记位置。"
        ),
        _("不同意也能报告：距离照样用来分辨，但不记是您报的。"),
    ),
    Purpose(
        "media",
        "2026-11",
        _("展示我拍的照片和短视频"),
        _("您传的照片、短视频经人看过以后，展示在驿站页面上，别人能看到画面，看不到您是谁。请不要拍别人的脸。"),
        _("不同意就不展示，已经展示的会撤下来。"),
    ),
    Purpose(
        "health",
        "2026-11",
        _("让领队知道我的身体情况"),
        _(
            "您为一次出行写下的身体情况和紧急联系人，加密保存；只有带这一批的领队看得到，只在出发前三天到回来后一天，"
            "回来以后到期自动删掉。"
        ),
        _("不同意也能去；不写就没有人看到。"),
    ),
)
BY_CODE = {purpose.code: purpose for purpose in PURPOSES}
