"""Status lists as devices fetch them, and each change in them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from xinlian.rows.models import Row

VALUES = [(0, _("有效")), (1, _("吊销")), (2, _("暂停")), (3, _("需要再培训"))]


class StatusList(Row):
    """Two bits for each place. `content` is the token as last signed; `packed` what it says, before compression."""

    USES = [("pass", _("工作证")), ("certificate", _("证书"))]

    number = models.PositiveIntegerField(unique=True)
    use = models.CharField(max_length=11, choices=USES, default="pass")
    places = models.PositiveIntegerField()
    given = models.PositiveIntegerField(
        default=0, help_text="places that belong to a pass or a certificate; never given twice"
    )
    version = models.PositiveIntegerField(default=0)
    packed = models.BinaryField()
    content = models.BinaryField(default=bytes)
    issued_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(name="status_list_not_overfull", condition=Q(given__lte=models.F("places")))
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class StatusChange(Row):
    """A place's new status; `version` is the first version of the list that says so, none before it is published."""

    listed = models.ForeignKey(StatusList, on_delete=models.CASCADE, related_name="changes")
    place = models.PositiveIntegerField()
    status = models.PositiveSmallIntegerField(choices=VALUES)
    at = models.DateTimeField()
    version = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["listed", "at", "id"]
        indexes = [models.Index(fields=["listed", "version"], name="status_change_by_version")]

    def __str__(self) -> str:
        return f"{self.place}: {self.status}"
