"""Short videos: a strict reader of MP4 boxes that tells what is inside and wipes where it was filmed.

Box layout: ISO/IEC 14496-12 (base media), 14496-14 (MP4, esds), 14496-15 (avcC).
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SECONDS = 20.5  # twenty, and half a second that cameras add
MAX_BYTES = 30 * 1024 * 1024
HOLDERS = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
KEPT = frozenset(
    b"ftyp mdat mvhd iods tkhd tref edts mdhd hdlr vmhd smhd nmhd gmhd dinf stsd stts ctts cslg stss stps stsz stz2 stsc "
    b"stco co64 sdtp sbgp sgpd".split()
)
MAX_ENTRIES = 1_000_000
VIDEO = (b"avc1", b"avc3")
AAC = 0x40  # objectTypeIndication of MPEG-4 audio, ISO/IEC 14496-1


class NotAClip(ValueError):
    """Not a video that is taken; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its four-letter kind, where it begins, where its content begins and where it ends."""

    kind: bytes
    start: int
    body: int
    end: int


@dataclass(frozen=True, slots=True)
class Clip:
    """A clean video: its bytes, how long it is, and the size of its picture."""

    data: bytes
    seconds: float
    width: int
    height: int


@dataclass(slots=True)
class _Track:
    box: Box
    handler: bytes
    seconds: float
    coding: bytes
    width: int = 0
    height: int = 0


def read(data: bytes) -> Clip:
    """The video without any word of where and with what it was made.

    Raises NotAClip: not_mp4, broken, in_parts, no_picture, not_h264, not_aac, too_long.
    """
    top = list(_boxes(data, 0, len(data)))
    if not top or top[0].kind != b"ftyp":
        raise NotAClip("not_mp4")
    moov = _only(top, b"moov", "broken")
    _only(top, b"mdat", "broken", many=True)
    if any(box.kind == b"moof" for box in top):
        raise NotAClip("in_parts")
    tracks = [_track(data, box) for box in _boxes(data, moov.body, moov.end) if box.kind == b"trak"]
    picture = _checked(tracks)
    clean = bytearray(data)
    for track in tracks:
        if track.handler not in (b"vide", b"soun"):
            _wipe_samples(data, clean, track.box)
            _wipe(clean, track.box)
    _scrub(data, clean, 0, len(data))
    return Clip(bytes(clean), max(track.seconds for track in tracks), picture.width, picture.height)


def _checked(tracks: list[_Track]) -> _Track:
    """The one picture track, when all is H.264 and AAC and short enough."""
    pictures = [track for track in tracks if track.handler == b"vide"]
    if not pictures:
        raise NotAClip("no_picture")
    if any(track.coding not in VIDEO for track in pictures):
        raise NotAClip("not_h264")
    if any(track.coding != b"mp4a" for track in tracks if track.handler == b"soun"):
        raise NotAClip("not_aac")
    longest = max(track.seconds for track in tracks if track.handler in (b"vide", b"soun"))
    if longest <= 0:
        raise NotAClip("broken")
    if longest > SECONDS:
        raise NotAClip("too_long")
    return pictures[0]


def _boxes(data: bytes, start: int, end: int) -> Iterator[Box]:
    """The boxes that fill a range exactly; NotAClip("broken") when they do not."""
    at = start
    while at < end:
        if end - at < 8:
            raise NotAClip("broken" if start or at else "not_mp4")
        size, kind = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if size == 1:
            if end - at < 16:
                raise NotAClip("broken")
            size, body = struct.unpack_from(">Q", data, at + 8)[0], at + 16
        elif size == 0:
            size = end - at
        if size < body - at or at + size > end:
            raise NotAClip("broken" if at else "not_mp4")
        yield Box(kind, at, body, at + size)
        at += size


def _only(boxes: list[Box], kind: bytes, code: str, *, many: bool = False) -> Box:
    found = [box for box in boxes if box.kind == kind]
    if not found or (len(found) > 1 and not many):
        raise NotAClip(code)
    return found[0]


def _within(data: bytes, box: Box, *kinds: bytes) -> Box:
    for kind in kinds:
        box = _only(list(_boxes(data, box.body, box.end)), kind, "broken")
    return box


def _track(data: bytes, box: Box) -> _Track:
    media = _within(data, box, b"mdia")
    handler = _within(data, media, b"hdlr")
    kind = data[handler.body + 8 : handler.body + 12]
    table = _within(data, media, b"minf", b"stbl")
    entry = _within(data, table, b"stsd")
    found = list(_boxes(data, entry.body + 8, entry.end))
    if len(found) != 1:
        raise NotAClip("broken")
    track = _Track(box, kind, _seconds(data, media, table), found[0].kind)
    if kind == b"vide":
        track.width, track.height = _struct(data, ">HH", found[0].body + 24, found[0].end)
    if kind == b"soun" and found[0].kind == b"mp4a" and not _is_aac(data[found[0].body : found[0].end]):
        track.coding = b"????"
    return track


def _struct(data: bytes, form: str, at: int, end: int) -> tuple[int, ...]:
    if at + struct.calcsize(form) > end:
        raise NotAClip("broken")
    return struct.unpack_from(form, data, at)


def _seconds(data: bytes, media: Box, table: Box) -> float:
    """The longer of what the header says and what the samples add up to, so that a false header hides nothing."""
    header = _within(data, media, b"mdhd")
    if data[header.body] == 1:
        scale, length = _struct(data, ">IQ", header.body + 20, header.end)
    else:
        scale, length = _struct(data, ">II", header.body + 12, header.end)
    if not scale:
        raise NotAClip("broken")
    times = _within(data, table, b"stts")
    (count,) = _struct(data, ">I", times.body + 4, times.end)
    if times.body + 8 + 8 * count > times.end:
        raise NotAClip("broken")
    total = sum(n * step for n, step in struct.iter_unpack(">II", data[times.body + 8 : times.body + 8 + 8 * count]))
    return float(max(length, total)) / scale


def _is_aac(entry: bytes) -> bool:
    """Whether an mp4a entry's decoder config names MPEG-4 audio. QuickTime wraps esds deeper, so it is looked for."""
    at = entry.find(b"esds")
    config = entry[at + 8 :] if at >= 0 else b""
    at = config.find(b"\x04")
    while at >= 0:
        body = config[at + 1 :].lstrip(b"\x80")
        if len(body) > 1 and body[1] == AAC and body[0] >= 13:
            return True
        at = config.find(b"\x04", at + 1)
    return False


