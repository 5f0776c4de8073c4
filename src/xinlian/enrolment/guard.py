"""What every step of a draw leans on: its row held, its list unchanged, its files kept as published."""

import datetime

import zstandard

from xinlian.engines.allocation.terms import Entry
from xinlian.enrolment.models import Draw, Publication
from xinlian.enrolment.queries import sealed
from xinlian.enrolment.rules import drawing as rules
from xinlian.rows.refusals import Refused


def unchanged(draw: Draw) -> tuple[Entry, ...]:
    """The entries as they stand now; Refused list_changed, with how many and which, when they are not the sealed ones."""
    found = sealed.entries(draw, sealed.entrants(draw.offering))
    other = rules.changed(sealed.sealed_leaves(draw.offering), found)
    if other:
        names = sealed.masked_names(draw.offering, other)[: rules.NAMED_AT_MOST]
        raise Refused("list_changed", {"count": len(other), "who": "、".join(names) or "—", "ids": tuple(other)})
    return found


def hold(draw: Draw) -> Draw:
    """The draw as it is now, with its row held until the transaction ends: steps taken at once follow one another."""
    Draw.objects.filter(pk=draw.pk).update(entries=draw.entries)
    return Draw.objects.select_related("offering").get(pk=draw.pk)


def keep(draw: Draw, kind: str, content: bytes, *, at: datetime.datetime) -> None:
    """A file as it is published, once."""
    row = Publication(draw=draw, kind=kind, content=zstandard.compress(content), made_at=at)
    row.sha256, row.size = sealed.sha256(content), len(content)
    row.union_path, row.shard = draw.union_path, draw.shard
    row.save(force_insert=True)
