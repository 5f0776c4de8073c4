"""Builders of a project, and what a medical check found of them."""

import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xinlian.credentials.models import Trade
from xinlian.people.models import Person
from xinlian.people.sensitive import SealedField
from xinlian.rows.models import Row
from xinlian.training.models.projects import Project, Team


class Builder(Row):
    """Somebody who works or worked on a project: one row however often they come, found again by phone or ID number."""

    WAYS = [("desk", _("前台登记")), ("phone", _("自己扫码登记")), ("table", _("表格导入")), ("api", _("接口登记"))]

    own = "person"

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="builders")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="works_at")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="builders")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="builders")
    way = models.CharField(max_length=5, choices=WAYS)
    came_at = models.DateTimeField()
    registered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    left_on = models.DateField(null=True, blank=True)
    back_at = models.DateTimeField(null=True, blank=True, help_text="when they came again, the last time")
    born = SealedField(help_text="the birthday, noted where the number of the document does not say it")
    client_uid = models.UUIDField(unique=True, help_text="of the message that registered them")

    class Meta:
        ordering = ["-came_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "person"], condition=Q(left_on=None), name="builder_once_at_a_time"
            )
        ]
        indexes = [models.Index(fields=["project", "came_at"], name="builder_came")]

    def __str__(self) -> str:
        return f"builder {self.uid}"

    @property
    def here_since(self) -> datetime.datetime:
        """When the time began in which they are here now."""
        return self.back_at or self.came_at


class Medical(Row):
    """A medical check. Result and restrictions are for the medic and for oneself; everybody else learns from
    `rules.medical` only whether somebody may do a trade, and until when.
    """

    RESULTS = [("fit", _("合格")), ("limited", _("合格，有限制")), ("unfit", _("不合格"))]

    own = "builder__person"

    builder = models.ForeignKey(Builder, on_delete=models.CASCADE, related_name="medicals")
    checked_on = models.DateField()
    valid_until = models.DateField(help_text="the last day on which it holds")
    found = SealedField(help_text="JSON: result, restrictions [height, night, crane, dust, noise], note")
    clinic = models.CharField(max_length=80, blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True, help_text="noted by mistake; kept, no longer counted")
    reminded_at = models.DateTimeField(null=True, blank=True)
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["builder", "-checked_on", "-id"]
        constraints = [
            models.CheckConstraint(name="medical_valid_after_check", condition=Q(valid_until__gte=F("checked_on")))
        ]
        indexes = [
            models.Index(fields=["valid_until"], name="medical_runs_out"),
            models.Index(fields=["noted_at"], name="medical_noted"),
        ]

    def __str__(self) -> str:
        return f"medical {self.uid}"


class TradeDemand(Row):
    """What a trade asks of somebody, from a day on: which restrictions bar it, and at what age. A later row replaces it.

    `trade` None holds for every trade that has no row of its own.
    """

    public = Q(id__gt=0)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="demands")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, null=True, blank=True, related_name="demands")
    barred_by = models.JSONField(default=list, help_text="restrictions of Medical that bar it")
    least_age = models.PositiveSmallIntegerField(default=18)
    most_age_men = models.PositiveSmallIntegerField(null=True, blank=True)
    most_age_women = models.PositiveSmallIntegerField(null=True, blank=True)
    effective_on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["project", "trade", "-effective_on"]
        constraints = [
            models.UniqueConstraint(fields=["project", "trade", "effective_on"], name="trade_demand_once_a_day"),
            models.UniqueConstraint(
                fields=["project", "effective_on"], condition=Q(trade=None), name="trade_demand_of_all_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trade_id} {self.effective_on}"
