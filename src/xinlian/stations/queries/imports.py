"""What an import compares its rows with."""

from collections.abc import Iterable
from typing import Any

from xinlian.people.scope import below
from xinlian.stations.models import Proposal, Station


def stations_by_code(codes: Iterable[str]) -> dict[str, Station]:
    """The stations of these codes, wherever they are; three queries."""
    found = Station.objects.filter(code__in=list(codes)).select_related("place", "place__union")
    return {station.code: station for station in found.prefetch_related("place__facilities")}


def open_changes(station: Station) -> list[dict[str, Any]]:
    """The changes that wait for a decision."""
    return list(Proposal.objects.filter(station=station, state="open").values_list("changes", flat=True))


def stations_of(union_path: str) -> Iterable[Station]:
    """Every station of a union and below, one by one."""
    found = Station.objects.filter(below([union_path])).select_related("place", "place__union").order_by("code")
    return found.iterator(chunk_size=500)
