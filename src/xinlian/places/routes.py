"""Routes and marks as people hand them in, with refusals that a page can show."""

from xinlian.engines.routes.lines import MAX_BYTES, read_line
from xinlian.engines.routes.marks import MarkError, parse_mark
from xinlian.engines.routes.polyline import LineError, Point
from xinlian.rows.refusals import Refused


def points_of_file(data: bytes) -> list[Point]:
    """The (lat, lon) points of a GPX or GeoJSON file.

    Raises Refused: route_too_big, route_broken, route_no_coordinates, route_not_a_line, route_one_point,
    route_out_of_range; `detail` says where, `megabytes` how much may be.
    """
    try:
        return read_line(data)
    except LineError as error:
        facts = {"detail": error.detail, "megabytes": MAX_BYTES // 1_000_000}
        raise Refused(f"route_{error.code}", facts) from error


def mark_m(text: str) -> int | None:
    """The metres of a kilometre mark such as K2425+300, None for empty text. Raises Refused mark_unreadable."""
    if not text.strip():
        return None
    try:
        return parse_mark(text)
    except MarkError as error:
        raise Refused("mark_unreadable", {"text": text.strip()[:40]}) from error
