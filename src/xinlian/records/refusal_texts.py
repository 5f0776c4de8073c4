"""What to tell somebody for each refusal of records."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "client_name": _("请写这个系统或设备的名字。"),
    "client_may": _("请选它能做什么。"),
    "client_known": _("这个工会已经有同名的系统了。"),
    "client_blocked": _("这个系统已经停用了。"),
}
