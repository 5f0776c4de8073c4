"""Sentences for what phones say later about stations and what they take along."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "station_unknown": _("没有找到这个驿站，可能已经撤除了。"),
    "door_not_proven": _("门口的码换过了，这一次不算签到。请扫新的那张。"),
    "area_too_large": _("这个地区的驿站太多，一次带不上。请选县、街道，或一个城镇周围。"),
}
