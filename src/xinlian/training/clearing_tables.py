"""The desk's tables about clearance, violations and levels, as plain dicts for the shell's table component."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.rows.days import day_words
from xinlian.training.forms.clearing import STATES
from xinlian.training.level_texts import yuan
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


def violations_table(page: Iterable[Any], count: int) -> dict[str, Any]:
    """Violations, the newest first."""
    return {
        "title": _("违章"),
        "columns": [
            {"key": "name", "label": _("姓名"), "zh": True},
            {"key": "team", "label": _("班组"), "zh": True},
            {"key": "rule", "label": _("什么违章"), "zh": True},
            {"key": "points", "label": _("几分"), "num": True},
            {"key": "seen", "label": _("什么时候")},
            {"key": "state", "label": _("情况")},
            {"key": "by", "label": _("谁记的"), "zh": True, "hidden": True},
        ],
        "rows": [
            {
                "id": str(one.uid),
                "url": reverse("training:desk_violation", args=[one.uid]),
                "cells": {
                    "name": one.builder.person.name or "—",
                    "team": one.builder.team.name if one.builder.team else "",
                    "rule": one.rule.name,
                    "points": one.points,
                    "seen": {"text": "", "at": one.seen_at},
                    "state": violation_state(one),
                    "by": one.noted_by.name if one.noted_by else "",
                },
            }
            for one in page
        ],
        "count": count,
        "empty": _("没有违章记录"),
        "empty_words": _("检查员在手机上记，记下就出现在这里。"),
    }


def violation_state(one: Any) -> dict[str, str]:
    """How far it came, as a pill."""
    if one.withdrawn_at is not None:
        return {"text": _("申诉有理，不算了"), "state": "off"}
    if one.answered_at is not None:
        return {"text": _("申诉过，维持"), "state": "bad"}
    if one.appealed_at is not None:
        return {"text": _("申诉等答复"), "state": "warn"}
    return {"text": _("记着"), "state": "bad"}


def levels_table(page: Iterable[Any], count: int) -> dict[str, Any]:
    """Builders with their level, the next one, and whether it may be given."""
    return {
        "title": _("技能等级"),
        "columns": [
            {"key": "name", "label": _("姓名"), "zh": True},
            {"key": "trade", "label": _("工种"), "zh": True},
            {"key": "level", "label": _("现在"), "zh": True},
            {"key": "next", "label": _("下一级"), "zh": True},
            {"key": "state", "label": _("情况")},
            {"key": "pay", "label": _("下一级建议日工资（元）"), "num": True},
            {"key": "more", "label": _("比现在多"), "num": True},
        ],
        "rows": [_level_row(builder, ladder) for builder, ladder in page],
        "count": count,
        "empty": _("还没有人"),
        "empty_words": _("先定标准，这个工种的人就会出现在这里。"),
    }


def _level_row(builder: Any, ladder: Any) -> dict[str, Any]:
    missing = sum(not one.done for one in ladder.asks)
    if ladder.next is None:
        state = {"text": _("最高了"), "state": "off"} if ladder.grant else {"text": _("没有标准"), "state": "off"}
    elif ladder.ready:
        state = {"text": _("可以评了"), "state": "ok"}
    else:
        state = {"text": _("还差 %(n)d 样") % {"n": missing}, "state": "warn"}
    return {
        "id": str(builder.uid),
        "url": reverse("training:desk_clearance_one", args=[builder.uid]),
        "cells": {
            "name": builder.person.name or "—",
            "trade": builder.trade.name,
            "level": ladder.grant.level.name if ladder.grant else "",
            "next": ladder.next.level.name if ladder.next else "",
            "state": state,
            "pay": yuan(ladder.next.day_pay_fen) if ladder.next and ladder.next.day_pay_fen else "",
            "more": yuan(ladder.more_fen) if ladder.more_fen else "",
        },
    }


def standards(known: Mapping[int, Sequence[Any]]) -> list[dict[str, Any]]:
    """The standards that hold, by trade, as sentences."""
    return [
        {
            "trade": rows[0].trade.name,
            "rows": [
                {
                    "level": one.level.name,
                    "asks": [asked(ask) for ask in one.asks],
                    "pay": yuan(one.day_pay_fen) if one.day_pay_fen else "",
                    "since": one.effective_on,
                    "source": one.source,
                }
                for one in rows
            ],
        }
        for rows in known.values()
    ]


def asked(ask: Mapping[str, Any]) -> str:
    """One thing that a standard asks, in a few words."""
    if ask["kind"] == "months":
        return _("干满 %(n)s 个月") % {"n": ask["months"]}
    name = ask.get("name") or ask["title"]
    return _("%(name)s %(least)s 分") % {"name": name, "least": ask["least"]} if "least" in ask else str(name)
