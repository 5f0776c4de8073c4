"""What studios and improvements are called, for pages and tables."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from xinlian.training.rules.studios import Sum

TONES = {"proposed": "warn", "accepted": "info", "running": "info", "done": "ok", "dropped": "off"}
SPARED: dict[str, "str | Promise"] = {
    "yuan": _("省了 %(n)s 元"),
    "days": _("省了 %(n)s 天"),
    "people": _("少用 %(n)s 人"),
}
HEADERS = (
    "项目", "工作室", "到哪一步", "提出日期", "说明", "几个人在做", "用在哪些班组",
    "确认省了（元）", "说了没确认（元）", "确认省了（天）", "说了没确认（天）", "确认少用（人）", "说了没确认（人）",
)  # fmt: skip
STUDIO_HEADERS = ("工作室", "带头人", "人数", "在做的项目", "做成的项目", "确认省了（元）", "说了没确认（元）")


def spared(unit: str, amount: int) -> str:
    """An amount with its unit, as a builder would say it."""
    return str(SPARED[unit]) % {"n": f"{amount:,}"}


def money(sums: tuple[Sum, ...]) -> Sum:
    """The sum of money among them."""
    return next((one for one in sums if one.unit == "yuan"), Sum("yuan"))
