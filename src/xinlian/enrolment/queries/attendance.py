"""What a tick names: a seat, a batch, an earlier tick. Who may do something with it is asked by the action."""

import uuid

from xinlian.enrolment.models import Attendance, Batch, Seat


def seat_by_uid(uid: uuid.UUID) -> Seat | None:
    """The seat of that UUID."""
    return Seat.objects.select_related("batch__offering").filter(uid=uid).first()


def batch_of(uid: uuid.UUID) -> Batch | None:
    """The public batch of that UUID."""
    return Batch.objects.select_related("offering").filter(Batch.public, uid=uid).first()


def attendance_said(client_uid: uuid.UUID) -> Attendance | None:
    """The tick that a phone sent with that UUID."""
    return Attendance.objects.select_related("seat__batch__offering").filter(client_uid=client_uid).first()
