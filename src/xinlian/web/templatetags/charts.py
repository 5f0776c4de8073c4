"""Charts drawn by the server: `{% load charts %}`. The drawing holds no words, the words are HTML and can be copied."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

register = template.Library()

_WIDTH = 1000
_HEIGHT = 300


def _figure(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


@register.inclusion_tag("components/bars.html")
def bars(
    data: Iterable[Sequence[Any]],
    title: str,
    *,
    note: str = "",
    unit: str = "",
    limit: float | None = None,
    zh: bool = False,
) -> dict[str, Any]:
    """`{% bars data "哪里最缺淋浴" unit="个" %}`: rows of (label, value[, state[, url]]), state one of ok warn bad; zh: labels are Chinese data."""
    rows = [list(row) + [""] * (4 - len(row)) for row in data]
    top = max([float(row[1]) for row in rows] + [limit or 0.0]) or 1.0
    return {
        "title": title,
        "note": note,
        "unit": unit,
        "zh": zh,
        "rows": [
            {"label": r[0], "figure": _figure(r[1]), "width": f"{100 * r[1] / top:.2f}", "state": r[2], "url": r[3]}
            for r in rows
        ],
    }


def nice_top(value: float) -> float:
    """The next round number at or above `value` that three lines divide well: 1, 2, 2.5, 5 times a power of ten."""
    if value <= 0:
        return 1.0
    size = 1.0
    while size * 10 <= value:
        size *= 10
    while size > value:
        size /= 10
    return next(step * size for step in (1, 2, 2.5, 5, 10) if step * size >= value)


def _points(values: Sequence[float | None], top: float) -> list[list[tuple[float, float]]]:
    """Runs of points in drawing units; a missing value breaks the line instead of being invented."""
    runs: list[list[tuple[float, float]]] = [[]]
    last = max(len(values) - 1, 1)
    for place, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((round(place * _WIDTH / last, 1), round(_HEIGHT - value * _HEIGHT / top, 1)))
    return [run for run in runs if run]


def _path(run: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in run)


def _area(run: Sequence[tuple[float, float]]) -> str:
    return f"{_path(run)}L{run[-1][0]:g} {_HEIGHT}L{run[0][0]:g} {_HEIGHT}Z"


@register.inclusion_tag("components/lines.html")
def lines(
    labels: Sequence[str], series: Mapping[str, Sequence[float | None]], title: str, *, note: str = "", unit: str = ""
) -> dict[str, Any]:
    """`{% lines labels series "每天多少人来" %}`: up to two lines over the same labels; None is a gap."""
    known = [value for values in series.values() for value in values if value is not None]
    top = nice_top(max(known, default=0))
    drawn = []
    for place, (name, values) in enumerate(series.items()):
        runs = _points(values, top)
        drawn.append(
            {
                "name": name,
                "kind": f"k{place}",
                "path": "".join(_path(run) for run in runs),
                "area": "".join(_area(run) for run in runs) if place == 0 else "",
                "dot": runs[-1][-1] if runs else None,
            }
        )
    shown = [labels[0], labels[len(labels) // 2], labels[-1]] if len(labels) > 2 else list(labels)
    table = [(label, [_cell(values, i) for values in series.values()]) for i, label in enumerate(labels)]
    return {
        "title": title,
        "note": note,
        "unit": unit,
        "series": drawn,
        "ticks": [_figure(top), _figure(top / 2), "0"],
        "x": shown,
        "table": table,
        "any": bool(known),
    }


def _cell(values: Sequence[float | None], place: int) -> str:
    value = values[place] if place < len(values) else None
    return _("没有记录") if value is None else _figure(value)


@register.inclusion_tag("components/heat.html")
def heat(days: Mapping[date, float | None], title: str, *, note: str = "", unit: str = "") -> dict[str, Any]:
    """`{% heat days "这个月哪天来的人多" %}`: a month as a calendar, the deeper the more; None is a day without record."""
    if not days:
        return {"title": title, "note": note, "weeks": []}
    first, last = min(days), max(days)
    known = sorted(value for value in days.values() if value)
    day = first - timedelta(days=first.weekday())
    weeks: list[list[dict[str, Any]]] = []
    while day <= last:
        weeks.append([_day(day + timedelta(days=i), days, known) for i in range(7)])
        day += timedelta(days=7)
    return {"title": title, "note": note, "unit": unit, "weeks": weeks, "names": _weekdays()}


def _weekdays() -> tuple[str, ...]:
    return (
        pgettext("weekday", "一"),
        pgettext("weekday", "二"),
        pgettext("weekday", "三"),
        pgettext("weekday", "四"),
        pgettext("weekday", "五"),
        pgettext("weekday", "六"),
        pgettext("weekday", "日"),
    )


def _day(day: date, days: Mapping[date, float | None], known: Sequence[float]) -> dict[str, Any]:
    """Depth by quarter of the month's days, so that one odd day does not flatten the rest."""
    value = days.get(day)
    level = 1 + 4 * bisect_left(known, value) // len(known) if value else 0
    return {
        "in": day in days,
        "n": day.day,
        "date": date_format(day, "MONTH_DAY_FORMAT"),
        "figure": None if value is None else _figure(value),
        "level": level,
    }
