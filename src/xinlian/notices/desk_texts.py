"""The desk's words for what became of a message."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.notices.channels import open_channels
from xinlian.notices.models import CHANNELS, Delivery

STATES: dict[str, "str | Promise"] = dict(Delivery.STATES)
CODES: dict[str, "str | Promise"] = {
    "gateway_refused": _("短信或微信通道一直不接，试了五次"),
    "gateway_broke": _("通道的程序出错，请告诉系统管理员"),
    "no_answer": _("通道没有回答，可能已经发出"),
    "worker_ended": _("发送时程序中断，可能已经发出"),
    "no_phone": _("这个人没有手机号了"),
    "person_gone": _("这个人已经删除资料或停用"),
    "kind_gone": _("这种通知已经没有了"),
}


def channel_words(channels: Iterable[str]) -> str:
    """Those of the channels that exist here, in words."""
    words = {"inbox": _("站内"), **{code: word for code, word in CHANNELS if code in open_channels()}}
    return " · ".join(str(words[channel]) for channel in channels if channel in words)
