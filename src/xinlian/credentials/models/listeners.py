"""Systems of others that are told when a pass changes, and what they are to be told."""

from django.db import models
from django.db.models import Q

from xinlian.credentials.models.passes import WorkPass
from xinlian.people.models import Person, Union
from xinlian.people.sensitive import SealedField
from xinlian.rows.models import Row


class Listener(Row):
    """A safety-code system of a site or a county: told by signed webhooks, and asks by its token."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="listeners")
    name = models.CharField(max_length=80)
    address = models.URLField(max_length=300, blank=True, help_text="nothing for one that only asks")
    secret = SealedField(help_text="signs what it is told (HMAC-SHA256)")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    blocked_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True, help_text="when it last took something")
    asked_at = models.DateTimeField(null=True, blank=True, help_text="when it last asked")
    busy_until = models.DateTimeField(null=True, blank=True, help_text="a worker is telling it")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["union", "name"], condition=Q(blocked_at=None), name="listener_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class Telling(Row):
    """One thing to tell one listener, as it is sent: its body never changes, however often it is tried."""

    own = "work_pass__person"

    listener = models.ForeignKey(Listener, on_delete=models.CASCADE, related_name="tellings")
    work_pass = models.ForeignKey(WorkPass, on_delete=models.CASCADE, related_name="tellings")
    body = models.TextField()
    made_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=80, blank=True, help_text="what the last try came to")

    class Meta:
        ordering = ["listener", "made_at", "id"]
        indexes = [models.Index(fields=["listener", "heard_at", "made_at"], name="telling_to_do")]

    def __str__(self) -> str:
        return f"{self.listener_id} {self.made_at:%Y-%m-%d %H:%M}"
