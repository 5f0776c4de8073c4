"""Panels: what each judge entered, what the panel comes to, where it must be looked at; and what a judge's tablet keeps."""

import hashlib
import uuid
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from xinlian.assessment.models import Entrant, PanelSeat, Practical, Recusal, RubricSheet, Scoring
from xinlian.assessment.who import READERS, RUNNERS
from xinlian.engines.rubrics.panel import Together, together
from xinlian.engines.rubrics.plain import entries_from
from xinlian.engines.rubrics.sheet import Criterion, Marked, full_marks, mark
from xinlian.people.models import Person
from xinlian.people.scope import Viewer, below, scope
from xinlian.rows.paths import parents


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a panel says of one entrant. `marks`: by the judge's seat, None where they step back, absent while nothing is
    entered. `stamp`: which marks these are.
    """

    entrant: Entrant
    marks: dict[int, Marked | None]
    together: Together
    vetoed: bool
    stamp: str

    @property
    def open_alarm(self) -> bool:
        """Whether the judges are far apart and nobody has said why these marks stand."""
        return self.together.alarm and self.entrant.alarm_for != self.stamp


def outcomes(practical: Practical) -> list[Outcome]:
    """For every entrant, by code."""
    sheet, last = practical.sheet.sheet, _last(Scoring.objects.filter(entrant__practical=practical))
    stepped = set(Recusal.objects.filter(entrant__practical=practical).values_list("seat", "entrant"))
    entrants = list(practical.entrants.select_related("person", "alarm_by"))
    return [_outcome(practical, one, sheet, last, stepped) for one in entrants]


def outcome(entrant: Entrant) -> Outcome:
    """For one."""
    return next(one for one in outcomes(entrant.practical) if one.entrant.pk == entrant.pk)


def _last(rows: "QuerySet[Scoring]") -> dict[tuple[int, int], dict[str, str]]:
    """(seat, entrant) to what was said last."""
    found: dict[tuple[int, int], dict[str, str]] = {}
    for seat, entrant, entries in rows.order_by("said_at", "id").values_list("seat", "entrant", "entries"):
        found[seat, entrant] = entries
    return found


def _outcome(
    practical: Practical,
    entrant: Entrant,
    sheet: list[Criterion],
    last: dict[tuple[int, int], dict[str, str]],
    stepped: set[tuple[int, int]],
) -> Outcome:
    marks: dict[int, Marked | None] = {}
    for (seat, one), entries in last.items():
        if one == entrant.pk:
            marks[seat] = mark(sheet, entries_from(sheet, entries))
    marks |= {seat: None for seat, one in stepped if one == entrant.pk}
    whole = {str(seat): one.total for seat, one in marks.items() if one is not None and not one.missing}
    vetoed = any(one.vetoes for one in marks.values() if one is not None)
    found = together(whole, full_marks(sheet), practical.rule)
    if vetoed and found.result is not None:
        found = Together(Decimal(0), (), wide=found.wide, outliers=found.outliers)
    text = ";".join(f"{seat}={total:f}" for seat, total in sorted(whole.items()))
    return Outcome(entrant, marks, found, vetoed, hashlib.sha256(text.encode()).hexdigest())


def unfinished(seat: PanelSeat) -> list[str]:
    """The codes of entrants for whom a judge has still something to enter."""
    sheet, last = seat.practical.sheet.sheet, _last(seat.scorings.all())
    stepped = set(seat.recusals.values_list("entrant", flat=True))
    codes = []
    for entrant in seat.practical.entrants.exclude(pk__in=stepped):
        entries = last.get((seat.pk, entrant.pk))
        if entries is None or mark(sheet, entries_from(sheet, entries)).missing:
            codes.append(entrant.code)
    return codes


def sheets(viewer: Viewer) -> "QuerySet[RubricSheet]":
    """The sheets that the viewer may read."""
    return scope(viewer, RubricSheet.objects.select_related("union"), READERS)


def usable_sheets(viewer: Viewer) -> list[RubricSheet]:
    """The newest version of each sheet of the viewer's unions and those above."""
    paths = {path for top in viewer.paths(RUNNERS) for path in parents(top)}
    rows = RubricSheet.objects.filter(union_path__in=paths) | RubricSheet.objects.filter(below(viewer.paths(RUNNERS)))
    newest: dict[tuple[int, str], RubricSheet] = {}
    for one in rows.order_by("version"):
        newest[one.union_id, one.title] = one
    return sorted(newest.values(), key=lambda one: one.title)


