"""What a tick names: a seat, a batch. Who may do something with it is asked by the action."""

import uuid

from xinlian.enrolment.models import Batch, Seat


def seat_by_uid(uid: uuid.UUID) -> Seat | None:
    """The seat of that UUID."""
    return Seat.objects.select_related("batch__offering").filter(uid=uid).first()


def batch_of(uid: uuid.UUID) -> Batch | None:
    """The public batch of that UUID."""
    return Batch.objects.select_related("offering").filter(Batch.public, uid=uid).first()
