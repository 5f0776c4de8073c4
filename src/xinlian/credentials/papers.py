"""Passes on paper: a card, a sticker for the helmet, labels 24 to a sheet; certificates, one to a page."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from xinlian.credentials.models import Certificate, WorkPass
from xinlian.credentials.queries.addresses import pass_host
from xinlian.credentials.queries.mine import picture
from xinlian.credentials.queries.verifying import words
from xinlian.credentials.rules import certificates as rules
from xinlian.credentials.rules import codes
from xinlian.engines.seals.text import as_address
from xinlian.rows.days import day_words
from xinlian.sheets import paper
from xinlian.sheets.qr import svg

CARDS = Path(__file__).parent / "typst" / "cards.typ"
CERTIFICATE = CARDS.with_name("certificate.typ")
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
        "until": day_words(one.last_day),
        "issuer": one.issuer.name,
        "qr": svg(as_address(bytes(one.token), pass_host())),
        "photo": list(picture(one.portrait)) if photo and one.portrait else [],
    }


def certificate_pdf(one: Certificate) -> bytes:
    """A certificate as PDF/A-3 with its Open Badge inside, before it is signed. In Chinese, whoever asks for it."""
    facts = [
        ("编号", one.number),
        ("工种", one.trade.name if one.trade else ""),
        ("等级", f"{one.level.name}（{one.level.scheme.name}）" if one.level else ""),
        ("学时", f"{one.hours} 学时" if one.hours else ""),
        ("有效期", _until(one)),
    ]
    data = {
        "title": one.title,
        "name": one.name,
        "about": one.template.about,
        "criteria": one.template.criteria,
        "facts": [pair for pair in facts if pair[1]],
        "issuer": one.issuer.name,
        "signed_as": one.template.signed_as,
        "day": _day(one.awarded_on),
        "internal": rules.INTERNAL,
        "code": codes.shown(one.code),
        "host": pass_host(),
        "qr": svg(as_address(bytes(one.token), pass_host())),
        "badge": one.badge,
        "number": one.number,
    }
    return paper.pdf(CERTIFICATE, data, "a-3b")


def _until(one: Certificate) -> str:
    return f"至 {_day(one.last_day)}" if one.last_day else "长期"


def _day(day: datetime.date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
