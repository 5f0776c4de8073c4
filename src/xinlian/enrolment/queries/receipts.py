"""The receipt of one entry: its leaf and the path from there to the published root."""

import json

from xinlian.engines.allocation.commitment import Tree, canonical, leaf_of
from xinlian.engines.allocation.terms import RECEIPT_FORMAT, VERSION
from xinlian.enrolment.models import Application, Draw
from xinlian.enrolment.queries import draws


def receipt(draw: Draw, application: Application) -> bytes | None:
    """What the applicant keeps, verified with `draw verify --receipt`; None before the commitment is published."""
    commitment = draws.published(draw, "commitment")
    entry = str(application.entry.get("id", ""))
    if commitment is None or not entry:
        return None
    leaves = draws.leaves(draw)
    ids = [key for key, _leaf in leaves]
    tree = Tree([leaf_of(json.loads(commitment)["terms"]), *(bytes.fromhex(leaf) for _id, leaf in leaves)])
    told = {"format": RECEIPT_FORMAT, "version": VERSION, "draw": str(draw.uid), "root": tree.root.hex()}
    path = tree.path(ids.index(entry) + 1)
    return canonical(told | {"id": entry, "leaf": application.leaf, "path": path}) + b"\n"
