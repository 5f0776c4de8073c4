"""Tags for components: `{% load ui %}`. One example of each stands in docs/components.md and on /styleguide/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import zxingcpp
from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField, CheckboxInput, ClearableFileInput
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

ICONS = Path(__file__).resolve().parents[1] / "icons"
_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.S)
_NAME = re.compile(r"[a-z0-9-]+")
Context = template.Context


class UnknownIcon(LookupError):
    """A template asks for an icon that the set does not hold."""


@cache
def icon_body(name: str) -> str:
    """The drawing inside one icon of lucide-static; raises UnknownIcon for a name that is not there."""
    file = ICONS / f"{name}.svg"
    if not _NAME.fullmatch(name) or not file.is_file():
        raise UnknownIcon(f"no icon {name!r} in {ICONS}; names are those of lucide-static")
    found = _BODY.search(file.read_text(encoding="utf-8"))
    if found is None:
        raise UnknownIcon(f"{file} is not an icon")
    return re.sub(r"\s*\n\s*", "", found.group(1)).replace(" />", "/>")


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """`{% icon "shower-head" %}`: inline, coloured by its text, silent for screen readers (a word stands beside it)."""
    body = mark_safe(icon_body(name))  # noqa: S308  (read from the installed icon set, never from a user)
    return format_html(
        '<svg class="i{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>',
        f" {extra}" if extra else "",
        body,
    )


@register.simple_tag
def pill(state: str, words: str) -> SafeString:
    """`{% pill "ok" "开着 · 到 22:00" %}`: ok round, warn diamond, bad square, off ring, info stroke."""
    if state not in {"ok", "warn", "bad", "off", "info"}:
        raise ValueError(f"pill has no state {state!r}")
    return format_html('<span class="pill {}">{}</span>', state, words)


@lru_cache(maxsize=512)
def _qr_path(text: str) -> tuple[str, str]:
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg()
    return re.findall(r' width="(\d+)"', drawn)[0], re.findall(r'<path d="([^"]+)"', drawn)[0]


@register.simple_tag
def qr(text: str) -> SafeString:
    """`{% qr absolute_url %}`: a QR code as inline SVG with its quiet zone, always dark on white."""
    size, path = _qr_path(text)
    return format_html(
        '<svg viewBox="0 0 {0} {0}" shape-rendering="crispEdges" aria-hidden="true" focusable="false">'
        '<path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{1}"/></svg>',
        size,
        path,
    )


def _request(context: Context) -> HttpRequest | None:
    found: HttpRequest | None = context.get("request")
    return found


def _address(context: Context, **changes: object) -> str:
    """The present address with some of its query changed; None takes a key away."""
    request = _request(context)
    query = request.GET.copy() if request else None
    if query is None:
        return "?"
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def query(context: Context, **changes: object) -> str:
    """`<a href="{% query page=2 %}">`: this page with its query changed, everything else kept."""
    return _address(context, **changes)


# ---- forms -------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, *, icon: str = "", suffix: str = "", label: str = "", **attrs: str) -> dict[str, Any]:
    """`{% field form.phone inputmode="tel" autocomplete="tel" %}`: label, hint, error beside it, the right keyboard."""
    widget = bound.field.widget
    given: dict[str, str | bool] = {key.replace("_", "-"): value for key, value in attrs.items()}
    if bound.use_fieldset and bound.aria_describedby:
        given.setdefault("aria-describedby", bound.aria_describedby)
    if isinstance(widget, ClearableFileInput):
        given.setdefault("class", "file")
    return {
        "f": bound,
        "input": bound.as_widget(attrs=given),
        "label": label or bound.label,
        "icon": icon,
        "suffix": suffix,
        "single": isinstance(widget, CheckboxInput),
        "group": bound.use_fieldset,
    }


@register.inclusion_tag("components/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """`{% form_errors form %}`: what is wrong, at the top, each line leading to its field; nothing when all is well."""
    lines = [
        {"id": form[name].id_for_label or form[name].auto_id, "label": form[name].label, "words": words}
        for name, found in form.errors.items()
        if name in form.fields
        for words in found
    ]
    return {"lines": lines, "general": list(form.non_field_errors()) if form.is_bound else []}


@register.inclusion_tag("components/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """`{% fields form %}`: the summary of errors and every field in order, for forms with nothing special."""
    return {"form": form, "bounds": list(form.visible_fields()), "hidden": list(form.hidden_fields())}


@register.inclusion_tag("components/chips.html")
def chips(
    name: str, choices: Iterable[Any], chosen: Any = (), *, label: str = "", kind: str = "checkbox", slide: bool = True
) -> dict[str, Any]:
    """`{% chips "need" choices chosen label="要有什么" %}` inside a GET form; choices are (value, label[, icon[, count]])."""
    picked = {str(one) for one in ([chosen] if isinstance(chosen, str) else chosen)}
    rows = []
    for value, words, *more in choices:
        rows.append(
            {
                "value": value,
                "label": words,
                "icon": more[0] if more else "",
                "count": more[1] if len(more) > 1 else None,
                "on": str(value) in picked,
            }
        )
    return {"name": name, "rows": rows, "label": label, "kind": kind, "slide": slide}


# ---- moving about ------------------------------------------------------------------------------------------


@register.inclusion_tag("components/segments.html")
def segments(items: Sequence[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """`{% segments items "怎么看" %}`: two to four views of one thing; items carry url, label, active, icon."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[Mapping[str, Any]], label: str) -> dict[str, Any]:
    """`{% tabs items "驿站" %}`: parts of one thing; items carry url, label, active, count."""
    return {"items": items, "label": label}


