"""Documents that clients keep beside activities and agents, and the files of statements."""

from django.db import models
from django.db.models import Q

from xinlian.records.models.clients import Client
from xinlian.rows.models import Row


class Document(Row):
    """A document of a state, an activity's or an agent's profile. The digests stand for texts of any length."""

    KINDS = [("state", "state"), ("activity", "activity"), ("agent", "agent")]

    kind = models.CharField(max_length=8, choices=KINDS)
    digest = models.UUIDField(help_text="kind, activity, agent, registration and name: unique in a store")
    owner = models.UUIDField(help_text="kind, activity and agent")
    registration = models.UUIDField(null=True, blank=True)
    name = models.TextField(help_text="stateId or profileId")
    content = models.BinaryField()
    content_type = models.CharField(max_length=255)
    etag = models.CharField(max_length=40, help_text="SHA-1 in hexadecimal, as 1.0.3 asks")
    changed_at = models.DateTimeField()
    client = models.ForeignKey(Client, on_delete=models.PROTECT, related_name="documents", db_index=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["union_path", "digest"], name="document_once"),
            models.CheckConstraint(name="document_kind_known", condition=Q(kind__in=("state", "activity", "agent"))),
        ]
        indexes = [models.Index(fields=["union_path", "owner", "changed_at"], name="document_owner")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Attachment(Row):
    """The data of an attachment, once in a store however many statements carry it."""

    sha2 = models.CharField(max_length=64)
    content = models.BinaryField()
    content_type = models.CharField(max_length=255)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["union_path", "sha2"], name="attachment_once")]

    def __str__(self) -> str:
        return self.sha2
