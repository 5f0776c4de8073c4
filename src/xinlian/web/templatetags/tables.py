"""The desk's table: `{% load tables %}{% data_table table %}`. Plain dicts in, so that no room imports the shell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from xinlian.web.templatetags.ui import _address, _request

register = template.Library()


@register.inclusion_tag("components/table.html", takes_context=True)
def data_table(context: template.Context, table: Mapping[str, Any]) -> dict[str, Any]:
    """Columns (key, label, num, sort, hidden), rows (id, url, cells by key), totals, bulk acts; see docs/components.md.

    Which columns show is kept in the address (`cols`), and so is the order (`sort`, `-` in front for falling)."""
    request = _request(context)
    asked = set(request.GET.getlist("cols")) if request else set()
    order = request.GET.get("sort", table.get("sort", "")) if request else table.get("sort", "")
    columns = [_column(context, one, asked, order) for one in table["columns"]]
    shown = [one for one in columns if one["on"]]
    kept = [(k, v) for k, vs in request.GET.lists() for v in vs if k not in {"cols", "page"}] if request else []
    totals = table.get("totals") or {}
    return {
        "t": table,
        "columns": columns,
        "shown": shown,
        "rows": [
            {
                "id": r.get("id", ""),
                "url": r.get("url", ""),
                "name": _plain(r["cells"].get(shown[0]["key"])),
                "cells": [(c, _cell(r["cells"].get(c["key"]))) for c in shown],
            }
            for r in table["rows"]
        ],
        "totals": [(c, totals.get(c["key"], "")) for c in shown] if totals else [],
        "bulk": table.get("bulk", ()),
        "kept": kept,
        "span": len(shown) + bool(table.get("bulk")),
        "csrf_token": context.get("csrf_token"),
    }


def _column(context: template.Context, one: Mapping[str, Any], asked: set[str], order: str) -> dict[str, Any]:
    key = one["key"]
    state = "ascending" if order == key else "descending" if order == f"-{key}" else ""
    return {
        **one,
        "on": key in asked if asked else not one.get("hidden"),
        "state": state,
        "sort_url": _address(context, sort=f"-{key}" if state == "ascending" else key, page=None)
        if one.get("sort")
        else "",
    }


def _cell(value: Any) -> dict[str, Any]:
    """A cell is a bare value, or a dict with text and one of state (a pill), url (a link), at (how long ago)."""
    return dict(value) if isinstance(value, Mapping) else {"text": value}


def _plain(value: Any) -> str:
    return str(_cell(value).get("text", ""))
