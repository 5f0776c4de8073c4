"""GeoJSON points as the table that an import reads."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from xinlian.rows.refusals import Refused

# property -> the column's header; what else a feature says is left out
PROPERTIES = {
    "ref": "编号",
    "code": "编号",
    "name": "名称",
    "kind": "类别",
    "tier": "类型",
    "addr:full": "地址",
    "address": "地址",
    "phone": "电话",
    "opening_hours": "开放时间",
    "capacity:hgv": "货车位数",
    "maxlength": "最长车长",
    "road_ref": "公路编号",
    "distance_mark": "公里桩",
    "union": "工会",
}
MOST = 20_000


def table(data: bytes) -> bytes:
    """The features of a file as CSV with the import's headers. Refused "geojson_unreadable"."""
    try:
        features = json.loads(data.decode("utf-8-sig"))["features"]
        rows = [_row(feature) for feature in features[:MOST]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Refused("geojson_unreadable") from error
    if not rows:
        raise Refused("geojson_unreadable")
    headers = list(dict.fromkeys([*PROPERTIES.values(), "纬度", "经度", "设施"]))
    held = io.StringIO()
    writer = csv.DictWriter(held, headers)
    writer.writeheader()
    writer.writerows(rows)
    return held.getvalue().encode()


def _row(feature: Mapping[str, Any]) -> dict[str, Any]:
    geometry, properties = feature["geometry"], feature.get("properties") or {}
    if geometry["type"] != "Point":
        raise ValueError("not a point")
    lon, lat = geometry["coordinates"][:2]
    row = {header: properties[name] for name, header in PROPERTIES.items() if properties.get(name) not in (None, "")}
    facilities = properties.get("facilities")
    if isinstance(facilities, list):
        row["设施"] = "、".join(str(one) for one in facilities)
    return {**row, "纬度": lat, "经度": lon}
