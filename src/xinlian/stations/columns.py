"""The columns of a table of stations and how a cell of each is understood."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from xinlian.engines.hours import HoursError
from xinlian.engines.hours import check as check_hours
from xinlian.engines.routes.marks import MarkError, format_mark, parse_mark
from xinlian.places.facilities import KINDS
from xinlian.sheets import cells
from xinlian.sheets.cells import BadCell, Cell
from xinlian.sheets.kinds import Column
from xinlian.stations import table_words
from xinlian.stations.rules.hours_words import HoursUnclear, to_osm

CODE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_-]{0,29}$")
PHONE = re.compile(r"^\+?\d[\d\- ]{5,18}\d(?:[转#x]\d{1,6})?$")
COUNTED = re.compile(r"^(?P<word>.*?)[\s×x*:：(（]*(?P<count>\d{1,4})?\s*(?:个|张|台|间|处|把|套)?[)）]?$")
WORDS = table_words.facility_words()


def code(given: Cell) -> str:
    """Letters, digits and hyphens: it stands on the door and in addresses."""
    if not CODE.match(given.text):
        raise BadCell("code_shape", value=given.text[:30])
    return given.text


def phone(given: Cell) -> str:
    """A telephone number of any kind."""
    if not PHONE.match(given.text):
        raise BadCell("station_phone_shape", value=given.text[:30])
    return given.text


def hours(given: Cell) -> str:
    """An OpenStreetMap string from itself or from simple Chinese."""
    try:
        text = to_osm(given.text)
        check_hours(text)
    except (HoursUnclear, HoursError) as error:
        raise BadCell("hours_unclear", value=given.text[:40]) from error
    return text


def mark(given: Cell) -> int:
    """A kilometre mark in metres."""
    try:
        return parse_mark(given.text)
    except MarkError as error:
        raise BadCell("mark_unclear", value=given.text[:30]) from error


def facilities(given: Cell) -> list[tuple[str, int | None]]:
    """Words for facilities, each with a count or without: 淋浴2、床位 4、饮用水."""
    found = []
    for part in (part.strip() for part in re.split(r"[、，,；;/\n]+", given.text)):
        if part:
            found.append(_facility(part))
    return found


def _facility(part: str) -> tuple[str, int | None]:
    if part.lower() in WORDS:
        return WORDS[part.lower()], None
    match = COUNTED.match(part)
    word = match["word"].strip().lower() if match else ""
    if not match or word not in WORDS:
        raise BadCell("facility_unknown", value=part[:30])
    return WORDS[word], int(match["count"]) if match["count"] else None


def _facilities_shown(value: Any) -> str:
    return "、".join(f"{KINDS[code].name}{count or ''}" for code, count in value)


def metres(given: Cell) -> str:
    """A length in metres with at most one decimal, as text."""
    value = cells.number(1, 50)(Cell(given.text.removesuffix("米").removesuffix("m").strip()))
    return f"{round(value, 1):g}"


COLUMNS = (
    Column(
        "code",
        ("编号", "驿站编号", "编码", "站点编号", "code"),
        code,
        required=True,
        filled=True,
        hint=_("字母和数字，全国不能重复"),
        example="ZJ00001",
    ),
    Column(
        "name",
        ("名称", "驿站名称", "站点名称", "名字", "name"),
        cells.text(80),
        required=True,
        filled=True,
        hint=_("一定要填"),
        example="示例职工驿站",
    ),
    Column(
        "kind",
        ("类别", "种类", "驿站类别", "kind"),
        cells.choice(table_words.KIND_WORDS),
        show=lambda v: str(table_words.KIND_NAMES[v]),
        hint=_("司机之家、职工驿站"),
        example="职工驿站",
    ),
    Column(
        "tier",
        ("类型", "驿站类型", "等级类型", "tier"),
        cells.choice(table_words.TIER_WORDS),
        show=lambda v: str(table_words.TIER_NAMES[v]),
        hint=_("基本型、标杆型、24 小时智能型"),
        example="基本型",
    ),
    Column(
        "union",
        ("工会", "所属工会", "管理工会", "工会名称", "union"),
        cells.text(160),
        hint=_("不填就是上传时选的工会"),
    ),
    Column(
        "lat",
        ("纬度", "北纬", "lat", "latitude", "y"),
        cells.number(-400, 400),
        required=True,
        hint=_("小数，如 30.5462"),
        example="30.5462",
    ),
    Column(
        "lon",
        ("经度", "东经", "lon", "lng", "longitude", "x"),
        cells.number(-400, 400),
        required=True,
        hint=_("小数，如 119.9655"),
        example="119.9655",
    ),
    Column(
        "datum",
        ("坐标系", "坐标类型", "datum"),
        cells.choice(table_words.DATUM_WORDS),
        show=lambda v: table_words.DATUM_NAMES[v],
        hint=_("这一行和上传时选的不一样才填"),
    ),
    Column("address", ("地址", "详细地址", "位置", "address"), cells.text(200), example="示例路 1 号"),
    Column("directions", ("怎么走", "路线说明", "directions"), cells.text(300)),
    Column("phone", ("电话", "联系电话", "站点电话", "phone"), phone, example="19900000000"),
    Column(
        "hours",
        ("开放时间", "营业时间", "开门时间", "服务时间", "hours"),
        hours,
        hint=_("每天 7:00-22:00；周一至周五 8:30-17:30；24小时"),
        example="每天 7:00-22:00",
    ),
    Column(
        "facilities",
        ("设施", "服务设施", "设施设备", "facilities"),
        facilities,
        show=_facilities_shown,
        hint=_("用顿号隔开，可以带数量：淋浴2、床位4、饮用水"),
        example="饮用水、微波炉、淋浴2",
    ),
    Column("truck_bays", ("货车位数", "货车位", "大车位数", "truck_bays"), cells.whole(0, 9999)),
    Column("max_length_m", ("最长车长", "最长车长(米)", "车长限制", "max_length"), metres),
    Column("road_ref", ("公路编号", "公路", "国道", "road"), cells.text(20), example="G109"),
    Column(
        "mark_m",
        ("公里桩", "桩号", "公里数", "mark"),
        mark,
        show=lambda v: format_mark(v),
        hint=_("K2425+300 或 2425 公里 300 米"),
    ),
    Column("entry", ("怎么进门", "进门方式", "入口", "entry"), cells.text(200)),
    Column("host", ("共建单位", "设在哪里", "依托单位", "host"), cells.text(80)),
    Column("operator", ("管理单位", "运营单位", "operator"), cells.text(80)),
    Column("owner", ("产权单位", "owner"), cells.text(80)),
)
