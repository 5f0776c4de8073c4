"""The words that a table of stations may use for what the system keeps as codes."""

from typing import Any

from django.utils.translation import override

from xinlian.places.facilities import KINDS
from xinlian.places.models import Place
from xinlian.stations.models import Station

KIND_WORDS = {
    "司机之家": "driver_home",
    "职工驿站": "rest_station",
    "驿站": "rest_station",
    "工会驿站": "rest_station",
    "户外劳动者驿站": "rest_station",
    "driver_home": "driver_home",
    "rest_station": "rest_station",
}
TIER_WORDS = {
    "基本型": "basic",
    "基础型": "basic",
    "标杆型": "benchmark",
    "示范型": "benchmark",
    "24 小时智能型": "smart24",
    "智能型": "smart24",
    "24小时": "smart24",
    "basic": "basic",
    "benchmark": "benchmark",
    "smart24": "smart24",
}
DATUM_WORDS = {
    "wgs84": "wgs84",
    "wgs-84": "wgs84",
    "gps": "wgs84",
    "gcj02": "gcj02",
    "gcj-02": "gcj02",
    "高德": "gcj02",
    "腾讯": "gcj02",
    "bd09": "bd09",
    "bd-09": "bd09",
    "百度": "bd09",
    "cgcs2000": "cgcs2000",
    "天地图": "cgcs2000",
}
_MORE: dict[str, tuple[str, ...]] = {
    "toilets": ("卫生间", "洗手间", "公厕"),
    "shower": ("洗澡", "热水澡", "淋浴间", "浴室"),
    "bed": ("床", "休息床", "床铺"),
    "washing_machine": ("洗衣",),
    "truck_parking": ("货车停车位", "大车位", "货车停车", "停车位"),
    "drinking_water": ("饮水", "喝水", "饮水机"),
    "hot_water": ("开水",),
    "microwave": ("微波",),
    "kitchen": ("灶台",),
    "fridge": ("冷柜",),
    "heating": ("暖气", "取暖器", "供暖"),
    "seats": ("座椅", "休息座椅", "沙发"),
    "sockets": ("插座", "充电插座"),
    "phone_charging": ("充电", "充电宝", "充电线"),
    "wifi": ("WiFi", "Wi-Fi", "无线网"),
    "first_aid": ("急救箱", "药箱", "应急药品", "急救包"),
    "blood_pressure": ("血压计",),
    "defibrillator": ("AED",),
    "umbrella": ("爱心伞", "伞"),
    "tools": ("工具", "工具箱", "维修工具"),
    "tyre_pump": ("充气泵", "气筒"),
    "battery_swap": ("换电", "电瓶换电"),
    "books": ("图书", "书籍", "阅读角"),
    "lockers": ("寄存柜", "柜子"),
    "nursing_room": ("哺乳室",),
    "wheelchair": ("无障碍设施", "轮椅"),
    "surveillance": ("监控", "夜间值守", "保安"),
    "meals": ("加热饭菜", "餐食"),
}


def facility_words() -> dict[str, str]:
    """Every word for a facility, small letters, to its code."""
    found = {name: code for code, kind in KINDS.items() for name in (code, *in_both(kind.name))}
    return found | {word.lower(): code for code, words in _MORE.items() for word in words}


def in_both(name: Any) -> tuple[str, ...]:
    """A name in Chinese and in English, small letters: our own table comes back in whichever language it was made."""
    said = []
    for language in ("zh-hans", "en"):
        with override(language):
            said.append(str(name).lower())
    return tuple(said)


def _named(words: dict[str, str], choices: Any) -> dict[str, str]:
    return {**words, **{name: code for code, label in choices for name in in_both(label)}}


KIND_WORDS = _named(KIND_WORDS, Station.KINDS)
TIER_WORDS = _named(TIER_WORDS, Station.TIERS)
KIND_NAMES: dict[str, Any] = dict(Station.KINDS)
TIER_NAMES: dict[str, Any] = dict(Station.TIERS)
DATUM_NAMES: dict[str, str] = dict(Place.DATUMS)
