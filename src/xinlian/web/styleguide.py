"""The living page of components, /styleguide/ and /styleguide/desk/: every part of the look in every state it has."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.people.access import public


class SampleForm(forms.Form):
    """One field of each kind that pages use."""

    phone = forms.CharField(
        label=gettext_lazy("手机号"), help_text=gettext_lazy("用来收验证码，不给别人看"), max_length=11
    )
    code = forms.CharField(label=gettext_lazy("验证码"), help_text=gettext_lazy("短信里的 6 位数字"))
    length = forms.DecimalField(label=gettext_lazy("车长"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("您做什么"),
        choices=[
            ("", gettext_lazy("请选")),
            ("courier", gettext_lazy("快递员")),
            ("trucker", gettext_lazy("货车司机")),
        ],
    )
    wrong = forms.ChoiceField(
        label=gettext_lazy("哪里不对"),
        widget=forms.RadioSelect,
        choices=[("shut", gettext_lazy("门关着")), ("cold", gettext_lazy("没有热水")), ("full", gettext_lazy("满了"))],
    )
    words = forms.CharField(label=gettext_lazy("想说的话"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    photo = forms.FileField(label=gettext_lazy("照片"), required=False)
    agree = forms.BooleanField(
        label=gettext_lazy("同意把照片放到驿站页面上"), help_text=gettext_lazy("随时可以撤回"), required=False
    )


def facilities() -> list[dict[str, Any]]:
    """Four that work and one that is out of order."""
    return [
        {"icon": "shower-head", "label": _("淋浴"), "count": 2, "working": True},
        {"icon": "bed", "label": _("床"), "count": 6, "working": True},
        {"icon": "cooking-pot", "label": _("厨房"), "count": None, "working": True},
        {"icon": "washing-machine", "label": _("洗衣机"), "count": None, "working": False},
        {"icon": "truck", "label": _("货车位"), "count": 20, "detail": _("17.5 米"), "working": True},
    ]


def station_rows(now: datetime) -> list[dict[str, Any]]:
    """Rows of a list of stations: open, nearly full, nobody knows, shut, and a name that is too long."""
    long_name = "某某市某某区某某街道某某社区新就业形态劳动者暖心驿站暨户外劳动者服务站点（总站）"
    rows = [
        ("城南路职工驿站", 380.0, "ok", _("开着 · 到 22:00"), now - timedelta(minutes=12), False, facilities()),
        ("河东村驿站", 1240.0, "warn", _("快满了"), now - timedelta(hours=3), False, facilities()[:2]),
        ("七里桥加油站休息点", 96300.0, "off", _("没人确认"), now - timedelta(days=41), True, facilities()[2:4]),
        ("老粮站驿站", 2380.0, "bad", _("有人说关着门"), now - timedelta(minutes=1), False, []),
        (long_name, 1260000.0, "ok", _("24 小时"), None, True, facilities() * 2),
    ]
    keys = ("name", "distance_m", "state", "state_words", "confirmed_at", "stale", "facilities")
    return [{**dict(zip(keys, row, strict=True)), "url": "#station"} for row in rows]


def road() -> dict[str, Any]:
    """A road ahead with a station that is open, a long gap and one nobody has confirmed."""
    me = {"mark": "K2398", "words": _("您在这里 · 定位误差 20 米")}
    side = _("右手边")
    stops: list[dict[str, Any]] = [
        {"name": "河湾司机之家", "ahead_m": 27000, "state": "ok", "state_words": _("开着"), "mark": "K2425+300", "side": side,
         "fresh": _("今早 2 位司机确认有热水"), "facilities": facilities(), "url": "#station"},
        {"gap": _("往前 69 公里没有驿站，水和油先备好")},
        {"name": "七里桥加油站休息点", "ahead_m": 96000, "state": "off", "state_words": _("没人确认"), "mark": "K2494", "side": side,
         "fresh": _("上次确认 41 天前，先打电话"), "stale": True, "facilities": facilities()[2:4], "url": "#station"},
        {"name": "东岭司机之家", "ahead_m": 118400, "state": "ok", "state_words": _("24 小时"), "mark": "K2516+400", "side": _("左手边"),
         "fresh": _("昨天站长确认"), "facilities": facilities()[:1], "url": "#station"},
    ]  # fmt: skip
    return {"me": me, "stops": stops}


def table() -> dict[str, Any]:
    """The desk's table with everything on it."""
    columns = [
        {"key": "name", "label": _("驿站"), "sort": True, "zh": True},
        {"key": "union", "label": _("工会"), "sort": True, "zh": True},
        {"key": "kind", "label": _("类型")},
        {"key": "state", "label": _("状态")},
        {"key": "visits", "label": _("本月到访"), "num": True, "sort": True},
        {"key": "faults", "label": _("故障"), "num": True, "sort": True},
        {"key": "code", "label": _("编号"), "hidden": True},
    ]
    states = [("ok", _("开着")), ("warn", _("确认过期")), ("bad", _("有投诉")), ("off", _("停用"))]
    rows = []
    for n in range(1, 9):
        state, words = states[n % 4]
        cells = {
            "name": f"示例驿站 {n} 号", "union": "示例区总工会", "kind": _("基本型"), "state": {"state": state, "text": words},
            "visits": f"{n * 137:,}", "faults": n % 3 or "", "code": f"ZJ-{n:04d}",
        }  # fmt: skip
        rows.append({"id": n, "url": "#row", "cells": cells})
    bulk = [
        {"value": "remind", "label": _("提醒站长确认"), "icon": "clock"},
        {
            "value": "close",
            "label": _("停用"),
            "icon": "door-closed",
            "danger": True,
            "confirm": _("停用后工人就找不到它们了。要停用吗？"),
        },
    ]
    return {
        "title": _("驿站"), "columns": columns, "rows": rows, "sort": "-visits", "bulk": bulk, "bulk_url": "#bulk",
        "totals": {"name": _("合计 8 个"), "visits": "4,932", "faults": 9},
    }  # fmt: skip


