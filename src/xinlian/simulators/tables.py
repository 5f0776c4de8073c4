"""The desk's tables of devices, runs and trainees, as plain dicts for the shell's table component."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from xinlian.boards.queries.pages import clock_text
from xinlian.rows.sentences import say
from xinlian.simulators.models import Run, StrayRun
from xinlian.simulators.queries.desk import FRESH


def moment(at: datetime.datetime | None) -> str:
    """A day and time in the union's own zone."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def marks_words(run: Run) -> str:
    """Marks of full marks, without needless digits."""
    return f"{run.marks.normalize():f} / {run.version.full.normalize():f}"


def devices_table(devices: Sequence[Any], now: datetime.datetime) -> dict[str, Any]:
    """Devices, with a state that colour does not say alone."""
    return {
        "title": _("设备"),
        "count": len(devices),
        "columns": [
            {"key": "name", "label": _("设备"), "zh": True},
            {"key": "simulator", "label": _("模拟机"), "zh": True},
            {"key": "place", "label": _("在哪里"), "zh": True},
            {"key": "queued", "label": _("排队"), "num": True},
            {"key": "heard", "label": _("最近来信")},
            {"key": "state", "label": _("在不在用")},
        ],
        "rows": [
            {
                "id": str(one.uid),
                "url": reverse("simulators:desk_device", args=[one.uid]),
                "cells": {
                    "name": one.name,
                    "simulator": f"{one.version.simulator.name} {one.version.version}",
                    "place": one.place,
                    "queued": one.queued,
                    "heard": moment(one.heard_at),
                    "state": _state(one, now),
                },
            }
            for one in devices
        ],
        "empty": _("还没有设备"),
        "empty_words": _("先登记一种模拟机，再加设备，把钥匙交给装机的人。"),
    }


def _state(device: Any, now: datetime.datetime) -> dict[str, str]:
    if device.blocked_at:
        return {"state": "bad", "text": _("停用")}
    if device.heard_at and device.heard_at >= now - FRESH:
        return {"state": "ok", "text": _("在用")}
    return {"state": "off", "text": _("没有动静")}


def runs_table(runs: Sequence[Run], title: str) -> dict[str, Any]:
    """Runs."""
    return {
        "title": title,
        "count": len(runs),
        "columns": [
            {"key": "at", "label": _("什么时候")},
            {"key": "who", "label": _("谁练的"), "zh": True},
            {"key": "task", "label": _("科目"), "zh": True},
            {"key": "marks", "label": _("成绩"), "num": True},
            {"key": "time", "label": _("用时"), "num": True},
            {"key": "faults", "label": _("失误"), "zh": True},
            {"key": "door", "label": _("怎么来的")},
            {"key": "state", "label": _("算不算数")},
        ],
        "rows": [
            {
                "id": str(one.uid),
                "url": reverse("simulators:desk_trainee", args=[one.trainee.uid]),
                "cells": {
                    "at": moment(one.ended_at),
                    "who": f"{one.trainee.person.name} {one.trainee.number}",
                    "task": one.scenario.name,
                    "marks": marks_words(one),
                    "time": clock_text(one.seconds),
                    "faults": "、".join(f"{fault['name']} {fault['count']}" for fault in one.faults[:3]),
                    "door": one.get_door_display(),
                    "state": _run_state(one),
                },
            }
            for one in runs
        ],
        "empty": _("还没有成绩"),
        "empty_words": _("有人练完，成绩自己来。"),
    }


def _run_state(run: Run) -> dict[str, str]:
    if run.withdrawn_at:
        return {"state": "bad", "text": _("撤下了")}
    return {"state": "ok", "text": _("算数")} if run.mode == "graded" else {"state": "off", "text": _("练习")}


def trainees_table(trainees: Sequence[Any], count: int) -> dict[str, Any]:
    """Who trains."""
    return {
        "title": _("学员"),
        "count": count,
        "columns": [
            {"key": "name", "label": _("姓名"), "zh": True},
            {"key": "number", "label": _("学员编号")},
            {"key": "site", "label": _("标段"), "zh": True},
            {"key": "team", "label": _("班组"), "zh": True},
            {"key": "made", "label": _("练了几次"), "num": True},
            {"key": "last", "label": _("最近一次")},
        ],
        "rows": [
            {
                "id": str(one.uid),
                "url": reverse("simulators:desk_trainee", args=[one.uid]),
                "cells": {
                    "name": one.person.name,
                    "number": one.number,
                    "site": one.site,
                    "team": one.team,
                    "made": one.made,
                    "last": moment(one.last),
                },
            }
            for one in trainees
        ],
        "empty": _("还没有学员"),
        "empty_words": _("按手机号加进来，每个人得到一个编号，在模拟机上输。"),
    }


def stray(one: StrayRun) -> dict[str, Any]:
    """A refused run, with its reason in words and what was said."""
    said = {key: value for key, value in one.said.items() if key not in ("uid", "faults")}
    return {
        "uid": one.uid,
        "at": one.at,
        "device": one.device.name if one.device else one.get_door_display(),
        "why": say(one.code, dict(one.facts)),
        "said": "，".join(f"{key} {value}" for key, value in said.items()),
    }
