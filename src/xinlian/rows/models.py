"""The abstract row that every business table is made of."""

import uuid
from typing import ClassVar

from django.db import models

from xinlian.rows.fields import UnionPathField
from xinlian.rows.ids import new_id


class Row(models.Model):
    """A business row: made anywhere, found by a public UUID, owned by a union.

    `public` says which rows anybody may see; `own` names the path to the person a row is about.
    """

    public: ClassVar[models.Q | None] = None
    own: ClassVar[str | None] = None

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)
    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    union_path = UnionPathField(db_index=True, blank=True, default="", editable=False)
    shard = models.SmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
