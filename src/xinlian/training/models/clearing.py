"""Whether somebody may go to work, points for violations, and levels of a trade."""

from django.db import models
from django.db.models import F, Q

from xinlian.credentials.models import Level, Trade, WorkPass
from xinlian.people.models import Person
from xinlian.rows.models import Row
from xinlian.training.models.builders import Builder
from xinlian.training.models.projects import Project


class Clearance(Row):
    """A decision about somebody, with all its reasons, and the pass that came of it. The newest counts."""

    own = "builder__person"

    builder = models.ForeignKey(Builder, on_delete=models.CASCADE, related_name="clearances")
    ok = models.BooleanField()
    reasons = models.JSONField(default=list, help_text="[code, facts]: what is missing; empty when ok")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="clearances")
    until = models.DateField(null=True, blank=True, help_text="the last day on which it holds")
    work_pass = models.ForeignKey(WorkPass, on_delete=models.SET_NULL, null=True, blank=True, related_name="clearances")
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["builder", "-decided_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="clearance_yes_until_a_day", condition=Q(ok=True, until__isnull=False) | Q(ok=False)
            )
        ]

    def __str__(self) -> str:
        return f"clearance {self.uid}"


class ViolationRule(Row):
    """What counts as a violation on the site, and how many points it costs, from a day on."""

    public = Q(id__gt=0)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="violation_rules")
    name = models.CharField(max_length=80)
    points = models.PositiveSmallIntegerField()
    effective_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["project", "-points", "name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "name", "effective_on"], name="violation_rule_once_a_day"),
            models.CheckConstraint(name="violation_points_1_to_12", condition=Q(points__gte=1, points__lte=12)),
        ]

    def __str__(self) -> str:
        return self.name


class PointsRule(Row):
    """How many points within how many days suspend a pass or ask for a refresher, from a day on."""

    public = Q(id__gt=0)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="points_rules")
    retrain_at = models.PositiveSmallIntegerField(default=6)
    suspend_at = models.PositiveSmallIntegerField(default=12)
    days = models.PositiveSmallIntegerField(default=365)
    effective_on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["project", "-effective_on"]
        constraints = [
            models.UniqueConstraint(fields=["project", "effective_on"], name="points_rule_once_a_day"),
            models.CheckConstraint(name="points_suspend_above_retrain", condition=Q(suspend_at__gte=F("retrain_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.suspend_at} {self.effective_on}"


class Violation(Row):
    """What somebody was seen doing, once, however often the phone sends it; withdrawn when an appeal is upheld."""

    own = "builder__person"

    builder = models.ForeignKey(Builder, on_delete=models.CASCADE, related_name="violations")
    rule = models.ForeignKey(ViolationRule, on_delete=models.PROTECT, related_name="violations")
    points = models.PositiveSmallIntegerField(help_text="as the rule said on that day")
    seen_at = models.DateTimeField()
    where = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=200, blank=True, help_text="the builder reads it")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    appeal = models.CharField(max_length=500, blank=True, help_text="what the builder says to it")
    appealed_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["builder", "-seen_at", "-id"]
        constraints = [
            models.CheckConstraint(name="violation_answered_in_words", condition=Q(answered_at=None) | ~Q(answer=""))
        ]

    def __str__(self) -> str:
        return f"violation {self.uid}"


class LevelStandard(Row):
    """What a level of a trade asks at a project, from a day on, and what pay is suggested for it.

    `asks`: [{"kind": "months" | "theory" | "task" | "certificate" | "practical", …}]; see `rules.levels`.
    """

    public = Q(id__gt=0)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="level_standards")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="level_standards")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="level_standards")
    asks = models.JSONField(default=list)
    day_pay_fen = models.PositiveIntegerField(null=True, blank=True, help_text="suggested for a day of work")
    effective_on = models.DateField()
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ["project", "trade", "level__rank", "-effective_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "trade", "level", "effective_on"], name="level_standard_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.trade_id} {self.level_id}"


class LevelGrant(Row):
    """That somebody was given a level, by a board of people, with the evidence as it stood."""

    own = "builder__person"

    builder = models.ForeignKey(Builder, on_delete=models.CASCADE, related_name="levels")
    trade = models.ForeignKey(Trade, on_delete=models.PROTECT, related_name="level_grants")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="level_grants")
    evidence = models.JSONField(default=list)
    given_on = models.DateField()
    given_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["builder", "-level__rank"]
        constraints = [models.UniqueConstraint(fields=["builder", "trade", "level"], name="level_grant_once")]

    def __str__(self) -> str:
        return f"level {self.uid}"
