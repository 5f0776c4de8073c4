"""The desk's tables about clearance, violations and levels, as plain dicts for the shell's table component."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.rows.days import day_words
from xinlian.training.forms.clearing import STATES
from xinlian.training.queries.clearing_desk import Line
from xinlian.training.reason_texts.clearing import LABELS

TONES = {"ready": "info", "lacking": "warn", "cleared": "ok"}


def clearance_table(page: Iterable[Line], count: int, project: str, query: str, *, officer: bool) -> dict[str, Any]:
    """Builders as they stand, to be chosen and decided on."""
    bulk = [{"value": "decide", "label": _("现在决定，齐了就发码"), "icon": "badge-check"}]
    return {
        "title": _("上岗"),
        "columns": [
            {"key": "name", "label": _("姓名"), "sort": True, "zh": True},
            {"key": "trade", "label": _("工种"), "zh": True},
            {"key": "team", "label": _("班组"), "sort": True, "zh": True},
            {"key": "state", "label": _("情况"), "sort": True},
            {"key": "reasons", "label": _("还差什么")},
            {"key": "until", "label": _("码到哪天"), "sort": True},
            {"key": "decided", "label": _("上次决定"), "hidden": True},
        ],
        "rows": [_row(one) for one in page],
        "count": count,
        "bulk": bulk if officer else [],
        "bulk_url": f"{reverse('training:desk_decide_many', args=[project])}?{query}",
        "empty": _("没有符合的人"),
        "empty_words": _("放宽一点条件。新来的人先在前台登记。"),
    }


def _row(one: Line) -> dict[str, Any]:
    builder = one.builder
    return {
        "id": str(builder.uid),
        "url": reverse("training:desk_clearance_one", args=[builder.uid]),
        "cells": {
            "name": builder.person.name or "—",
            "trade": builder.trade.name,
            "team": builder.team.name if builder.team else "",
            "state": {"text": str(dict(STATES)[one.state]), "state": TONES[one.state]},
            "reasons": labels(one.reasons),
            "until": day_words(one.until) if one.until else "",
            "decided": {"text": "", "at": one.decided_at} if one.decided_at else "",
        },
    }


def labels(reasons: Sequence[Sequence[Any]]) -> str:
    """Reasons as short words, each once."""
    return _("、").join(dict.fromkeys(str(LABELS[str(one[0])]) for one in reasons if str(one[0]) in LABELS))


def sort(lines: Sequence[Line], wanted: str) -> list[Line]:
    """In the order of a column; ready ones first where none is named."""
    keys: dict[str, Any] = {
        "name": lambda one: one.builder.person.name,
        "team": lambda one: one.builder.team.name if one.builder.team else "",
        "until": lambda one: one.until.isoformat() if one.until else "",
        "state": lambda one: list(TONES).index(one.state),
    }
    key = keys.get(wanted.lstrip("-"), keys["state"])
    return sorted(lines, key=key, reverse=wanted.startswith("-"))
