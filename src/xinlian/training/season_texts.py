"""The labour contest in words: where marks come from, how a total comes about, what is missing."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xinlian.training.rules import season as rules
from xinlian.training.rules.season_table import SECTIONS, TEAMS, WHOLE, Line, Table, period_of

KINDS = {TEAMS: gettext_lazy("班组"), SECTIONS: gettext_lazy("标段")}
TONES = {"draft": "info", "running": "ok", "ended": "warn", "published": "off"}


def explained(source: str, target: object) -> str:
    """Where the marks of an item come from."""
    return {
        rules.MARKS: _("干部每月打 0–100 分，写明依据"),
        rules.HOURS: _("当月人均学时，%(n)s 学时满分"),
        rules.CLEARED: _("当月最后一天在场的人里，能上岗的占百分之几"),
        rules.EXAMS: _("当月第一次考的人里，一次就及格的占百分之几"),
        rules.SIMULATORS: _("每人当月最好的一次模拟机考核，换成百分，取平均"),
        rules.POINTS: _("违章记分：每 10 个人记 %(n)s 分扣完，没有违章 100 分"),
    }[source] % {"n": target}


def rule_lines() -> list[str]:
    """How a table comes about."""
    return [
        _("一项的分是各月的平均，保留一位小数；乘上占的百分比，保留两位小数；各项加起来就是总分。"),
        _("总分一样，名次一样，后面的名次空出来。"),
        _("基地算的数，某个月没有可算的（比如没有人考试），用别的班组、标段的平均分。"),
        _("缺分的先不排名；一项还没有任何分，先不算这一项。"),
        _("班组按现在的名单算；没有人的班组不参加。标段的数是它所有班组的人放在一起算。"),
    ]


def periods(months: Sequence[datetime.date]) -> list[tuple[str, str]]:
    """The periods of a season to choose from: all, then each month, the newest first."""
    return [(WHOLE, _("整季")), *((period_of(one), month_words(one, months)) for one in reversed(months))]


def tabs(url: str, kind: str, period: str, months: Sequence[datetime.date]) -> dict[str, list[dict[str, object]]]:
    """Links to the tables of the other kind and of the other periods."""
    return {
        "kinds": [
            {"url": f"{url}?kind={one}&period={period}", "label": words, "active": one == kind}
            for one, words in KINDS.items()
        ],
        "periods": [
            {"url": f"{url}?kind={kind}&period={one}", "label": words, "active": one == period}
            for one, words in periods(months)
        ],
    }


def month_words(month: datetime.date, among: Sequence[datetime.date]) -> str:
    """A month's name, with its year where there are several."""
    if len({one.year for one in among}) > 1:
        return period_of(month)
    return _("%(n)d 月") % {"n": month.month}


def lacking(line: Line, table: Table) -> str:
    """What a unit lacks, as names."""
    names = {one["key"]: one["name"] for one in table.items}
    return _("缺 %(names)s 的分") % {"names": "、".join(names[key] for key in line.lacks)}


def reasons(line: Line, table: Table) -> list[dict[str, Any]]:
    """Why a unit stands where it stands: each item with its mark, weight and what it gave."""
    known: dict[str, Mapping[str, Any]] = {one["key"]: one for one in table.items}
    return [
        {
            "name": known[part.key]["name"],
            "weight": known[part.key]["weight"],
            "mark": part.mark,
            "gain": part.gain,
            "filled": part.filled,
            "how": explained(known[part.key]["source"], known[part.key]["target"]),
        }
        for part in line.parts
    ]
