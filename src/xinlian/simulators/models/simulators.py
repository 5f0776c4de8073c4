"""Simulators, the versions by which they score, their scenarios, and the devices that stand in a room."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.people.models import Person, Union
from xinlian.people.sensitive import SealedField
from xinlian.rows.models import Row

KINDS = [
    ("loader", _("装载机")),
    ("gantry", _("龙门吊")),
    ("paver", _("摊铺机")),
    ("forklift", _("叉车")),
    ("welding", _("焊接")),
    ("other", _("其他")),
]


class Simulator(Row):
    """A kind of simulator that a union has."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="simulators")
    kind = models.CharField(max_length=8, choices=KINDS)
    name = models.CharField(max_length=60)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.UniqueConstraint(fields=["union", "name"], name="simulator_name_once")]

    def __str__(self) -> str:
        return self.name


class SimulatorVersion(Row):
    """How it scores: full marks, and the mean and spread that scores are held against in an overall board.

    Never changed: other figures are another version, so that what was ranked stays ranked.
    """

    simulator = models.ForeignKey(Simulator, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(max_length=20)
    full = models.DecimalField(max_digits=7, decimal_places=3)
    mean_ref = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    sd_ref = models.DecimalField(max_digits=7, decimal_places=3, null=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["simulator", "-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["simulator", "version"], name="simulator_version_once"),
            models.CheckConstraint(name="simulator_full_marks", condition=Q(full__gt=0, full__lte=10_000)),
            models.CheckConstraint(
                name="simulator_references_whole",
                condition=Q(mean_ref=None, sd_ref=None) | Q(mean_ref__isnull=False, sd_ref__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.simulator} {self.version}"


class Scenario(Row):
    """A task of a simulator. `iri` names it in xAPI statements, `code` in tables and on devices."""

    simulator = models.ForeignKey(Simulator, on_delete=models.PROTECT, related_name="scenarios")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    iri = models.CharField(max_length=200, unique=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["simulator", "code"]
        constraints = [models.UniqueConstraint(fields=["simulator", "code"], name="scenario_code_once")]

    def __str__(self) -> str:
        return self.name


class Device(Row):
    """A machine in a room. Its key is found by its SHA-256, and kept sealed to check the signatures made with it."""

    version = models.ForeignKey(SimulatorVersion, on_delete=models.PROTECT, related_name="devices")
    name = models.CharField(max_length=60)
    place = models.CharField(max_length=60, blank=True)
    key_hash = models.CharField(max_length=64, unique=True)
    key = SealedField()
    blocked_at = models.DateTimeField(null=True, blank=True)
    blocked_why = models.CharField(max_length=120, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["version__simulator", "name", "id"]

    def __str__(self) -> str:
        return self.name
