"""A file is brought, confirmed, stopped, taken up again, put away."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction

from xinlian.journal.actions import Actor, record
from xinlian.rows.paths import shard_of
from xinlian.rows.refusals import Refused
from xinlian.sheets.files import store
from xinlian.sheets.kinds import KEEP_DAYS, chosen, keeping, kind_named
from xinlian.sheets.models import Upload
from xinlian.sheets.queries import stored
from xinlian.sheets.who import demand_place

ENDINGS = (".xlsx", ".xlsm", ".xls", ".csv", ".txt")
STALLED = datetime.timedelta(minutes=3)


@transaction.atomic
def bring(
    *,
    kind: str,
    name: str,
    pieces: Iterable[bytes],
    union_path: str,
    by: Actor,
    at: datetime.datetime,
    options: Mapping[str, str] | None = None,
) -> Upload:
    """Keep a file and begin to check it. Refused: role_missing, option_missing, file_too_big, file_ending."""
    known = kind_named(kind)
    demand_place(known, union_path, by, at)
    declared = chosen(known, options or {})
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        raise Refused("file_ending", {"ending": ending or name[-20:]})
    uid = uuid.uuid4()
    path = settings.UPLOADS / f"{uid}{ending}"
    upload = Upload(
        uid=uid,
        kind=kind,
        file_name=Path(name).name[-200:],
        path=path.name,
        sha256=store(path, pieces),
        options=declared,
        by_id=by.pk,
        union_path=union_path,
        shard=shard_of(union_path),
        made_at=at,
        moved_at=at,
    )
    upload.save(force_insert=True)
    record("sheet.brought", upload, by=by, at=at, kind=kind, sha256=upload.sha256)
    return upload


@transaction.atomic
def confirm(*, upload: Upload, by: Actor, at: datetime.datetime) -> None:
    """Say yes to what the check showed; the taking begins. Refused: role_missing, upload_not_ready."""
    demand_place(kind_named(upload.kind), upload.union_path, by, at)
    zero = {"done": 0, "new": 0, "changed": 0, "same": 0, "bad": 0}
    ready = Upload.objects.filter(pk=upload.pk, state="checked")
    if not ready.update(state="taking", confirmed_at=at, moved_at=at, **zero):
        raise Refused("upload_not_ready")
    record("sheet.confirmed", upload, by=by, at=at, kind=upload.kind)


@transaction.atomic
def cancel(*, upload: Upload, by: Actor, at: datetime.datetime) -> None:
    """Stop here: rows already taken stay, the rest is not taken. Refused: role_missing, upload_ended."""
    demand_place(kind_named(upload.kind), upload.union_path, by, at)
    going = Upload.objects.filter(pk=upload.pk, state__in=("checking", "checked", "taking"))
    if not going.update(state="cancelled", ended_at=at):
        raise Refused("upload_ended")
    record("sheet.cancelled", upload, by=by, at=at, kind=upload.kind)


@transaction.atomic
def go_on(*, upload: Upload, by: Actor | None, at: datetime.datetime) -> str:
    """Take up again what was left lying or failed midway, where it stopped; the state it is in. Refused: upload_ended.

    Only one of several that ask at once is told so; the others are refused.
    """
    if by is not None:
        demand_place(kind_named(upload.kind), upload.union_path, by, at)
    state = "taking" if upload.confirmed_at else "checking"
    lying = Upload.objects.filter(pk=upload.pk, state=state, moved_at__lte=at - STALLED)
    broken = Upload.objects.filter(pk=upload.pk, state="failed", failure="unexpected").exclude(path="")
    renewed = {"state": state, "moved_at": at, "failure": "", "ended_at": None}
    if not (lying.update(moved_at=at) or broken.update(**renewed)):
        raise Refused("upload_ended")
    record("sheet.gone_on", upload, by=by, at=at, kind=upload.kind)
    return state


def put_away(*, by: Actor | None, at: datetime.datetime) -> int:
    """Remove files and previews of uploads that no longer run and are older than their kind is kept; how many."""
    days, count = keeping(), 0
    for upload in Upload.objects.exclude(path="").exclude(state__in=("checking", "taking")):
        if upload.made_at >= at - datetime.timedelta(days=days.get(upload.kind, KEEP_DAYS)):
            continue
        with transaction.atomic():
            upload.problems.all().delete()
            Upload.objects.filter(pk=upload.pk, state="checked").update(state="cancelled", ended_at=at)
            Upload.objects.filter(pk=upload.pk).update(path="", sample=[])
            record("sheet.put_away", upload, by=by, at=at, kind=upload.kind)
        for kept in stored(upload):
            kept.unlink(missing_ok=True)
        count += 1
    return count
