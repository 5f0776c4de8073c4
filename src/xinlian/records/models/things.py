"""What statements speak of, each once in a store."""

from django.db import models
from django.db.models import Q

from xinlian.rows.models import Row


class Thing(Row):
    """An agent, an activity or a verb. `digest`, not the key, is unique: an IRI may be longer than an index bears."""

    KINDS = [("agent", "agent"), ("activity", "activity"), ("verb", "verb")]

    kind = models.CharField(max_length=8, choices=KINDS)
    digest = models.UUIDField(help_text="16 bytes of SHA-256 over kind and key")
    key = models.TextField(help_text="IRI, or the agent's inverse functional identifier")
    definition = models.TextField(blank=True, help_text="of an activity, as JSON, merged from all statements")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["union_path", "digest"], name="thing_once"),
            models.CheckConstraint(name="thing_kind_known", condition=Q(kind__in=("agent", "activity", "verb"))),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
