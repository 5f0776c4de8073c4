"""What the training base puts on home and desk, and tells the floors: who may tick in a class, when one can say that one is there."""

import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.models import Batch, Offering
from xinlian.enrolment.queries.seats import own_seat
from xinlian.people.access import person_of, today
from xinlian.people.models import Person
from xinlian.people.scope import Viewer
from xinlian.rows.refusals import Refused
from xinlian.training.actions.programmes import SERIES as OF_CLASSES
from xinlian.training.queries import front_intake as intake
from xinlian.training.queries.clearing_front import tasks
from xinlian.training.queries.home import cards
from xinlian.training.queries.my_work import card
from xinlian.training.queries.studios import tasks as proposals
from xinlian.training.queries.teaching import clock, marshals, session_of
from xinlian.training.rules import holding

__all__ = [
    "SERIES",
    "UNLISTED",
    "demand_there",
    "desk_search",
    "desk_tasks",
    "home_cards",
    "marshals",
    "offering_desk_url",
]

SERIES = {OF_CLASSES: _("培训班")}
UNLISTED = (OF_CLASSES,)
COME = "training/home_class.html"


def home_cards(request: HttpRequest) -> list[dict[str, object]]:
    """What a builder does next; the next session I teach, the next one I come to."""
    person, now = person_of(request), timezone.now()
    if person is None:
        return []
    mine, others = card(person, now), cards(person, now)
    # Where the next thing is a class, that has a card of its own.
    said = mine is not None and any(
        one["template"] == COME and one["session"].starts_at == mine["next"]["at"] for one in others
    )
    return [*([mine] if mine and not said else []), *others, *intake.cards(person)]


def desk_tasks(viewer: Viewer) -> list[dict[str, object]]:
    """Today's work about builders, their checks, clearance and violations."""
    return [*intake.tasks(viewer, today()), *tasks(viewer), *proposals(viewer)]


def desk_search(viewer: Viewer, wanted: str) -> list[dict[str, object]]:
    """Builders by name or team."""
    return intake.search(viewer, wanted)


def demand_there(batch: Batch, session: str, person: Person, said_at: datetime.datetime) -> None:
    """One of the class, at a session that is held now. Refused: session_unknown, not_in_class, session_not_now."""
    found = session_of(batch, session)
    if found is None:
        raise Refused("session_unknown")
    if own_seat(person, batch) is None:
        raise Refused("not_in_class")
    if not holding.is_now(found.starts_at, found.ends_at, said_at):
        day = timezone.localtime(found.starts_at)
        raise Refused("session_not_now", {"when": f"{day:%m-%d} {clock(found)}"})


def offering_desk_url(offering: Offering) -> str:
    """The desk's page of the programme behind an offering; empty while it has none."""
    programme = getattr(offering, "training_programme", None)
    return reverse("training:desk_programme", args=[programme.uid]) if programme else ""
