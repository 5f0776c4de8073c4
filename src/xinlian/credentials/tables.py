"""The desk's table of passes, as a plain dict for the shell's table component."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.credentials.models import WorkPass
from xinlian.credentials.queries.verifying import words
from xinlian.credentials.rules import codes
from xinlian.rows.days import day_words

TONES = {"valid": "ok", "suspended": "warn", "retrain": "warn", "revoked": "bad", "replaced": "off"}


def passes_table(page: Iterable[WorkPass], count: int) -> dict[str, Any]:
    """A page of passes."""
    rows = list(page)
    known = dict(
        zip(
            [pair for row in rows for pair in map(tuple, row.trades)],
            words([p for r in rows for p in r.trades]),
            strict=True,
        )
    )
    return {
        "title": _("工作证"),
        "count": count,
        "columns": [
            {"key": "name", "label": _("姓名"), "zh": True, "sort": True},
            {"key": "code", "label": _("短码")},
            {"key": "trades", "label": _("工种"), "zh": True},
            {"key": "ends", "label": _("有效期到"), "sort": True},
            {"key": "issuer", "label": _("发证工会"), "zh": True, "hidden": True},
            {"key": "state", "label": _("状态"), "sort": True},
        ],
        "rows": [_row(one, known) for one in rows],
        "sort": "-issued",
        "empty": _("还没有工作证"),
        "empty_words": _("培训合格的人，从“发一张证”开始。"),
    }


def _row(one: WorkPass, known: dict[tuple[int, ...], tuple[str, str]]) -> dict[str, Any]:
    return {
        "id": str(one.uid),
        "url": reverse("credentials:desk_pass", args=[one.uid]),
        "cells": {
            "name": one.name or "—",
            "code": codes.shown(one.code),
            "trades": "、".join(known[tuple(pair)][0] for pair in one.trades),
            "ends": day_words(one.ends_at),
            "issuer": one.issuer.name,
            "state": {"text": one.get_state_display(), "state": TONES[one.state]},
        },
    }
