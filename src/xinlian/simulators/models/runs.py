"""What came of trying a scenario, and what machines said that could not be taken."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Person, Union
from xinlian.rows.models import Row
from xinlian.simulators.models.simulators import Device, Scenario, SimulatorVersion
from xinlian.simulators.models.trainees import Trainee, Turn

DOORS = [("next", _("叫号")), ("post", _("签名上报")), ("table", _("表格")), ("xapi", _("xAPI"))]
MODES = [("graded", _("考核")), ("practice", _("练习"))]


class Run(Row):
    """One run; `uid` is what the machine called it, so that it is taken once. Only graded ones that stand are ranked."""

    own = "trainee__person"

    trainee = models.ForeignKey(Trainee, on_delete=models.CASCADE, related_name="runs")
    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="runs")
    version = models.ForeignKey(SimulatorVersion, on_delete=models.PROTECT, related_name="runs")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, related_name="runs")
    turn = models.OneToOneField(Turn, on_delete=models.SET_NULL, null=True, related_name="run")
    mode = models.CharField(max_length=8, choices=MODES)
    marks = models.DecimalField(max_digits=8, decimal_places=3)
    seconds = models.PositiveIntegerField(null=True)
    faults = models.JSONField(default=list, help_text="[{name, count}]: what marks were lost for")
    ended_at = models.DateTimeField()
    door = models.CharField(max_length=5, choices=DOORS)
    digest = models.CharField(max_length=64, help_text="SHA-256 of what was said, to tell the same again from another")
    taken_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=120, blank=True)
    withdrawn_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-ended_at", "-id"]
        constraints = [
            models.CheckConstraint(name="run_marks_not_negative", condition=Q(marks__gte=0)),
            models.CheckConstraint(name="run_mode_known", condition=Q(mode__in=("graded", "practice"))),
            models.CheckConstraint(name="run_withdrawn_why", condition=Q(withdrawn_at=None) | ~Q(withdrawn_why="")),
        ]
        indexes = [
            models.Index(fields=["trainee", "ended_at"], name="run_of_trainee"),
            models.Index(fields=["device", "-ended_at"], name="run_of_device"),
            models.Index(fields=["union_path", "-ended_at"], name="run_of_union"),
        ]

    def __str__(self) -> str:
        return f"run {self.uid}"


class StrayRun(Row):
    """What a machine or a table said and was not taken, with the reason, so that somebody can put it right."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="stray_runs")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, null=True, related_name="stray_runs")
    door = models.CharField(max_length=5, choices=DOORS)
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    said = models.JSONField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["union", "digest"], name="stray_run_once")]

    def __str__(self) -> str:
        return self.code
