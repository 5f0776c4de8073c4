"""The languages that people tell us they speak."""

from django.utils.translation import gettext_lazy as _

LANGUAGES = [
    ("zh", _("汉语")),
    ("bo", _("藏语")),
    ("mn", _("蒙古语")),
    ("ug", _("维吾尔语")),
    ("kk", _("哈萨克语")),
    ("za", _("壮语")),
    ("ii", _("彝语")),
    ("ko", _("朝鲜语")),
    ("en", _("英语")),
    ("other", _("其他语言")),
]
