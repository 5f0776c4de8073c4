"""Sites, who works there, their gates, and what the gates scanned."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.credentials.models.passes import WorkPass
from xinlian.people.models import Person, Union
from xinlian.rows.models import Row


class Site(Row):
    """A building site or a yard with gates."""

    name = models.CharField(max_length=80)
    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="sites")
    fresh_hours = models.PositiveSmallIntegerField(
        default=24, help_text="for how long a gate may decide by the status list it fetched last"
    )
    closed_on = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["union", "name"], name="site_name_once")]

    def __str__(self) -> str:
        return self.name


class SiteWorker(Row):
    """Somebody who works on a site: whom its gates know by photo and name."""

    own = "person"

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="workers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="sites")
    team = models.CharField(max_length=60, blank=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["site", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["site", "person"], condition=Q(until_on=None), name="site_worker_once_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.site_id} {self.person_id}"


class Gate(Row):
    """A phone or tablet at a gate. It is enrolled once by a code of few minutes, and knows a secret from then on."""

    WAYS = [("both", _("进和出")), ("in", _("只管进")), ("out", _("只管出"))]

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="gates")
    name = models.CharField(max_length=60)
    way = models.CharField(max_length=4, choices=WAYS, default="both")
    code_hash = models.CharField(
        max_length=64, blank=True, help_text="keyed hash of the enrolment code while it stands"
    )
    code_until = models.DateTimeField(null=True, blank=True)
    secret_hash = models.CharField(
        max_length=64, blank=True, db_index=True, help_text="SHA-256 of what the device sends"
    )
    enrolled_at = models.DateTimeField(null=True, blank=True)
    blocked_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["site", "name", "id"]
        constraints = [models.UniqueConstraint(fields=["site", "name"], name="gate_name_once")]

    def __str__(self) -> str:
        return self.name


class Scan(Row):
    """What a gate decided about what was scanned: once, however often it is sent."""

    OUTCOMES = [
        ("valid", _("放行")),
        ("barred", _("不放行")),
        ("expired", _("过期")),
        ("undecided", _("判断不了")),
        ("refused", _("不是本系统的码")),
    ]
    MEANS = [("camera", _("摄像头")), ("scanner", _("扫码枪")), ("typed", _("手输"))]
    own = "work_pass__person"

    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="scans")
    work_pass = models.ForeignKey(WorkPass, on_delete=models.SET_NULL, null=True, blank=True, related_name="scans")
    outcome = models.CharField(max_length=9, choices=OUTCOMES)
    why = models.CharField(max_length=24, blank=True, help_text="code of the reason")
    way = models.CharField(max_length=3, choices=[("in", _("进")), ("out", _("出"))])
    means = models.CharField(max_length=7, choices=MEANS)
    at = models.DateTimeField(help_text="by the gate's clock, perhaps days before it arrived")
    arrived_at = models.DateTimeField()
    list_version = models.PositiveIntegerField(default=0, help_text="by which version of the status list it decided")
    client_uid = models.UUIDField(unique=True)

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["gate", "at"], name="scan_by_gate")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%Y-%m-%d %H:%M}"
