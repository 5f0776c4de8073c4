"""The demo's unions: Zhejiang down to its counties, the streets of two articles, and Dulan in Qinghai."""

import csv
import datetime
from functools import lru_cache
from pathlib import Path

from xinlian.people.models import Firm, Union
from xinlian.rows.paths import child, shard_of

DATA = Path(__file__).parent / "data"

BELOW = [
    ("德清县总工会", "street", ["舞阳街道总工会", "武康街道总工会", "新市镇总工会"]),
    ("永康市总工会", "street", ["东城街道总工会", "西城街道总工会", "江南街道总工会"]),
    ("慈溪市总工会", "street", ["浒山街道总工会"]),
    ("都兰县总工会", "street", ["察汗乌苏镇工会", "香日德镇工会", "巴隆乡工会", "宗加镇工会"]),
]


@lru_cache(maxsize=1)
def counties() -> list[dict[str, str]]:
    """Zhejiang's counties: code, city, county, lat, lon of the seat in WGS-84 degrees."""
    with (DATA / "zhejiang.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


class Planter:
    """Adds unions to the tree, numbering the children of each parent."""

    def __init__(self) -> None:
        self.children: dict[str, int] = {}
        self.by_name: dict[str, Union] = {}

    def plant(
        self, name: str, level: str, parent: Union | None = None, code: str = "", aliases: list[str] | None = None
    ) -> Union:
        """One union below its parent."""
        above = parent.union_path if parent else ""
        number = self.children.get(above, 0)
        self.children[above] = number + 1
        path = child(above, number)
        union = Union.objects.create(
            name=name,
            level=level,
            parent=parent,
            code=code,
            aliases=aliases or [],
            union_path=path,
            shard=shard_of(path),
        )
        self.by_name[name] = union
        return union


def load(now: datetime.datetime) -> int:
    """Plant the tree; how many unions."""
    planter = Planter()
    zhejiang = planter.plant("浙江省总工会", "province", code="330000")
    for row in counties():
        city = planter.by_name.get(f"{row['city']}总工会")
        if city is None:
            city = planter.plant(f"{row['city']}总工会", "city", zhejiang, row["code"][:4] + "00")
        planter.plant(f"{row['county']}总工会", "county", city, row["code"], [row["county"]])
    qinghai = planter.plant("青海省总工会", "province", code="630000")
    haixi = planter.plant("海西州总工会", "city", qinghai, "632800", ["海西蒙古族藏族自治州总工会"])
    planter.plant("都兰县总工会", "county", haixi, "632822", ["都兰县"])
    planter.plant("格尔木市总工会", "county", haixi, "632801", ["格尔木市"])
    hainan = planter.plant("海南州总工会", "city", qinghai, "632500")
    planter.plant("共和县总工会", "county", hainan, "632521", ["共和县"])
    for parent, level, names in BELOW:
        for name in names:
            planter.plant(name, level, planter.by_name[parent])
    _firms(planter)
    return Union.objects.count() + Firm.objects.count()


def _firms(planter: Planter) -> None:
    for name, kind, union in [
        ("演示快递平台", "platform", "浙江省总工会"),
        ("演示外卖平台", "platform", "浙江省总工会"),
        ("演示货运平台", "platform", "青海省总工会"),
        ("演示家政公司", "employer", "慈溪市总工会"),
        ("演示环卫公司", "employer", "德清县总工会"),
    ]:
        owner = planter.by_name[union]
        Firm.objects.create(name=name, kind=kind, union=owner, union_path=owner.union_path, shard=owner.shard)
