"""Reading the journal and verifying its chain."""

from collections.abc import Iterator

from xinlian.journal.actions import content
from xinlian.journal.models import Entry, Link
from xinlian.journal.rules import Verdict, digest, walk


def verify() -> Verdict:
    """Recompute the whole chain from the entries as they stand now."""
    return walk(_links())


def _links() -> Iterator[tuple[int, str, str, str]]:
    rows = Link.objects.select_related("entry").order_by("number").iterator(chunk_size=2000)
    for link in rows:
        yield link.number, link.hash, link.entry.digest, digest(content(link.entry))


def unsealed() -> int:
    """How many entries wait to be chained."""
    return Entry.objects.filter(link=None).count()