def _scrub(data: bytes, clean: bytearray, start: int, end: int) -> None:
    """Turn every box that is not needed for playing into padding of the same length: names of places, devices, people."""
    for box in _boxes(data, start, end):
        if box.kind in HOLDERS and clean[box.start + 4 : box.start + 8] == box.kind:
            _scrub(data, clean, box.body, box.end)
        elif box.kind not in KEPT:
            _wipe(clean, box)


def _wipe(clean: bytearray, box: Box) -> None:
    clean[box.start + 4 : box.start + 8] = b"free"
    clean[box.body : box.end] = bytes(box.end - box.body)


def _wipe_samples(data: bytes, clean: bytearray, track: Box) -> None:
    """Blank what a track of another kind keeps between pictures: cameras write positions there."""
    table = _within(data, track, b"mdia", b"minf", b"stbl")
    boxes = {box.kind: box for box in _boxes(data, table.body, table.end)}
    left = len(data)
    for offset, length in _chunks(data, boxes):
        left -= length
        if left < 0 or offset + length > len(data):
            raise NotAClip("broken")
        clean[offset : offset + length] = bytes(length)


def _chunks(data: bytes, boxes: dict[bytes, Box]) -> Iterator[tuple[int, int]]:
    """(offset, bytes) of each chunk of a track, from its tables of chunks, samples and sizes."""
    if b"stsc" not in boxes or b"stsz" not in boxes or not {b"stco", b"co64"} & set(boxes):
        raise NotAClip("broken")
    sizes, runs = boxes[b"stsz"], boxes[b"stsc"]
    same, count = _struct(data, ">II", sizes.body + 4, sizes.end)
    if count > MAX_ENTRIES:
        raise NotAClip("broken")
    each = [same] * count if same else _numbers(data, sizes.body + 12, count, "I", sizes.end)
    where = boxes.get(b"co64") or boxes[b"stco"]
    (chunks,) = _struct(data, ">I", where.body + 4, where.end)
    offsets = _numbers(data, where.body + 8, chunks, "Q" if where.kind == b"co64" else "I", where.end)
    (many,) = _struct(data, ">I", runs.body + 4, runs.end)
    table = _numbers(data, runs.body + 8, 3 * many, "I", runs.end)
    per_chunk = dict(zip(table[0::3], table[1::3], strict=True))
    taken, samples = 0, 0
    for number, offset in enumerate(offsets, 1):
        samples = per_chunk.get(number, samples)
        yield offset, sum(each[taken : taken + samples])
        taken += samples


def _numbers(data: bytes, at: int, count: int, form: str, end: int) -> list[int]:
    if count > MAX_ENTRIES or at + count * struct.calcsize(f">{form}") > end:
        raise NotAClip("broken")
    return list(struct.unpack_from(f">{count}{form}", data, at))
