"""Photos and short videos of a place: taken in, decided upon, taken back."""

import datetime
import hashlib
import uuid
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from xinlian.engines.routes.ellipsoid import distance
from xinlian.journal.actions import record
from xinlian.people.models import Person
from xinlian.people.scope import viewer_of
from xinlian.places import clips, pictures, probe, stock
from xinlian.places.models import Media, Place
from xinlian.places.rules import may_turn_media
from xinlian.places.who import may_decide_media, may_withdraw_media
from xinlian.rows.refusals import Refused, demand

CLIP_REASONS = {
    "not_mp4": "clip_unknown",
    "broken": "clip_broken",
    "in_parts": "clip_in_parts",
    "no_picture": "clip_unknown",
    "not_h264": "clip_coding",
    "not_aac": "clip_coding",
    "too_long": "clip_too_long",
}


def add(
    *,
    place: Place,
    file: BinaryIO,
    size: int,
    caption: str,
    client_uid: uuid.UUID,
    by: Person,
    at: datetime.datetime,
) -> Media:
    """Take in a photo or a short video once; nobody sees it before somebody decided.

    Whether it is a video is told by its content. The same file of the same place again gives the first answer.
    Raises Refused: place_listed, the codes of `pictures.process`, and clip_too_big, clip_unknown, clip_broken,
    clip_in_parts, clip_coding, clip_too_long.
    """
    known = Media.objects.filter(client_uid=client_uid).first()
    if known:
        return known
    if not place.listed:
        raise Refused("place_listed")
    head = file.read(12)
    file.seek(0)
    moving = head[4:8] == b"ftyp" and head[8:12] not in stock.STILL_BRANDS
    media, files = _clip(file, size) if moving else _photo(place, file, size)
    with transaction.atomic():
        same = Media.objects.filter(place=place, sha256=media.sha256).first()
        if same:
            return same
        media.place, media.person, media.client_uid, media.made_at = place, by, client_uid, at
        media.caption, media.union_path, media.shard = caption.strip()[:100], place.union_path, place.shard
        media.stem = f"{timezone.localdate(at):%Y/%m}/{media.uid.hex}"
        media.save(force_insert=True)
        record("add_media", media, by=by, at=at, place=str(place.uid), kind=media.kind)
        stock.put(media.stem, files)
    return media


def _photo(place: Place, file: BinaryIO, size: int) -> tuple[Media, stock.Files]:
    picture = pictures.process(file, size)
    taken = distance(*picture.taken, place.lat, place.lon) if picture.taken else None
    media = Media(
        kind="photo",
        width=picture.width,
        height=picture.height,
        sha256=picture.sha256,
        taken_m=round(taken) if taken is not None else None,
    )
    return media, {f"-{edge}.{ending}": data for (edge, ending), data in picture.files.items()}


def _clip(file: BinaryIO, size: int) -> tuple[Media, stock.Files]:
    if size > clips.MAX_BYTES:
        raise Refused("clip_too_big", {"megabytes": f"{size / 1e6:.0f}", "limit": clips.MAX_BYTES // 1024 // 1024})
    data = file.read()
    try:
        clip = clips.read(data)
        still = probe.look(clip.data)
    except clips.NotAClip as refused:
        raise Refused(CLIP_REASONS[refused.code]) from refused
    media = Media(
        kind="video",
        width=clip.width,
        height=clip.height,
        seconds=round(clip.seconds, 1),
        sha256=hashlib.sha256(data).hexdigest(),
        poster=bool(still),
    )
    return media, {".mp4": clip.data, **still}


@transaction.atomic
def decide(*, media: Media, show: bool, reason: str, by: Person, at: datetime.datetime) -> Media:
    """Let a picture be seen, or not and why. Raises Refused: role_publisher, media_turn_allowed, hiding_reason_needed."""
    demand(may_decide_media(viewer_of(by, timezone.localdate(at)), media.union_path))
    if not show and not reason.strip():
        raise Refused("hiding_reason_needed")
    return _record_turn(media, "shown" if show else "refused", reason.strip()[:100], by, at)


@transaction.atomic
def withdraw(*, media: Media, by: Person, at: datetime.datetime) -> Media:
    """Take one's own picture back for good; its files go. Raises Refused: role_sender, media_turn_allowed."""
    demand(may_withdraw_media(viewer_of(by, timezone.localdate(at)), media.person_id))
    turned = _record_turn(media, "withdrawn", "", by, at)
    transaction.on_commit(lambda: stock.drop(turned.stem))
    return turned


def _record_turn(media: Media, to: str, reason: str, by: Person, at: datetime.datetime) -> Media:
    """One conditional update, so that two who decide at once do not both win."""
    demand(may_turn_media(media.state, to))
    done = Media.objects.filter(pk=media.pk, state=media.state).update(state=to, reason=reason, decided_at=at)
    if not done:
        raise Refused("media_turn_allowed")
    media.refresh_from_db()
    record(f"media_{to}", media, by=by, at=at, place=str(media.place.uid), reason=reason)
    return media
