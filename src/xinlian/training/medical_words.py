"""What a medical check found, in plain words: for the medic and for oneself."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.training.models import Medical

RESULTS: dict[str, "str | Promise"] = dict(Medical.RESULTS)
RESTRICTIONS: dict[str, "str | Promise"] = {
    "height": _("不上高处"),
    "night": _("不上夜班"),
    "crane": _("不开起重机"),
    "driving": _("不开车"),
    "dust": _("不做粉尘大的活"),
    "noise": _("不做噪声大的活"),
}
