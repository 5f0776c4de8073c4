"""Documents and attachments found again."""

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from xinlian.records.models import Attachment, Client, Document
from xinlian.records.things import digest_of

MOST_NAMES = 10_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where documents lie: at an activity, an agent (its identifier), or for a state at both, in a registration or none."""

    kind: str
    activity: str = ""
    agent: str = ""
    registration: uuid.UUID | None = None

    @property
    def owner(self) -> uuid.UUID:
        """What all documents of this activity and agent share."""
        return digest_of(self.kind, self.activity, self.agent)

    def digest(self, name: str) -> uuid.UUID:
        """Of the one document of that name."""
        return digest_of(self.kind, self.activity, self.agent, str(self.registration or ""), name)


def one(client: Client, place: Place, name: str) -> Document | None:
    """The document of that name, whoever wrote it."""
    return Document.objects.filter(union_path=client.union_path, digest=place.digest(name)).first()


def readable(client: Client, document: Document | None) -> Document | None:
    """It, where the client may read it: all of them, or those that it wrote last."""
    return document if document is not None and (client.reads_all or document.client_id == client.pk) else None


def there(client: Client, place: Place, since: datetime.datetime | None = None) -> QuerySet[Document]:
    """The documents at a place, of every registration unless one is named; those changed after `since`."""
    rows = Document.objects.filter(union_path=client.union_path, owner=place.owner)
    if place.registration is not None:
        rows = rows.filter(registration=place.registration)
    if not client.reads_all:
        rows = rows.filter(client=client)
    return rows.filter(changed_at__gt=since) if since is not None else rows


def names(client: Client, place: Place, since: datetime.datetime | None) -> tuple[list[str], datetime.datetime | None]:
    """The names of the documents there, at most 10,000, and when the newest of them changed."""
    rows = list(there(client, place, since).order_by("changed_at", "id").values_list("name", "changed_at")[:MOST_NAMES])
    return [name for name, _ in rows], rows[-1][1] if rows else None


def attachments(client: Client, hashes: Collection[str]) -> list[tuple[str, str, bytes]]:
    """(SHA-256, content type, bytes) of those whose data are here. For statements that the client may read."""
    rows = Attachment.objects.filter(union_path=client.union_path, sha2__in=hashes).order_by("sha2")
    return [(row.sha2, row.content_type, bytes(row.content)) for row in rows]
