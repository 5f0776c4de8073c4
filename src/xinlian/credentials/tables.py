"""The desk's tables of passes and certificates, as plain dicts for the shell's table component."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.credentials.models import Certificate, OutsideCertificate, WorkPass
from xinlian.credentials.queries.certificates import outside_state, standing
from xinlian.credentials.queries.verifying import in_words, words
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
            "ends": day_words(one.last_day),
            "issuer": one.issuer.name,
            "state": {"text": one.get_state_display(), "state": TONES[one.state]},
        },
    }


STATE_TONES = {"valid": "ok", "over": "off", "revoked": "bad"}
DAY_TONES = {"fine": "ok", "soon": "warn", "over": "bad"}


def certificates_table(page: Iterable[Certificate], count: int, now: datetime.datetime) -> dict[str, Any]:
    """A page of certificates."""
    return {
        "title": _("证书"),
        "count": count,
        "columns": [
            {"key": "name", "label": _("姓名"), "zh": True, "sort": True},
            {"key": "title", "label": _("证书名称"), "zh": True},
            {"key": "number", "label": _("证书编号"), "zh": True, "sort": True},
            {"key": "trade", "label": _("工种"), "hidden": True},
            {"key": "level", "label": _("等级"), "hidden": True},
            {"key": "awarded", "label": _("发证日期"), "sort": True},
            {"key": "ends", "label": _("有效期到"), "sort": True},
            {"key": "issuer", "label": _("发证工会"), "zh": True, "hidden": True},
            {"key": "state", "label": _("状态"), "sort": True},
        ],
        "rows": [_certificate_row(one, now) for one in page],
        "sort": "-issued",
        "empty": _("还没有证书"),
        "empty_words": _("先做一个证书模板，再一张一张发，或者从 Excel 一次发很多张。"),
    }


def _certificate_row(one: Certificate, now: datetime.datetime) -> dict[str, Any]:
    state = standing(one, now)
    told = _("过期") if state == "over" else one.get_state_display()
    return {
        "url": reverse("credentials:desk_certificate", args=[one.uid]),
        "cells": {
            "name": one.name or "—",
            "title": one.title,
            "number": one.number,
            "trade": in_words(one.trade),
            "level": in_words(one.level),
            "awarded": day_words(one.awarded_on),
            "ends": day_words(one.last_day) if one.last_day else _("长期"),
            "issuer": one.issuer.name,
            "state": {"text": told, "state": STATE_TONES[state]},
        },
    }


def outside_table(page: Iterable[OutsideCertificate], count: int, on: datetime.date) -> dict[str, Any]:
    """A page of certificates of others."""
    return {
        "title": _("别处发的证书"),
        "count": count,
        "columns": [
            {"key": "name", "label": _("姓名"), "zh": True},
            {"key": "title", "label": _("职业或作业项目"), "zh": True},
            {"key": "kind", "label": _("哪一种")},
            {"key": "issuer", "label": _("发证单位"), "zh": True, "hidden": True},
            {"key": "review", "label": _("下次复审")},
            {"key": "ends", "label": _("有效期到")},
            {"key": "state", "label": _("日子")},
        ],
        "rows": [_outside_row(one, on) for one in page],
        "empty": _("没有快到日子的证书"),
        "empty_words": _("到期或复审前六十天，会出现在这里，也会提醒他本人。"),
    }


def _outside_row(one: OutsideCertificate, on: datetime.date) -> dict[str, Any]:
    state = outside_state(one, on)
    told = {"fine": _("还早"), "soon": _("快到了"), "over": _("过了")}
    return {
        "url": reverse("credentials:desk_outside_one", args=[one.uid]),
        "cells": {
            "name": one.person.name,
            "title": one.title,
            "kind": one.get_kind_display(),
            "issuer": one.issuer,
            "review": day_words(one.review_on) if one.review_on else "—",
            "ends": day_words(one.ends_on) if one.ends_on else _("长期"),
            "state": {"text": told[state], "state": DAY_TONES[state]},
        },
    }