@register.inclusion_tag("components/steps.html")
def steps(items: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """`{% steps items %}`: (label, "done" | "now" | "todo") in order."""
    return {"items": items}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any], param: str = "page") -> dict[str, Any]:
    """`{% pager page_obj %}`: before, after and the numbers around, the rest of the query kept."""
    paginator = page.paginator
    numbers = [
        {"n": n, "url": _address(context, **{param: n}) if isinstance(n, int) else "", "active": n == page.number}
        for n in paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "many": paginator.num_pages > 1,
        "before": _address(context, **{param: page.previous_page_number()}) if page.has_previous() else "",
        "after": _address(context, **{param: page.next_page_number()}) if page.has_next() else "",
    }


# ---- showing things ----------------------------------------------------------------------------------------


@register.inclusion_tag("components/stat.html")
def stat(value: Any, label: str, *, unit: str = "", note: str = "", state: str = "", url: str = "") -> dict[str, Any]:
    """`{% stat 704 "座位坐满" unit="/ 704" note="比上周多 12" state="ok" %}`: one figure of the desk."""
    return {"value": value, "label": label, "unit": unit, "note": note, "state": state, "url": url}


@register.inclusion_tag("components/station_row.html")
def station_row(row: Any, heading: str = "h3") -> dict[str, Any]:
    """`{% station_row row %}`: name, url, distance_m, state, state_words, confirmed_at, stale, note, facilities."""
    return {"row": row, "heading": heading}


@register.inclusion_tag("components/strip.html")
def strip(me: Any, stops: Iterable[Any]) -> dict[str, Any]:
    """`{% strip me stops %}`: the road ahead as a line; me: mark, words. stops: see docs/components.md."""
    return {"me": me, "stops": stops}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, label: str, *, url: str = "", finished: bool = False) -> dict[str, Any]:
    """`{% progress 310 800 "读入 Excel" url=poll_url %}`: asks `url` again every second while it is not finished."""
    share = round(100 * done / total) if total else 0
    return {
        "done": done,
        "total": total,
        "label": label,
        "url": url,
        "share": share,
        "over": finished or (total > 0 and done >= total),
    }


@register.inclusion_tag("components/empty.html")
def nothing(title: str, words: str = "", *, icon: str = "inbox", url: str = "", action: str = "") -> dict[str, Any]:
    """`{% nothing "附近没有找到" "试试走远一点" url="?far=1" action="找 20 公里内的" %}`: always says what to do next."""
    return {"title": title, "words": words, "icon": icon, "url": url, "action": action}


@register.inclusion_tag("components/skeleton.html")
def skeleton(rows: int = 3) -> dict[str, Any]:
    """`{% skeleton 3 %}`: grey lines where something will stand in a moment."""
    return {"rows": range(rows * 3)}


@register.inclusion_tag("components/stars.html")
def stars(value: int | None) -> dict[str, Any]:
    """`{% stars 4 %}`: one to five stars and the words beside them; None says that there is no rating yet."""
    full = max(0, min(5, value or 0))
    words = _("还没有评星") if not value else _("%(n)d 星") % {"n": full}
    return {"full": range(full), "none": range(5 - full), "words": words}


@register.inclusion_tag("components/kv.html")
def kv(items: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """`{% kv items %}`: (label, value[, zh]); an empty value is shown as a dash; zh: the value is Chinese data."""
    return {"items": [(label, value, bool(zh and zh[0])) for label, value, *zh in items]}


@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """`{% timeline items %}`: what happened, newest first; items carry at, title, text, by, state."""
    return {"items": items}


@register.inclusion_tag("components/photos.html")
def photos(items: Iterable[Any]) -> dict[str, Any]:
    """`{% photos items %}`: items carry url, thumb, alt, by, video."""
    return {"items": items}


@register.inclusion_tag("components/jinqi.html")
def jinqi(to: str, say: str, by: str, on: str = "") -> dict[str, Any]:
    """`{% jinqi to say by on %}`: a banner of thanks; `say` is broken into columns at spaces or commas."""
    columns = [part for part in re.split(r"[\s,，、;；。.!！]+", say) if part]
    return {"to": to, "columns": columns, "say": say, "by": by, "on": on}
