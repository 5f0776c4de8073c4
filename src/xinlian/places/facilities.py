"""What can be at a place: stable codes, the OpenStreetMap tag each stands for, its icon and its bit."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of facility; `bit` never changes, since phones keep packs of them."""

    code: str
    name: "str | Promise"
    osm: str
    icon: str
    bit: int


_ROWS: tuple[tuple[str, "str | Promise", str, str], ...] = (
    ("toilets", _("厕所"), "toilets=yes", "toilet"),
    ("shower", _("淋浴"), "shower=hot", "shower-head"),
    ("bed", _("床位"), "bed=yes", "bed-double"),
    ("washing_machine", _("洗衣机"), "washing_machine=yes", "washing-machine"),
    ("truck_parking", _("货车位"), "amenity=parking;hgv=designated", "truck"),
    ("drinking_water", _("饮用水"), "drinking_water=yes", "glass-water"),
    ("hot_water", _("热水"), "hot_water=yes", "cup-soda"),
    ("microwave", _("微波炉"), "microwave_oven=yes", "microwave"),
    ("kitchen", _("厨房"), "kitchen=yes", "cooking-pot"),
    ("fridge", _("冰箱"), "fridge=yes", "refrigerator"),
    ("air_conditioning", _("空调"), "air_conditioning=yes", "air-vent"),
    ("heating", _("取暖"), "heating=yes", "heater"),
    ("seats", _("桌椅"), "indoor_seating=yes", "armchair"),
    ("sockets", _("电源插座"), "power_supply=yes", "plug"),
    ("phone_charging", _("手机充电"), "device_charging_station=yes", "smartphone-charging"),
    ("wifi", _("无线网络"), "internet_access=wlan", "wifi"),
    ("first_aid", _("医药箱"), "first_aid_kit=yes", "briefcase-medical"),
    ("blood_pressure", _("血压仪"), "blood_pressure_monitor=yes", "heart-pulse"),
    ("thermometer", _("体温计"), "thermometer=yes", "thermometer"),
    ("defibrillator", _("除颤器"), "emergency=defibrillator", "zap"),
    ("umbrella", _("雨伞"), "umbrella=yes", "umbrella"),
    ("raincoat", _("雨衣"), "raincoat=yes", "cloud-rain"),
    ("tools", _("常用工具"), "service:bicycle:tools=yes", "wrench"),
    ("tyre_pump", _("打气筒"), "compressed_air=yes", "gauge"),
    ("battery_swap", _("换电柜"), "amenity=battery_swap", "battery-charging"),
    ("books", _("图书角"), "books=yes", "book-open"),
    ("lockers", _("储物柜"), "locker=yes", "lock"),
    ("changing_room", _("更衣室"), "changing_room=yes", "shirt"),
    ("nursing_room", _("母婴室"), "nursing_room=yes", "baby"),
    ("wheelchair", _("无障碍"), "wheelchair=yes", "accessibility"),
    ("massage_chair", _("按摩椅"), "massage_chair=yes", "sofa"),
    ("surveillance", _("夜间值守或监控"), "surveillance=yes", "cctv"),
    ("meals", _("热饭"), "food=yes", "utensils"),
    ("tv", _("电视"), "tv=yes", "tv"),
)

KINDS = {code: Kind(code, name, osm, icon, bit) for bit, (code, name, osm, icon) in enumerate(_ROWS)}
CHOICES = [(kind.code, kind.name) for kind in KINDS.values()]


def bits(codes: Iterable[str]) -> int:
    """The codes as one number with a bit each, at most 53 so that JavaScript holds it."""
    total = 0
    for code in codes:
        total |= 1 << KINDS[code].bit
    return total


def codes(number: int) -> list[str]:
    """The codes whose bits are set, in the order of the table."""
    return [kind.code for kind in KINDS.values() if number >> kind.bit & 1]
