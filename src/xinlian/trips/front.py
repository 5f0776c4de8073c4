"""What the room of trips puts on home, desk and search, and whom it names to tick on the spot."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.models import Batch, Offering
from xinlian.trips.actions.programmes import SERIES as OF_TRIPS
from xinlian.trips.queries.desk_front import desk_figures, desk_search, desk_tasks
from xinlian.trips.queries.home import cards

__all__ = ["SERIES", "desk_figures", "desk_search", "desk_tasks", "home_cards", "marshals", "offering_url"]

SERIES = {OF_TRIPS: _("疗休养")}


def home_cards(request: HttpRequest) -> list[dict[str, object]]:
    """My next trip, what waits for my answer, what I lead."""
    return cards(request)


def marshals(batch: Batch) -> set[int]:
    """The leader of the trip."""
    trip = getattr(batch, "trip", None)
    return {trip.leader_id} if trip and trip.leader_id else set()


def offering_url(offering: Offering) -> str:
    """The page of the programme behind an offering; "" while it has none."""
    programme = getattr(offering, "programme", None)
    return reverse("trips:programme", args=[programme.uid]) if programme else ""
