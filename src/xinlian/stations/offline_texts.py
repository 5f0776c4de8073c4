"""Sentences for what phones send later and what they take along."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "sync_malformed": _("手机发来的这一条读不懂，没有收下。"),
    "sync_kind_unknown": _("手机发来的这一条是旧版本的，没有收下。请在网页上再说一次。"),
    "sync_from_the_future": _("手机的时间被调过，说不清这是什么时候说的，没有收下。请再说一次。"),
    "sync_too_many": _("一次发得太多了，请过一会儿再发。"),
    "sync_too_large": _("一次发得太多了，请过一会儿再发。"),
    "station_unknown": _("没有找到这个驿站，可能已经撤除了。"),
    "door_not_proven": _("门口的码换过了，这一次不算签到。请扫新的那张。"),
    "area_too_large": _("这个地区的驿站太多，一次带不上。请选县、街道，或一个城镇周围。"),
}
