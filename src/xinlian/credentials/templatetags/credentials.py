"""Pieces of pages about passes."""

from typing import Any

from django import template

from xinlian.credentials import outcome_texts as texts

register = template.Library()
PILLS = {"valid": "ok", "barred": "bad", "held": "warn", "expired": "off", "undecided": "info", "refused": "bad"}


@register.inclusion_tag("credentials/outcome.html")
def outcome(code: str, why: str, words: str = "") -> dict[str, Any]:
    """An outcome by colour, shape and word, with the reason below."""
    code = texts.shade(code, why)
    return {
        "tone": texts.TONES[code],
        "icon": texts.ICONS[code],
        "word": texts.OUTCOMES[code],
        "why": words or texts.why(why),
    }


@register.inclusion_tag("credentials/outcome_pill.html")
def outcome_pill(scan: Any) -> dict[str, Any]:
    """What a gate decided, small, with why."""
    code = texts.shade(scan.outcome, scan.why)
    return {"tone": PILLS[code], "word": texts.OUTCOMES[code], "why": texts.why(scan.why)}
