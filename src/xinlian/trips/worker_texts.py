"""What to tell a worker or a leader for each refusal of trips, and how their acts read in the journal."""

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

VERBS: dict[str, "str | Promise"] = {
    "trip.relative_brought": _("带上了一位家人"),
    "trip.relative_left": _("去掉了一位家人"),
    "trip.health_said": _("写了给领队的身体情况"),
    "trip.health_forgotten": _("收回同意，删掉了身体情况"),
    "trip.health_ended": _("到期删掉了身体情况"),
}
FACTS: dict[str, "str | Promise"] = {"emptied": _("清空了")}
