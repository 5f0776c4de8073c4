"""Reading the journal and verifying its chain."""

from collections.abc import Iterator

from xinlian.journal.actions import content
from xinlian.journal.models import Entry, Link
from xinlian.journal.rules import START, Verdict, digest, walk


def verify() -> Verdict:
    """Recompute the whole chain from the entries as they stand now."""
    return walk(_links(0))


def verify_last(count: int) -> Verdict:
    """The same for the last `count` links, taking the one before them as it stands."""
    last = Link.objects.order_by("-number").values_list("number", flat=True).first() or 0
    before = Link.objects.filter(number=max(0, last - count)).first()
    number, stored = (before.number, before.hash) if before else (0, START)
    return walk(_links(number), stored, number + 1)


def chain_head() -> tuple[int, str]:
    """(number, hash) of the last link; (0, '') when nothing is chained yet."""
    last = Link.objects.order_by("-number").first()
    return (last.number, last.hash) if last else (0, "")


def _links(after: int) -> Iterator[tuple[int, str, str, str]]:
    rows = Link.objects.select_related("entry").filter(number__gt=after).order_by("number")
    for link in rows.iterator(chunk_size=2000):
        yield link.number, link.hash, link.entry.digest, digest(content(link.entry))


def unsealed() -> int:
    """How many entries wait to be chained."""
    return Entry.objects.filter(link=None).count()