def practicals(viewer: Viewer) -> "QuerySet[Practical]":
    """The practical tests that the viewer may read."""
    return scope(viewer, Practical.objects.select_related("sheet", "union"), READERS)


def seats_of(person: Person) -> "QuerySet[PanelSeat]":
    """The panels on which somebody sits, while they are open."""
    rows = PanelSeat.objects.filter(person=person, practical__state="open")
    return rows.select_related("practical__sheet").order_by("practical__on", "id")


def seat_named(uid: uuid.UUID) -> PanelSeat | None:
    """A seat by its public number, for what tablets send."""
    return PanelSeat.objects.select_related("practical__sheet").filter(uid=uid).first()


def entrant_named(seat: PanelSeat, uid: uuid.UUID) -> Entrant | None:
    """An entrant of the same practical."""
    return seat.practical.entrants.filter(uid=uid).first()


def entries_of(seat: PanelSeat, entrant: Entrant) -> dict[str, str]:
    """What a judge entered last for somebody."""
    return _last(seat.scorings.filter(entrant=entrant)).get((seat.pk, entrant.pk), {})


def tablet_of(seat: PanelSeat) -> dict[str, Any]:
    """What a judge's tablet keeps of a panel: entrants by their codes (names only where the test is not blind), own marks."""
    last = _last(seat.scorings.all())
    stepped = dict(seat.recusals.values_list("entrant", "why"))
    practical = seat.practical
    return {
        "seat": str(seat.uid),
        "title": practical.title,
        "on": practical.on.isoformat(),
        "chief": seat.chief,
        "signed": seat.signed_at is not None,
        "sheet": practical.sheet.criteria,
        "entrants": [
            {
                "uid": str(one.uid),
                "code": one.code,
                "name": "" if practical.blind else one.person.name,
                "recused": stepped.get(one.pk, ""),
                "entries": last.get((seat.pk, one.pk), {}),
            }
            for one in practical.entrants.select_related("person")
        ],
    }


def matrix(practical: Practical) -> tuple[list[PanelSeat], list[dict[str, Any]]]:
    """The panel, and a row for each entrant: the marks of each judge in the order of the panel, and what comes of them."""
    panel = list(practical.panel.select_related("person"))
    rows = []
    for one in outcomes(practical):
        cells = [{"name": seat.person.name, **_cell(seat, one)} for seat in panel]
        names = [seat.person.name for seat in panel if str(seat.pk) in one.together.outliers]
        rows.append({"one": one, "cells": cells, "outliers": names})
    return panel, rows


def _cell(seat: PanelSeat, one: Outcome) -> dict[str, Any]:
    if seat.pk not in one.marks:
        return {"state": "none"}
    given = one.marks[seat.pk]
    if given is None:
        return {"state": "recused"}
    state = "partly" if given.missing else "veto" if given.vetoes else "whole"
    key = str(seat.pk)
    return {
        "state": state,
        "total": f"{given.total.normalize():f}",
        "outlier": key in one.together.outliers,
        "dropped": key in one.together.dropped,
    }


def results_of(person: Person) -> list[Entrant]:
    """Somebody's published results, the newest first."""
    rows = Entrant.objects.filter(person=person, practical__state="published")
    return list(rows.select_related("practical__union", "practical__sheet").order_by("-practical__on"))


def averages(entrant: Entrant) -> list[tuple[str, str, str]]:
    """For each criterion (words, mean points of those who judged, most), as the entrant sees it."""
    found: dict[str, list[Decimal]] = defaultdict(list)
    for given in outcome(entrant).marks.values():
        for code, points in given.parts.items() if given is not None else ():
            found[code].append(points)
    rows = []
    for one in entrant.practical.sheet.sheet:
        several = found.get(one.code, [])
        mean = f"{sum(several, Decimal(0)) / len(several):.1f}" if several else ""
        rows.append((one.words, mean, f"{one.most.normalize():f}" if one.most else ""))
    return rows
