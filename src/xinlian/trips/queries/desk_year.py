"""A union's year of trips in numbers: programmes, batches, people, money; by occupation and by union."""

from dataclasses import dataclass, field

from django.db.models import Count

from xinlian.enrolment.models import Application, Seat
from xinlian.people.scope import Viewer
from xinlian.people.table_words import OCCUPATIONS
from xinlian.trips.models import Programme
from xinlian.trips.queries import desk, desk_money

WENT = ("accepted", "attended")


@dataclass(frozen=True, slots=True)
class Line:
    """A programme of the year: batches that stood, seats, who signed up, who went, who did not come, money in fen."""

    programme: Programme
    batches: int
    seats: int
    applied: int
    went: int
    missed: int
    fen: int
    over: int


@dataclass(frozen=True, slots=True)
class Year:
    """The year: its lines, and who went by occupation and by union."""

    year: int
    lines: list[Line]
    occupations: list[tuple[str, int]] = field(default_factory=list)
    unions: list[tuple[str, int]] = field(default_factory=list)

    def total(self, name: str) -> int:
        """The sum of a column of the lines."""
        return sum(getattr(line, name) for line in self.lines)


def year(viewer: Viewer, wanted: int) -> Year:
    """The year of the viewer's part of the tree; drafts and what was called off are left out."""
    rows = desk.listed(viewer, str(wanted), "title").exclude(offering__state__in=("draft", "cancelled"))
    programmes = list(rows)
    went = Seat.objects.filter(batch__offering__in=[one.offering_id for one in programmes], state__in=WENT).order_by()
    jobs = went.values_list("application__person__occupation").annotate(n=Count("id")).order_by("-n")
    unions = went.values_list("application__person__union__name").annotate(n=Count("id")).order_by("-n")
    return Year(
        wanted,
        [_line(one) for one in programmes],
        [(OCCUPATIONS.get(code, "其他"), n) for code, n in jobs],
        [(name or "—", n) for name, n in unions],
    )


def _line(programme: Programme) -> Line:
    trips = [trip for trip in desk.trips(programme) if trip.batch.state == "standing"]
    states = desk.seat_states(programme.offering)
    bills = desk_money.bills(programme, trips)
    return Line(
        programme=programme,
        batches=len(trips),
        seats=sum(trip.batch.capacity for trip in trips),
        applied=Application.objects.filter(offering=programme.offering).exclude(state="withdrawn").count(),
        went=sum(n for (_batch, state), n in states.items() if state in WENT),
        missed=sum(n for (_batch, state), n in states.items() if state == "missed"),
        fen=sum(one.bill.total_fen for one in bills),
        over=sum(bool(one.excesses) for one in bills),
    )
