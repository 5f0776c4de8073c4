"""Reasons as sentences: by code, with their facts; the same on pages, phones and to machines."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import get_language

from xinlian.training.reason_texts import clearing

TEXTS: dict[str, "str | Promise"] = {**clearing.TEXTS}


def sentence(code: str, facts: Mapping[str, object]) -> str:
    """The sentence of a reason in the active language; its code where there is none."""
    text = TEXTS.get(code)
    return str(text) % clearing.said(facts) if text is not None else code


def one_after_another(several: Iterable[str]) -> str:
    """Sentences as a text: with a space between them, but not in Chinese."""
    return ("" if (get_language() or "zh").startswith("zh") else " ").join(several)


def sentences(kept: Sequence[Sequence[object]]) -> list[str]:
    """Of reasons as a row keeps them."""
    return [sentence(str(code), facts) for code, facts in kept if isinstance(facts, Mapping)]
