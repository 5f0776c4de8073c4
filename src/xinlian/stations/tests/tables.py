"""Tables of invented stations."""

from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from xinlian.people.models import Person
from xinlian.sheets.commands import import_file
from xinlian.sheets.models import Upload
from xinlian.sheets.tests.books import book

HEADERS = [
    "编号",
    "名称",
    "类别",
    "类型",
    "工会",
    "纬度",
    "经度",
    "地址",
    "电话",
    "开放时间",
    "设施",
    "货车位数",
    "最长车长",
    "公路编号",
    "公里桩",
]


def row(number: int, **other: object) -> list[object]:
    """A good row about the `number`-th station, with columns replaced by key."""
    values: dict[str, object] = {
        "code": f"T{number:05d}",
        "name": f"试验驿站{number}",
        "kind": "职工驿站",
        "tier": "基本型",
        "union": "",
        "lat": 30.4 + number * 0.0005,
        "lon": 119.8 + number * 0.0005,
        "address": f"试验路 {number} 号",
        "phone": "19900000000",
        "hours": "每天 7:00-22:00",
        "facilities": "饮用水、微波炉、淋浴2",
        "truck_bays": "",
        "max_length_m": "",
        "road_ref": "",
        "mark": "",
        **other,
    }
    return list(values.values())


def bring(path: Path, rows: Sequence[Sequence[object]], by: Person, **more: object) -> Upload:
    """Import rows below the header."""
    made = book(path / "stations.xlsx", ("驿站", [HEADERS, *rows]))
    options = {"datum": str(more.pop("datum", "wgs84"))}
    return import_file(kind="stations", path=made, by=by, at=timezone.now(), options=options, **more)  # type: ignore[arg-type]


def told(upload: Upload) -> list[tuple[int, str, str]]:
    """(row, header, code) of every problem."""
    return list(upload.problems.values_list("row", "header", "code"))
