"""Tags for the pages of trips: `{% load trips %}`."""

from django import template
from django.utils.translation import gettext as _

from xinlian.enrolment.models import Batch
from xinlian.trips import words
from xinlian.trips.queries.worker import length_words, money_words

register = template.Library()
register.simple_tag(length_words, name="days_words")
register.simple_tag(money_words)


@register.filter
def tone(code: str) -> str:
    """The tone of a standing's pill."""
    return words.STANDING[code][0]


@register.filter
def standing(code: str) -> str:
    """A standing in two or three words."""
    return str(words.STANDING[code][1])


@register.filter
def means(code: str) -> str:
    """What a standing means, as a sentence."""
    return str(words.STANDING[code][2])


@register.filter
def nth(batch: Batch) -> str:
    """第 9 批."""
    return _("第 %(n)d 批") % {"n": batch.number}
