"""What trips cost: per trip, per person and day, per person and year, against the caps."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from xinlian.enrolment.models import Seat
from xinlian.people.scope import Viewer, scope
from xinlian.trips.models import Cost, Programme, Trip
from xinlian.trips.rules.money import Bill, Caps, Excess, excesses, over_in_year
from xinlian.trips.who import READERS

SHARING = ("accepted", "attended")


@dataclass(frozen=True, slots=True)
class TripBill:
    """A trip with what it cost and which caps it breaks."""

    trip: Trip
    bill: Bill
    excesses: list[Excess]


def caps(programme: Programme) -> Caps:
    """What a programme allows."""
    return Caps(programme.day_cap_fen, programme.year_cap_fen, programme.days_cap)


def days_of(trip: Trip) -> int:
    """How many days a trip takes, the first and the last included."""
    first, last = timezone.localdate(trip.batch.starts_at), timezone.localdate(trip.batch.ends_at)
    return (last - first).days + 1


def bills(programme: Programme, trips: Iterable[Trip]) -> list[TripBill]:
    """The bill of each trip, in two queries."""
    found = list(trips)
    costs = Cost.objects.filter(trip__in=found).order_by().values_list("trip").annotate(total=Sum("fen"))
    heads = Seat.objects.filter(batch__trip__in=found, state__in=SHARING).order_by().values_list("batch")
    totals, sharing = dict(costs), dict(heads.annotate(n=Count("id")))
    allowed = caps(programme)
    made = []
    for trip in found:
        bill = Bill(totals.get(trip.pk, 0), sharing.get(trip.batch_id, 0), days_of(trip))
        made.append(TripBill(trip, bill, excesses(bill, allowed)))
    return made


def costs(trip: Trip) -> list[Cost]:
    """The lines of a trip."""
    return list(trip.costs.select_related("entered_by"))


def cost(viewer: Viewer, uid: str) -> QuerySet[Cost]:
    """One line of the viewer's part of the tree, or none."""
    return scope(viewer, Cost.objects.select_related("trip__batch"), READERS).filter(uid=uid)


def over_year(programme: Programme) -> int:
    """How many people cost more than the year's cap over all trips of that year in this union and below."""
    trips = list(
        Trip.objects.filter(programme__year=programme.year, union_path=programme.union_path).select_related("batch")
    )
    each = {one.trip.batch_id: one.bill.person_fen for one in bills(programme, trips)}
    spent: dict[int, int] = {}
    rows = Seat.objects.filter(batch__in=list(each), state__in=SHARING).order_by()
    for person, batch in rows.values_list("application__person", "batch"):
        spent[person] = spent.get(person, 0) + each[batch]
    return len(over_in_year(spent, programme.year_cap_fen))
