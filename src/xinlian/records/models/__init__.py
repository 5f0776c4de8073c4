"""Who may send records, the statements they sent, what these speak of, documents and attachments."""

from xinlian.records.models.clients import Client
from xinlian.records.models.documents import Attachment, Document
from xinlian.records.models.statements import Mention, Reference, Statement
from xinlian.records.models.things import Thing

__all__ = ["Attachment", "Client", "Document", "Mention", "Reference", "Statement", "Thing"]
