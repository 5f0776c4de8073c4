"""Sittings: one try of one candidate, every answer as it was given, and what the invigilator noted."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.assessment.models.exams import Candidate, Exam
from xinlian.people.models import Person
from xinlian.rows.models import Row


class Sitting(Row):
    """One try. `paper`: [item id, marks, places of options] for each question, as drawn.

    `earned`: for each question the marks as text, None while a person has to mark it; empty until the end.
    `ends_at` is the server's time of the bell. A person has one sitting under way per exam, and each try once.
    """

    own = "person"
    ENDS = [("", _("还在考")), ("self", _("自己交卷")), ("bell", _("到点收卷")), ("staff", _("监考收卷"))]

    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="sittings")
    candidate = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="sittings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sittings")
    attempt = models.PositiveSmallIntegerField()
    client_uid = models.UUIDField(unique=True)
    paper = models.JSONField()
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=5, choices=ENDS, default="", blank=True)
    earned = models.JSONField(default=list)
    marks = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    waiting = models.PositiveSmallIntegerField(default=0, help_text="questions that people still have to mark")

    class Meta:
        ordering = ["exam", "id"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "attempt"], name="sitting_attempt_once"),
            models.UniqueConstraint(fields=["candidate"], condition=Q(ended_at=None), name="sitting_under_way_once"),
            models.CheckConstraint(name="sitting_ends_after_it_began", condition=Q(ends_at__gt=F("began_at"))),
            models.CheckConstraint(
                name="sitting_ended_by_somebody",
                condition=Q(ended_at=None, ended_by="", marks=None)
                | (Q(ended_at__isnull=False, marks__isnull=False) & ~Q(ended_by="")),
            ),
        ]
        indexes = [models.Index(fields=["ends_at"], condition=Q(ended_at=None), name="sitting_to_end")]

    def __str__(self) -> str:
        return f"sitting {self.uid}"


class Given(Row):
    """One answer as it was given: never changed, never deleted. The last one said counts.

    `said_at`: when it was given, by our clock. `counts`: False for what arrived too late, until an invigilator lets it.
    """

    own = "sitting__person"

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="given")
    place = models.PositiveSmallIntegerField()
    answer = models.JSONField(null=True)
    said_at = models.DateTimeField()
    arrived_at = models.DateTimeField()
    client_uid = models.UUIDField(unique=True)
    counts = models.BooleanField(default=True)

    class Meta:
        ordering = ["sitting", "place", "said_at", "id"]
        constraints = [
            models.CheckConstraint(name="given_said_before_it_arrived", condition=Q(said_at__lte=F("arrived_at")))
        ]
        indexes = [models.Index(fields=["sitting", "place"], name="given_of_sitting")]

    def __str__(self) -> str:
        return f"answer {self.uid}"


class Incident(Row):
    """What an invigilator noted, of an exam or of one sitting."""

    exam = models.ForeignKey(Exam, on_delete=models.CASCADE, related_name="incidents")
    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, null=True, blank=True, related_name="incidents")
    text = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"incident {self.uid}"
