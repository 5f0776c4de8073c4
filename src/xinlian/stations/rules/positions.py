"""What is doubtful about a position as somebody gave it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from xinlian.engines.routes.datum import suspect, to_wgs84
from xinlian.engines.routes.ellipsoid import distance

Point = tuple[float, float]

SAME_M = 25  # two readings of one place by one datum
OFFSET_M = 50  # under that no datum can be told from another
OFFSET_MOST_M = 1500  # a wrong datum moves a point no farther
MOVED_M = 2000
ALONE_M = 150_000


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason for doubt: a stable code and the facts of its sentence."""

    code: str
    facts: dict[str, object] = field(default_factory=dict)


def wrong(lat: float, lon: float) -> Doubt | None:
    """What makes a pair unusable as it stands: out of range, (0, 0), the two turned round, outside China."""
    found = suspect(lat, lon)
    if not found:
        return None
    code = "swapped" if "swapped" in found else found[0]
    return Doubt(f"position_{code}", {"lat": lat, "lon": lon})


def other_datum(lat: float, lon: float, declared: str, known: Point) -> str:
    """The datum that a pair was really given in, judged by where the place is known to be; '' when that cannot be told."""
    off = distance(*to_wgs84(lat, lon, declared), *known)
    if not OFFSET_M < off < OFFSET_MOST_M:
        return ""
    for datum in ("wgs84", "gcj02", "bd09"):
        if datum != declared and distance(*to_wgs84(lat, lon, datum), *known) < SAME_M:
            return datum
    return ""


def doubts(
    lat: float, lon: float, declared: str, *, known: Point | None = None, others: Sequence[Point] = ()
) -> list[Doubt]:
    """Everything doubtful about a pair given in a datum, the worst first; `others` are the union's other stations."""
    worst = wrong(lat, lon)
    if worst:
        return [worst]
    point = to_wgs84(lat, lon, declared)
    found: list[Doubt] = []
    if known:
        really = other_datum(lat, lon, declared, known)
        off = distance(*point, *known)
        if really:
            found.append(Doubt("position_datum", {"declared": declared, "really": really, "metres": round(off)}))
        elif off > MOVED_M:
            found.append(Doubt("position_moved", {"km": round(off / 1000, 1)}))
    if others:
        nearest = min(distance(*point, *one) for one in others)
        if nearest > ALONE_M:
            found.append(Doubt("position_alone", {"km": round(nearest / 1000)}))
    return found
