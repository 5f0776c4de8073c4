"""Passes on paper: a card, a sticker for the helmet, labels 24 to a sheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from xinlian.credentials.models import WorkPass
from xinlian.credentials.queries.addresses import pass_host
from xinlian.credentials.queries.mine import picture
from xinlian.credentials.queries.verifying import words
from xinlian.credentials.rules import codes
from xinlian.engines.seals.text import as_address
from xinlian.rows.days import day_words
from xinlian.sheets.qr import svg

CARDS = Path(__file__).parent / "typst" / "cards.typ"
FORMS = ("card", "sticker", "sheet")
PER_SHEET = 24


def data(form: str, several: Sequence[WorkPass]) -> dict[str, Any]:
    """What the template prints; photos on cards alone."""
    return {
        "form": form,
        "cards": [_card(one, photo=form == "card") for one in several],
        "words": {"title": _("工作证"), "until": _("有效期到 ")},
    }


def _card(one: WorkPass, *, photo: bool) -> dict[str, Any]:
    return {
        "name": one.name,
        "code": codes.shown(one.code),
        "trades": [" ".join(filter(None, pair)) for pair in words(one.trades)],
        "until": day_words(one.ends_at),
        "issuer": one.issuer.name,
        "qr": svg(as_address(bytes(one.token), pass_host())),
        "photo": list(picture(one.portrait)) if photo and one.portrait else [],
    }
