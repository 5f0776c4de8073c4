"""Parts of the pages about clearance: `{% load training_clearing %}`."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from xinlian.rows.days import day_words
from xinlian.training.models.projects import TIERS
from xinlian.training.rules.hours import Standing

register = template.Library()


@register.inclusion_tag("training/clearing/hours_bar.html")
def hours_bar(one: Standing) -> dict[str, Any]:
    """One demand for hours: what it is, how much of it is done, by when."""
    asked = one.asked
    name = _("每年") if asked.every_year else str(dict(TIERS).get(asked.tier, _("一共")))
    return {
        "name": name,
        "done": _figure(one.minutes),
        "asked": _figure(asked.minutes),
        "width": min(100, round(100 * one.minutes / asked.minutes)) if asked.minutes else 100,
        "full": one.done,
        "by": "" if one.done or not asked.within_days else day_words(one.due_on),
    }


def _figure(minutes: int) -> str:
    return f"{minutes / 60:.1f}".removesuffix(".0")
