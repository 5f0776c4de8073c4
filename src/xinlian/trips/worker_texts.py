"""What to tell a worker or a leader for each refusal of trips."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, "str | Promise"] = {
    "family_welcome": _("这一次不能带家人。"),
    "application_stands": _("您的报名已经不在名单里，先重新报名。"),
    "relative_named": _("请写家人的姓名。"),
    "relatives_few": _("最多带三位家人。"),
    "relative_paid": _("这位家人的费用已经付了，要退请联系工会。"),
    "health_own": _("身体情况只能由本人写。"),
    "health_consent": _("要让领队看到，先要您同意。"),
}
