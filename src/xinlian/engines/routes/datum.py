"""Between WGS-84 and the shifted datums of Chinese map services: GCJ-02 (Amap, Tencent) and BD-09 (Baidu)."""

from collections.abc import Callable
from math import atan2, cos, hypot, pi, radians, sin, sqrt

DATUMS = ("wgs84", "gcj02", "bd09", "cgcs2000")
TOLERANCE_DEG = 1e-10  # the inverses are iterated to this: 0.01 mm

KRASOVSKY_M = 6378245.0
KRASOVSKY_E2 = 0.00669342162296594323
BD_TURN = pi * 3000 / 180

# The published rectangle inside which the shift applies, and a narrower one that holds all of China.
SHIFTED = (0.8293, 55.8271, 72.004, 137.8347)
CHINA = (3.0, 54.0, 73.0, 136.0)

Point = tuple[float, float]


class DatumError(ValueError):
    """A datum that is not known; `code` is "unknown_datum"."""

    def __init__(self, datum: str) -> None:
        super().__init__(f"unknown_datum: {datum}")
        self.code, self.datum = "unknown_datum", datum


def to_wgs84(lat: float, lon: float, datum: str) -> Point:
    """A point given in `datum` as WGS-84, to 0.01 mm; CGCS2000 is that to a few centimetres.

    Raises DatumError for a code not in DATUMS.
    """
    if datum in ("wgs84", "cgcs2000"):
        return lat, lon
    if datum == "gcj02":
        return _inverse(gcj02, lat, lon)
    if datum == "bd09":
        return _inverse(bd09, lat, lon)
    raise DatumError(datum)


def from_wgs84(lat: float, lon: float, datum: str) -> Point:
    """A point of WGS-84 as given in `datum`. Raises DatumError."""
    if datum in ("wgs84", "cgcs2000"):
        return lat, lon
    if datum == "gcj02":
        return gcj02(lat, lon)
    if datum == "bd09":
        return bd09(lat, lon)
    raise DatumError(datum)


def gcj02(lat: float, lon: float) -> Point:
    """WGS-84 to GCJ-02; outside China's published rectangle nothing is shifted.

    Source: the formula known since 2010 as "eviltransform" (series of sines over the Krasovsky ellipsoid),
    described under "Restrictions on geographic data in China" in Wikipedia.
    """
    if not _inside(lat, lon, SHIFTED):
        return lat, lon
    x, y = lon - 105.0, lat - 35.0
    waves = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x))
    north += (waves + 20 * sin(y * pi) + 40 * sin(y * pi / 3)) * 2 / 3
    north += (160 * sin(y * pi / 12) + 320 * sin(y * pi / 30)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x))
    east += (waves + 20 * sin(x * pi) + 40 * sin(x * pi / 3)) * 2 / 3
    east += (150 * sin(x * pi / 12) + 300 * sin(x * pi / 30)) * 2 / 3
    phi = radians(lat)
    w = 1 - KRASOVSKY_E2 * sin(phi) ** 2
    metres_lat = radians(KRASOVSKY_M * (1 - KRASOVSKY_E2) / (w * sqrt(w)))
    metres_lon = radians(KRASOVSKY_M / sqrt(w) * cos(phi))
    return lat + north / metres_lat, lon + east / metres_lon


def bd09(lat: float, lon: float) -> Point:
    """WGS-84 to BD-09: Baidu's turn and stretch on top of GCJ-02 (same source); China only."""
    if not _inside(lat, lon, SHIFTED):
        return lat, lon
    y, x = gcj02(lat, lon)
    z = hypot(x, y) + 0.00002 * sin(y * BD_TURN)
    theta = atan2(y, x) + 0.000003 * cos(x * BD_TURN)
    return z * sin(theta) + 0.006, z * cos(theta) + 0.0065


def _inverse(shift: Callable[[float, float], Point], lat: float, lon: float) -> Point:
    """The point that `shift` moves to (lat, lon), by fixed-point iteration.

    One step, as most code does it, is off by up to 4.6 m; each step leaves under a hundredth.
    A point outside the rectangle, or moved out of it on the way, is taken as it is.
    """
    if not _inside(lat, lon, SHIFTED):
        return lat, lon
    y, x = lat, lon
    for _ in range(30):
        moved_lat, moved_lon = shift(y, x)
        dy, dx = moved_lat - lat, moved_lon - lon
        y, x = y - dy, x - dx
        if abs(dy) < TOLERANCE_DEG and abs(dx) < TOLERANCE_DEG:
            break
    return y, x


def suspect(lat: float, lon: float) -> tuple[str, ...]:
    """Why a WGS-84 position can hardly be a place in China; empty when it can.

    Codes: "out_of_range", "null_island", "swapped" (the pair turned round lies in China), "outside_china".
    """
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        turned = -90 <= lon <= 90 and -180 <= lat <= 180 and _inside(lon, lat, CHINA)
        return ("out_of_range", "swapped") if turned else ("out_of_range",)
    if abs(lat) < 0.01 and abs(lon) < 0.01:
        return ("null_island",)
    if _inside(lat, lon, CHINA):
        return ()
    return ("outside_china", "swapped") if _inside(lon, lat, CHINA) else ("outside_china",)


def _inside(lat: float, lon: float, box: tuple[float, float, float, float]) -> bool:
    south, north, west, east = box
    return south <= lat <= north and west <= lon <= east
