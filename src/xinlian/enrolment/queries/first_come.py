"""What the one tap needs: the offering with the batch meant, and what became of the tap."""

import uuid
from dataclasses import dataclass

from xinlian.enrolment.models import Application, Batch, Seat, Waiting
from xinlian.enrolment.rules.states import SEAT_STANDS


def batch_meant(offering_uid: uuid.UUID, number: str) -> Batch | None:
    """The public batch of that number of an offering; of an only batch the number may be left out."""
    rows = Batch.objects.filter(Batch.public, offering__uid=offering_uid).select_related("offering")
    if number:
        return rows.filter(number=int(number)).first() if number.isdecimal() and len(number) < 6 else None
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an application stands: "seat" with the seat's state, "queue" with its number, or "none"."""

    kind: str
    state: str = ""
    number: int = 0


def standing(application: Application) -> Standing:
    """The seat if there is one, else the number in the line."""
    state = Seat.objects.filter(application=application, state__in=SEAT_STANDS).values_list("state", flat=True).first()
    if state:
        return Standing("seat", state=state)
    rows = Waiting.objects.filter(application=application, application__state="standing", application__seats=None)
    number = rows.values_list("number", flat=True).first()
    return Standing("queue", number=number) if number else Standing("none")
