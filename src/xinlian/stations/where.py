"""Where somebody looks from: a rounded position or a town, kept on their own device for a while, never in addresses."""

from dataclasses import dataclass
from urllib.parse import quote, unquote

from django.http import HttpRequest, HttpResponse

HERE, TOWN, TRUCK = "here", "town", "truck_m"
HERE_SECONDS = 3600  # a position grows old
YEAR_SECONDS = 365 * 86400
DECIMALS = 3  # about a hundred metres: enough to find a shower, too coarse for a front door


@dataclass(frozen=True, slots=True)
class Where:
    """A point and what to call it; `town` is empty for a position of the phone."""

    point: tuple[float, float]
    town: str = ""
    within: str = ""


def remembered(request: HttpRequest) -> Where | None:
    """The position of the last hour, else the town last looked at."""
    return _here(request.COOKIES.get(HERE, "")) or _town(request.COOKIES.get(TOWN, ""))


def here(request: HttpRequest) -> Where | None:
    """The position of the last hour."""
    return _here(request.COOKIES.get(HERE, ""))


def keep_here(request: HttpRequest, response: HttpResponse, lat: float, lon: float) -> None:
    """Remember a position for an hour, rounded."""
    _keep(request, response, HERE, f"{lat:.{DECIMALS}f},{lon:.{DECIMALS}f}", HERE_SECONDS)


def keep_town(request: HttpRequest, response: HttpResponse, where: Where) -> None:
    """Remember a town for the next visit."""
    text = "|".join([where.town, where.within, f"{where.point[0]:.3f}", f"{where.point[1]:.3f}"])
    _keep(request, response, TOWN, quote(text), YEAR_SECONDS)


def keep_truck(request: HttpRequest, response: HttpResponse, metres: float) -> None:
    """Remember how long somebody's truck is."""
    _keep(request, response, TRUCK, f"{metres:g}", YEAR_SECONDS)


def forget_here(response: HttpResponse) -> None:
    """Forget the position."""
    response.delete_cookie(HERE)


def _keep(request: HttpRequest, response: HttpResponse, name: str, value: str, seconds: int) -> None:
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=request.is_secure())


def _here(text: str) -> Where | None:
    point = pair(*text.split(",")) if text.count(",") == 1 else None
    return Where(point) if point else None


def _town(text: str) -> Where | None:
    parts = unquote(text).split("|")
    point = pair(parts[2], parts[3]) if len(parts) == 4 else None
    return Where(point, parts[0][:40], parts[1][:20]) if point else None


def pair(lat: str, lon: str) -> tuple[float, float] | None:
    """(lat, lon) out of two texts; None for what cannot be on the Earth."""
    try:
        found = float(lat), float(lon)
    except ValueError:
        return None
    return found if abs(found[0]) <= 90 and abs(found[1]) <= 180 else None