def charts() -> dict[str, Any]:
    """Figures for the three charts: a usual one each, and what they look like without any."""
    first = date(2026, 5, 1)
    days = {first + timedelta(days=i): None if i % 9 == 8 else (i * 37) % 97 for i in range(31)}
    labels = [_("%(n)d 日") % {"n": n} for n in range(1, 15)]
    this = [212, 240, 231, None, None, 260, 301, 322, 298, 340, 365, 352, 390, 402]
    return {
        "bars": [
            (_("淋浴"), 42),
            (_("饮水"), 318, "", "#bar"),
            (_("坏了没修的微波炉"), 9, "bad"),
            (_("急救箱"), 127.5),
        ],
        "labels": labels,
        "series": {
            _("这个月"): this,
            _("上个月"): [180, 190, 210, 205, 214, 209, 220, 231, 228, 240, 236, 244, 250, 249],
        },
        "days": days,
    }


def _nav(request: HttpRequest) -> list[dict[str, Any]]:
    desk = request.path.endswith("/desk/")
    return [
        {"url": reverse("web:styleguide"), "icon": "smartphone", "label": _("工人页面的样子"), "active": not desk},
        {
            "url": reverse("web:styleguide_desk"),
            "icon": "monitor",
            "label": _("办公页面的样子"),
            "active": desk,
            "count": 7,
        },
    ]


def _bar() -> list[dict[str, Any]]:
    return [
        {"url": "#home", "icon": "house", "label": _("首页"), "active": True},
        {"url": "#stations", "icon": "map-pin", "label": _("找驿站")},
        {"url": "#code", "icon": "qr-code", "label": _("我的码"), "code": True},
        {"url": "#apply", "icon": "clipboard-pen", "label": _("报名")},
        {"url": "#me", "icon": "user-round", "label": _("我的")},
    ]


