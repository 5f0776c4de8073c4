"""Journal entries and the links that chain them; both only ever grow."""

from django.db import models

from xinlian.rows.models import Row


class Entry(Row):
    """One act: who (an id, nobody for the system), what verb, on which object, when, with which plain facts."""

    at = models.DateTimeField(db_index=True)
    actor_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    verb = models.CharField(max_length=60)
    object_type = models.CharField(max_length=60, blank=True)
    object_uid = models.UUIDField(null=True, blank=True, db_index=True)
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["union_path", "-at"], name="journal_union_at")]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class Link(models.Model):
    """A place in the chain: `hash` is SHA-256 over the previous link's hash and the entry's digest."""

    number = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="link")
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.hash[:8]}"
