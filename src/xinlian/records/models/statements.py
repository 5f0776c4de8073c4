"""Statements in the order of storing, and the tables that find them."""

import uuid

from django.db import models
from django.db.models import Q

from xinlian.records.models.clients import Client
from xinlian.records.models.things import Thing
from xinlian.rows.fields import UnionPathField
from xinlian.rows.models import Row

PLACES = 63  # bits of a whole number that every database keeps without a sign


class Statement(Row):
    """One statement, as it is given out again. Its id counts in the order of storing within a store.

    Of a row nothing but `voided` ever changes, and none is deleted: this table is its own journal. Clients and things are never
    deleted either, so the database does not ask for them once for each statement.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    slot = models.BigIntegerField(editable=False, help_text="makes the uid unique in its store: `records.slots`")
    union_path = UnionPathField(editable=False)

    client = models.ForeignKey(
        Client, on_delete=models.PROTECT, related_name="statements", db_index=False, db_constraint=False
    )
    stored_at = models.DateTimeField()
    verb = models.ForeignKey(Thing, on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    registration = models.UUIDField(null=True, blank=True)
    target = models.UUIDField(null=True, blank=True, help_text="the statement that it refers to")
    voided = models.BooleanField(default=False)
    text = models.TextField(help_text="JSON")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["slot"], name="statement_once")]
        indexes = [
            models.Index(fields=["union_path", "stored_at"], name="statement_stored"),
            models.Index(fields=["union_path", "target"], name="statement_target", condition=Q(target__isnull=False)),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class Mention(models.Model):
    """Which of the PLACES statements from `first` on speak of an agent, an activity or a verb: bit n is the statement first + n.

    `direct`: where the plain filters look; `related`: there and wherever else related_* looks. A thing below zero is a client or a
    registration (`records.marking`). No constraint holds its ends: it is written beside them in one transaction, and can be made
    anew from the texts.
    """

    pk = models.CompositePrimaryKey("thing_id", "first_id")
    thing = models.ForeignKey(Thing, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    first = models.ForeignKey(
        Statement, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    direct = models.BigIntegerField()
    related = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.first_id} {self.thing_id}"


class Reference(models.Model):
    """That one statement leads to another through StatementRefs, in so many steps."""

    pk = models.CompositePrimaryKey("statement_id", "reached_id")
    statement = models.ForeignKey(Statement, on_delete=models.DO_NOTHING, related_name="leads_to", db_index=False)
    reached = models.ForeignKey(Statement, on_delete=models.DO_NOTHING, related_name="led_from", db_index=False)
    steps = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["reached", "statement"], name="reference_back")]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.reached_id}"
