"""Trips on paper: rosters, insurance lists, the year, as the data of one template."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from xinlian.rows.days import day_time_words, span_words
from xinlian.sheets.sections import paper, section
from xinlian.trips.models import Trip
from xinlian.trips.queries.desk_papers import INSURANCE_HEADERS, ROSTER_HEADERS
from xinlian.trips.queries.desk_year import Year
from xinlian.trips.rules.money import yuan
from xinlian.trips.tables import number_words

ROSTER_WIDTHS = (0, 2, 3, 4, 3, 2, 2)
INSURANCE_WIDTHS = (0, 2, 3, 5, 3, 4, 4)


def trip_facts(trip: Trip) -> list[tuple[str, str]]:
    """What stands above a list of a trip."""
    gather = f"{day_time_words(trip.gather_at)} {trip.gather_where}" if trip.gather_at else trip.gather_where
    facts = [
        (_("日期"), span_words(trip.batch.starts_at, trip.batch.ends_at)),
        (_("去哪里"), trip.route.name if trip.route else ""),
        (_("集合"), gather),
        (_("车辆"), trip.bus),
        (_("领队"), " ".join(filter(None, (trip.leader.name if trip.leader else "", trip.leader_phone)))),
        (_("旅行社"), trip.agency),
        (_("保险"), " ".join(filter(None, (trip.insurer, trip.policy)))),
    ]
    return [one for one in facts if one[1].strip()]


def roster(trip: Trip, rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The roster, with whole phone numbers, for whoever leads the trip."""
    lead = f"{trip.batch.offering.title} · {number_words(trip.batch.number)}"
    foot = _("只给带队的人用，有手机号，用完请销毁。领队签字：____________　　日期：____________")
    parts = [section("", ROSTER_HEADERS, rows, ROSTER_WIDTHS)]
    return paper(_("花名册"), lead, facts=trip_facts(trip), sections=parts, foot=foot)


def insurance(trip: Trip, rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The insurance list, with ID numbers."""
    lead = f"{trip.batch.offering.title} · {number_words(trip.batch.number)}"
    foot = _("只用于投保，有证件号码，投保以后请销毁。谁在什么时候取过，日志里有记录。")
    parts = [section("", INSURANCE_HEADERS, rows, INSURANCE_WIDTHS)]
    return paper(_("投保名单"), lead, wide=True, facts=trip_facts(trip), sections=parts, foot=foot)


YEAR_HEADERS = ("项目", "批次", "座位", "报名", "参加", "没有来", "花费（元）", "人均（元）", "超标准的批次")


def year_rows(found: Year) -> list[list[object]]:
    """A line a programme and the sum of all."""
    rows: list[list[object]] = [
        [
            line.programme.offering.title,
            line.batches,
            line.seats,
            line.applied,
            line.went,
            line.missed,
            yuan(line.fen),
            yuan(line.fen // line.went) if line.went else "",
            line.over,
        ]
        for line in found.lines
    ]
    fen, went = found.total("fen"), found.total("went")
    names = ("batches", "seats", "applied", "went", "missed")
    total: list[object] = ["合计", *(found.total(name) for name in names)]
    return [*rows, [*total, yuan(fen), yuan(fen // went) if went else "", found.total("over")]]


def year(found: Year, union: str) -> dict[str, Any]:
    """The year report."""
    parts = [
        section("各个项目", YEAR_HEADERS, year_rows(found), (5, 2, 2, 2, 2, 2, 3, 3, 3), tuple(range(1, 9))),
        section("参加的人：职业", ("职业", "人次"), found.occupations, (3, 1), (1,)),
        section("参加的人：工会", ("工会", "人次"), found.unions[:40], (3, 1), (1,)),
    ]
    title = _("%(year)d 年疗休养年度报告") % {"year": found.year}
    return paper(title, union, wide=True, sections=parts)
