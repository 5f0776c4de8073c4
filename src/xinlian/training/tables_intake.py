"""The desk's tables of builders and of medical checks as plain dicts for the shell's table component."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from xinlian.rows.days import day_words
from xinlian.training.models import Builder
from xinlian.training.queries.builders import LEFT, Line
from xinlian.training.queries.medicals import FINE, NONE, OVER, SOON, Standing

STATES = {OVER: "bad", NONE: "off", SOON: "warn", FINE: "ok"}


def place(builder: Builder) -> str:
    """一标 · 焊工一班."""
    return f"{builder.team.section.name} · {builder.team.name}" if builder.team else ""


def builders_table(lines: Sequence[Line], count: int, state: str) -> dict[str, Any]:
    """Builders with what they lack."""
    return {
        "title": _("工人"),
        "columns": [
            {"key": "name", "label": _("姓名"), "zh": True},
            {"key": "trade", "label": _("工种"), "zh": True},
            {"key": "team", "label": _("班组"), "zh": True},
            {"key": "ready", "label": _("能不能上岗")},
            {"key": "lacks", "label": _("还差什么")},
            {"key": "medical", "label": _("体检")},
            {"key": "came", "label": _("登记日期"), "hidden": True},
        ],
        "rows": [_builder_row(one) for one in lines],
        "count": count,
        "empty": _("没有离场的人") if state == LEFT else _("没有符合的人"),
        "empty_words": _("放宽一点条件；还没有登记的，一个一个登记、从 Excel 导入，或者打印班组的登记码。"),
    }


def _builder_row(line: Line) -> dict[str, Any]:
    one = line.builder
    ready = (_("能上岗"), "ok") if line.ready else (_("还不能"), "warn")
    words, tone = line.medical
    return {
        "id": str(one.uid),
        "url": reverse("training:desk_builder", args=[one.uid]),
        "cells": {
            "name": one.person.name,
            "trade": one.trade.name,
            "team": place(one),
            "ready": {"text": ready[0], "state": ready[1]},
            "lacks": "、".join(line.lacks),
            "medical": {"text": words, "state": tone},
            "came": day_words(one.came_at),
        },
    }


def facts_of(builder: Builder) -> list[tuple[Any, ...]]:
    """What the page of a builder says of them."""
    registered = builder.registered_by
    found: list[tuple[Any, ...]] = [
        (_("在哪个项目"), builder.project.name, True),
        (_("班组"), place(builder) or _("还没有分班组"), bool(builder.team)),
        (_("工种"), builder.trade.name, True),
        (_("哪天登记"), day_words(builder.came_at)),
        (_("怎么登记的"), builder.get_way_display()),
    ]
    if builder.back_at is not None:
        found.append((_("哪天又来的"), day_words(builder.back_at)))
    if registered is not None and registered.pk != builder.person_id:
        found.append((_("谁登记的"), registered.name, True))
    if builder.left_on is not None:
        found.append((_("哪天离场"), day_words(builder.left_on)))
    return found


def medicals_table(several: Sequence[Standing], count: int) -> dict[str, Any]:
    """Builders with how their check stands, for the medic."""
    return {
        "title": _("上岗体检"),
        "columns": [
            {"key": "name", "label": _("姓名"), "zh": True},
            {"key": "trade", "label": _("工种"), "zh": True},
            {"key": "team", "label": _("班组"), "zh": True},
            {"key": "state", "label": _("体检")},
            {"key": "checked", "label": _("哪天体检的")},
            {"key": "until", "label": _("有效到哪天")},
        ],
        "rows": [_medical_row(one) for one in several],
        "count": count,
        "empty": _("没有这样的人"),
        "empty_words": _("换一栏看看，或者从 Excel 导入体检结果。"),
    }


def state_words(state: str) -> str:
    """How a check stands, in a word."""
    return {OVER: _("到期"), NONE: _("没有体检"), SOON: _("三十天内到期"), FINE: _("有效")}[state]


def _medical_row(one: Standing) -> dict[str, Any]:
    return {
        "id": str(one.builder.uid),
        "url": reverse("training:desk_medical", args=[one.builder.uid]),
        "cells": {
            "name": one.builder.person.name,
            "trade": one.builder.trade.name,
            "team": place(one.builder),
            "state": {"text": state_words(one.state), "state": STATES[one.state]},
            "checked": day_words(one.check.checked_on) if one.check else "",
            "until": day_words(one.check.valid_until) if one.check else "",
        },
    }
