"""Who trains on simulators, and whose turn it is at a device."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Person, Union
from xinlian.rows.models import Row
from xinlian.simulators.models.simulators import Device, Scenario


class Trainee(Row):
    """Somebody who trains at a union's simulators, known to machines by a number and by nothing else.

    `moved` counts the changes of their runs: whoever changes them holds this row first.
    """

    own = "person"

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="trainees")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="trainings")
    number = models.CharField(max_length=12, unique=True)
    site = models.CharField(max_length=40, blank=True)
    team = models.CharField(max_length=40, blank=True)
    moved = models.IntegerField(default=0)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["union", "number"]
        constraints = [models.UniqueConstraint(fields=["union", "person"], name="trainee_once")]

    def __str__(self) -> str:
        return self.number

    @property
    def label(self) -> str:
        """Where they belong, as it stands beside their name."""
        return " · ".join(part for part in (self.site, self.team) if part)


class Turn(Row):
    """Somebody's attempt at a scenario on a device, before it was made: `uid` is the registration that the run carries."""

    STATES = [("waiting", _("排着队")), ("called", _("轮到了")), ("done", _("练完了")), ("missed", _("没有来"))]
    own = "trainee__person"

    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="turns")
    trainee = models.ForeignKey(Trainee, on_delete=models.CASCADE, related_name="turns")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="turns")
    graded = models.BooleanField(default=True)
    state = models.CharField(max_length=7, choices=STATES, default="waiting")
    client_uid = models.UUIDField(unique=True, default=uuid.uuid4)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["device", "made_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="turn_state_known", condition=Q(state__in=("waiting", "called", "done", "missed"))
            ),
            models.UniqueConstraint(fields=["device"], condition=Q(state="called"), name="turn_one_called"),
        ]
        indexes = [models.Index(fields=["device", "state", "made_at"], name="turn_queue")]

    def __str__(self) -> str:
        return f"turn {self.uid}"
