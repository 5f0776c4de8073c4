"""What a published draw gave, by level, batch, group and union."""

from typing import Any

from django.db.models import Count, F, Q

from xinlian.enrolment.models import Application, Batch, Draw
from xinlian.enrolment.queries import sealed
from xinlian.people.models import Union

SERVED = Count("pk", filter=Q(level__in=("wished", "possible")))


def drawn(draw: Draw) -> Any:
    """Entries that have a lot number. Counted, never shown one by one."""
    return Application.objects.filter(offering=draw.offering, lot__isnull=False).order_by()


def levels(draw: Draw) -> dict[str, int]:
    """People on a wished date, on a possible one, waiting."""
    found = dict(drawn(draw).values_list("level").annotate(n=Count("pk")))
    return {level: int(found.get(level, 0)) for level in ("wished", "possible", "waiting")}


def batches(draw: Draw) -> list[dict[str, Any]]:
    """Each batch with its seats, how many wished it, how many were given it by the draw."""
    given: dict[str, int] = {}
    wanted: dict[int, int] = {}
    for wished, outcome in drawn(draw).values_list("wished", "outcome"):
        number = str(outcome.get("batch") or "")
        given[number] = given.get(number, 0) + 1
        for batch in wished:
            wanted[batch] = wanted.get(batch, 0) + 1
    return [_batch(row, wanted, given) for row in sealed.batches(draw.offering)]


def _batch(row: Batch, wanted: dict[int, int], given: dict[str, int]) -> dict[str, Any]:
    return {
        "number": row.number,
        "name": row.name,
        "starts_at": row.starts_at,
        "seats": row.capacity,
        "wanted": wanted.get(row.number, 0),
        "given": given.get(str(row.number), 0),
        "free": row.capacity - row.taken,
    }


def groups(draw: Draw) -> list[dict[str, Any]]:
    """Each priority group: how many stood in the draw, how many got a seat."""
    rows = drawn(draw).values("group__rank", "group__name").annotate(n=Count("pk"), served=SERVED)
    ranked = sorted(rows, key=lambda row: (row["group__rank"] is None, row["group__rank"] or 0))
    sure = {q.title: q.guarantee for q in _quotas(draw, "group")}
    return [_line(row["group__name"] or sealed.EVERYBODY, row, sure) for row in ranked]


def unions(draw: Draw) -> list[dict[str, Any]]:
    """Each union of the people drawn: those with a quota with everything below them, all others by their own path."""
    quotas = {q.key: q for q in _quotas(draw, "union")}
    found: dict[str, dict[str, int]] = {}
    rows = drawn(draw).annotate(path=F("person__union_path")).values("path").annotate(n=Count("pk"), served=SERVED)
    for row in rows:
        shown = max((key for key in quotas if row["path"].startswith(key)), key=len, default=row["path"])
        known = found.setdefault(shown, {"n": 0, "served": 0})
        known["n"] += row["n"]
        known["served"] += row["served"]
    names = dict(Union.objects.filter(union_path__in=found).values_list("union_path", "name"))
    lines = [
        _line(names.get(path, "—"), row, {names.get(k, ""): q.guarantee for k, q in quotas.items()})
        for path, row in found.items()
    ]
    return sorted(lines, key=lambda line: -line["applied"])


def _quotas(draw: Draw, kind: str) -> list[Any]:
    return [q for q in sealed.quotas(draw.offering, sealed.groups(draw.offering)) if q.kind == kind]


def _line(name: str, row: dict[str, Any], sure: dict[str, int]) -> dict[str, Any]:
    left = row["n"] - row["served"]
    return {"name": name, "applied": row["n"], "sure": sure.get(name, 0), "given": row["served"], "left": left}