def _history(now: datetime) -> list[dict[str, Any]]:
    mended = "换了加热管，水温 45 度。"
    return [
        {"at": now - timedelta(minutes=20), "title": _("修好了"), "by": "示例站长", "state": "ok", "text": mended},
        {"at": now - timedelta(days=1), "title": _("派人去看"), "by": "示例干事"},
        {"at": now - timedelta(days=2), "title": _("有人报没有热水"), "state": "bad"},
    ]


def _choices() -> dict[str, Any]:
    needs = [
        ("open", _("现在开着"), "door-open"),
        ("shower", _("能洗澡"), "shower-head", 12),
        ("bed", _("有床"), "bed"),
        ("truck", _("能停货车"), "truck"),
        ("women", _("有女用的"), "venus"),
        ("all", _("24 小时"), "clock"),
    ]
    views = [
        {"url": "#list", "label": _("列表"), "icon": "list", "active": True},
        {"url": "#map", "label": _("地图"), "icon": "map"},
    ]
    parts = [
        {"url": "#a", "label": _("情况"), "active": True},
        {"url": "#b", "label": _("故障"), "count": 3},
        {"url": "#c", "label": _("照片")},
    ]
    return {"needs": needs, "chosen": ["open", "shower"], "views": views, "parts": parts}


def _empty_table() -> dict[str, Any]:
    return {
        **table(),
        "rows": [],
        "title": _("空的表"),
        "empty": _("还没有驿站"),
        "empty_words": _("从 Excel 导入，或者一个一个添。"),
        "empty_url": "#import",
        "empty_action": _("从 Excel 导入"),
    }


def _pictures() -> list[dict[str, Any]]:
    picture = static("web/sample.svg")
    return [
        {"url": "#photo", "thumb": picture, "alt": _("驿站门口的路"), "by": "一位货车司机"},
        {"url": "#photo", "thumb": picture, "alt": _("驿站门口的路")},
        {"url": "#video", "thumb": picture, "alt": _("驿站门口的路"), "video": True},
    ]


def _forms() -> dict[str, Any]:
    wrong = SampleForm({"phone": "123", "agree": "on"}, prefix="wrong")
    wrong.add_error("phone", _("手机号是 11 位数字，现在只有 3 位"))
    return {"form": SampleForm(), "wrong": wrong}


def _context(request: HttpRequest) -> dict[str, Any]:
    now = timezone.now()
    past = (timedelta(minutes=12), timedelta(hours=3), timedelta(days=1), timedelta(days=41), timedelta(days=400))
    return {
        "places_bar": _bar(),
        "desk_nav": _nav(request),
        "union_name": "示例区总工会",
        "crumbs": [(_("样子"), reverse("web:styleguide")), (_("办公页面的样子"), "")],
        "rows": station_rows(now),
        "one_row": station_rows(now)[:1],
        "road": road(),
        "steps": [
            (_("报名 716 人"), "done"),
            (_("名单已封存"), "done"),
            (_("抽签预演"), "now"),
            (_("公布与答复"), "todo"),
        ],
        "history": _history(now),
        "facts": [(_("开放时间"), "08:00–22:00"), (_("电话"), "199 0000 0000"), (_("怎么进"), "")],
        "table": table(),
        "empty_table": _empty_table(),
        "chart": charts(),
        "page_obj": Paginator(range(400), 20).get_page(request.GET.get("page", 7)),
        "when": [now, *(now - ago for ago in past)],
        "far": [4, 380, 996, 1240, 27000, 118400],
        "pictures": _pictures(),
        **_choices(),
        **_forms(),
    }


@public
def worker(request: HttpRequest) -> HttpResponse:
    """The parts of worker pages."""
    return render(request, "styleguide.html", _context(request))


@public
def desk(request: HttpRequest) -> HttpResponse:
    """The parts of desk pages."""
    return render(request, "styleguide_desk.html", _context(request))
