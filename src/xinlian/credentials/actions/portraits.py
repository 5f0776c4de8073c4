"""The photo on a pass: cut to a face's shape, emptied of what cameras add, bound to the pass by its hash."""

import datetime
import hashlib
import io
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.db import transaction
from PIL import Image, ImageOps

from xinlian.credentials.models import Portrait
from xinlian.credentials.who import acting, may_issue
from xinlian.engines.seals.claims import PHOTO_BYTES
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.places.pictures import process
from xinlian.rows.refusals import demand

SIZE = (300, 400)
UPPER = (0.5, 0.4)  # a face stands in the upper half of most photos
QUALITY = 80


@transaction.atomic
def take(*, person: Person, file: BinaryIO, size: int, by: Person, at: datetime.datetime) -> Portrait:
    """Keep a photo of somebody. The pass carries its hash from its next issue on.

    Raises Refused: role_officer, pass_person_elsewhere, and those of `places.pictures.process`.
    """
    demand(may_issue(acting(by, at), person.union_path, person.union_path))
    content = _cut(file, size)
    digest = hashlib.sha256(content).digest()[:PHOTO_BYTES].hex()
    made = Portrait(person=person, digest=digest, taken_at=at, taken_by=by)
    made.union_path, made.shard = person.union_path, person.shard
    made.file.save(f"{made.uid}.jpg", ContentFile(content), save=False)
    made.save(force_insert=True)
    record("portrait.taken", made, by=by, at=at)
    return made


def _cut(file: BinaryIO, size: int) -> bytes:
    files = process(file, size).files
    largest = max((edge, ending) for edge, ending in files if ending == "jpg")
    with Image.open(io.BytesIO(files[largest])) as image:
        cut = ImageOps.fit(image.convert("RGB"), SIZE, Image.Resampling.LANCZOS, centering=UPPER)
    out = io.BytesIO()
    cut.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
