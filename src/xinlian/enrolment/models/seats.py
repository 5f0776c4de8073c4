"""Seats, numbers in a waiting list, and who came."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.enrolment.rules import states
from xinlian.people.models import Person
from xinlian.rows.models import Row


class Seat(Row):
    """A seat in a batch given to an application. At most one stands each time; each standing one is counted in `Batch.taken`."""

    STATES = [
        ("offered", _("等您答复")),
        ("accepted", _("已确认")),
        ("declined", _("去不了")),
        ("lapsed", _("没有答复")),
        ("returned", _("后来不去了")),
        ("moved", _("换了批次")),
        ("revoked", _("工会收回")),
        ("attended", _("已参加")),
        ("missed", _("没有来")),
    ]
    WAYS = [
        ("draw", _("抽签")),
        ("first_come", _("先到先得")),
        ("waitlist", _("候补")),
        ("officer", _("工会安排")),
        ("substitute", _("替补")),
        ("walk_in", _("现场")),
    ]
    own = "application__person"

    application = models.ForeignKey("enrolment.Application", on_delete=models.CASCADE, related_name="seats")
    batch = models.ForeignKey("enrolment.Batch", on_delete=models.PROTECT, related_name="seats")
    state = models.CharField(max_length=8, choices=STATES, default="offered")
    way = models.CharField(max_length=10, choices=WAYS)
    why = models.CharField(max_length=200, blank=True, help_text="the reason an officer gave")
    again = models.PositiveSmallIntegerField(default=0, help_text="how often before: 0, but for what is taught anew")
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answer_by = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["batch", "given_at", "id"]
        indexes = [models.Index(fields=["state", "answer_by"], name="seat_state_answer_by")]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "again"], condition=Q(state__in=states.SEAT_STANDS), name="seat_one_stands"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.uid} {self.state}"


class Waiting(Row):
    """A number in the waiting list of one batch where first come is first served; a draw's list goes by lots."""

    own = "application__person"

    application = models.ForeignKey("enrolment.Application", on_delete=models.CASCADE, related_name="waits")
    batch = models.ForeignKey("enrolment.Batch", on_delete=models.CASCADE, related_name="waits")
    number = models.PositiveIntegerField(help_text="from 1, out of Batch.queued")
    since = models.DateTimeField()

    class Meta:
        ordering = ["batch", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="waiting_number_once"),
            models.UniqueConstraint(fields=["application", "batch"], name="waiting_once_a_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Attendance(Row):
    """Somebody was there: once for each seat and session, however often it is sent."""

    WAYS = [("code", _("扫码")), ("list", _("点名"))]
    own = "seat__application__person"

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="attendances")
    session = models.CharField(max_length=20, blank=True, help_text="which part, where a batch has several")
    way = models.CharField(max_length=4, choices=WAYS)
    at = models.DateTimeField(help_text="when it was ticked or scanned, perhaps long before it arrived")
    arrived_at = models.DateTimeField()
    undo_uid = models.UUIDField(unique=True, null=True, blank=True, help_text="of the message that took it back")
    undone_at = models.DateTimeField(
        null=True, blank=True, help_text="a mistake; kept, so that late copies stay undone"
    )
    marked_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["seat", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "session"], condition=Q(undone_at=None), name="attendance_once_a_session"
            )
        ]
        indexes = [
            models.Index(fields=["arrived_at"], name="attendance_arrived"),
            models.Index(fields=["undone_at"], condition=Q(undone_at__isnull=False), name="attendance_undone"),
        ]

    def __str__(self) -> str:
        return f"{self.way} {self.at:%Y-%m-%d %H:%M}"
