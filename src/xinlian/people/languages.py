"""The languages somebody may speak, by code."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LANGUAGES: dict[str, "str | Promise"] = {
    "zh": _("普通话"),
    "en": _("英语"),
    "ug": _("维吾尔语"),
    "bo": _("藏语"),
    "mn": _("蒙古语"),
    "ko": _("朝鲜语"),
    "kk": _("哈萨克语"),
    "sign": _("手语"),
}
