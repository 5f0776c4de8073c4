"""Draws as pages and acts ask for them: the one that stands, its steps, its published files, its table."""

from typing import Any
from uuid import UUID

import zstandard
from django.db.models import Q, QuerySet

from xinlian.enrolment.models import Application, Draw, Offering, Publication, Witness
from xinlian.enrolment.rules.drawing import Steps
from xinlian.enrolment.who import READERS
from xinlian.people.scope import Viewer, scope


def offerings(viewer: Viewer) -> QuerySet[Offering]:
    """Offerings whose draw the viewer's desk roles let them follow."""
    return scope(viewer, Offering.objects.select_related("union"), READERS)


def known(viewer: Viewer) -> QuerySet[Draw]:
    """Draws that may be seen: all, by anybody; what is public of them decides the page."""
    return scope(viewer, Draw.objects.select_related("offering", "offering__union"))


def standing(offering: Offering) -> Draw | None:
    """The offering's draw that is not void."""
    return Draw.objects.filter(offering=offering).exclude(state="void").select_related("offering").first()


def is_small(offering: Offering, most: int) -> bool:
    """Whether no more than so many stand in it, so that a page may look ahead on its own."""
    return Application.objects.filter(offering=offering, state="standing")[: most + 1].count() <= most


def void_ones(offering: Offering) -> list[Draw]:
    """Draws of an offering that were given up, latest first: public, so that nobody draws until it suits."""
    return list(Draw.objects.filter(offering=offering, state="void"))


def witnesses(draw: Draw) -> list[Witness]:
    """The witnesses in their order. Their masked names are published with the draw."""
    return list(Witness.objects.filter(draw=draw).order_by("position"))


def steps(draw: Draw) -> Steps:
    """How far a draw is, as the database has it now."""
    now = Draw.objects.get(pk=draw.pk)
    several = witnesses(draw)
    return Steps(
        state=now.state,
        due_at=now.source_due_at,
        promised=sum(bool(one.digest) for one in several),
        revealed=sum(bool(one.number) for one in several),
        witnesses=len(several),
        public_number=now.public_number,
    )


def published(draw: Draw, kind: str) -> bytes | None:
    """A file as it was published, byte for byte."""
    found = Publication.objects.filter(draw=draw, kind=kind).values_list("content", flat=True).first()
    return None if found is None else zstandard.decompress(bytes(found))


def files(draw: Draw) -> dict[str, Publication]:
    """The published files by kind, without their content."""
    return {one.kind: one for one in Publication.objects.filter(draw=draw).defer("content")}


def table(draw: Draw, wanted: str = "") -> Any:
    """The published list, by lot: entry (id, masked name), lot, group, level, outcome. Nothing else of anybody."""
    rows = Application.objects.filter(offering=draw.offering, lot__isnull=False).order_by("lot", "id")
    if wanted:
        rows = rows.filter(Q(lot=int(wanted)) if wanted.isdecimal() and len(wanted) < 10 else Q(entry__id=wanted))
    return rows.values("entry", "lot", "group__name", "level", "outcome")


def mine(draw: Draw, person_id: int) -> Application | None:
    """The person's own entry in a draw."""
    rows = Application.objects.filter(offering=draw.offering, person=person_id).exclude(salt="")
    return rows.select_related("offering", "group").first()


def leaves(draw: Draw) -> list[tuple[str, str]]:
    """(entry id, leaf) of the sealed list, by id: what a receipt's path is made of."""
    rows = Application.objects.filter(offering=draw.offering).exclude(salt="").values_list("entry", "leaf")
    return sorted((str(entry["id"]), leaf) for entry, leaf in rows)


def witnessed(draw: Draw, person_id: int) -> Witness | None:
    """The person's own place among the witnesses."""
    return Witness.objects.filter(draw=draw, person=person_id).select_related("draw", "draw__offering").first()


def by_uid(viewer: Viewer, uid: UUID | str) -> QuerySet[Draw]:
    """One draw, for a page that answers 404 when there is none."""
    return known(viewer).filter(uid=uid)
