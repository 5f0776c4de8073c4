"""What the tests compare with: geodesics of geographiclib, searched without any grid or box."""

import random

from geographiclib.geodesic import Geodesic

WGS84 = Geodesic.WGS84


def metres(lat1, lon1, lat2, lon2):
    return WGS84.Inverse(lat1, lon1, lat2, lon2, Geodesic.DISTANCE)["s12"]


def places(count, seed, south=18.0, north=53.0, west=74.0, east=134.0):
    """Half in a few dozen towns, half anywhere, as stations are."""
    rng = random.Random(seed)
    towns = [(rng.uniform(south, north), rng.uniform(west, east)) for _ in range(30)]
    rows = []
    for key in range(count):
        if key % 2:
            lat, lon = towns[rng.randrange(30)]
            rows.append((key, lat + rng.gauss(0, 0.05), lon + rng.gauss(0, 0.05)))
        else:
            rows.append((key, rng.uniform(south, north), rng.uniform(west, east)))
    return rows


def inside(rows, box):
    return [row for row in rows if box.south <= row[1] <= box.north and box.west <= row[2] <= box.east]


def winding(rng, length_km, start=(36.0, 100.0), gap_km=(2, 60)):
    """A road that wanders, with gaps of very different length between its vertices."""
    lat, lon = start
    azimuth = rng.uniform(0, 360)
    points, done = [(lat, lon)], 0.0
    while done < length_km:
        gap = rng.uniform(*gap_km)
        azimuth += rng.gauss(0, 25)
        if not 22 < lat < 45:
            azimuth = 180 if lat > 45 else 0
        end = WGS84.Direct(lat, lon, azimuth, gap * 1000)
        lat, lon, done = end["lat2"], end["lon2"], done + gap
        points.append((lat, lon))
    return points


def to_segment(point, start, end):
    """Metres from a point to a geodesic segment and metres along it, by ternary search on exact geodesics."""
    line = WGS84.InverseLine(*start, *end, Geodesic.STANDARD | Geodesic.DISTANCE_IN)
    low, high = 0.0, line.s13

    def off(s):
        at = line.Position(s)
        return metres(*point, at["lat2"], at["lon2"])

    while high - low > 0.5:
        a, b = low + (high - low) / 3, high - (high - low) / 3
        if off(a) <= off(b):
            high = b
        else:
            low = a
    best = min((0.0, line.s13, (low + high) / 2), key=off)
    return off(best), best
