"""How templates say what an improvement spared, and how far it came."""

from django import template

from xinlian.training import studio_texts
from xinlian.training.models import ImprovementGain
from xinlian.training.rules.studios import Sum

register = template.Library()


@register.filter
def spared(gain: ImprovementGain) -> str:
    """One result."""
    return studio_texts.spared(gain.unit, gain.amount)


@register.filter
def confirmed(one: Sum) -> str:
    """What of a sum was confirmed."""
    return studio_texts.spared(one.unit, one.confirmed)


@register.filter
def only_said(one: Sum) -> str:
    """What of a sum was said and not confirmed."""
    return studio_texts.spared(one.unit, one.said)


@register.filter
def thousands(amount: int) -> str:
    """12,000."""
    return f"{amount:,}"


@register.filter
def tone(state: str) -> str:
    """The pill of a state."""
    return studio_texts.TONES[state]
