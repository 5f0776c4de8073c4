"""Photos and videos: what is taken, what is refused and why, what is left of metadata."""

import io
import struct
import uuid
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image

from xinlian.places import clips, pictures, stock
from xinlian.places.actions import media as actions
from xinlian.places.models import Media, Place
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person, make_place, make_union

FILES = Path(__file__).parent / "files"
NOW = timezone.now()


@pytest.fixture
def place(settings, tmp_path) -> Place:
    settings.MEDIA_ROOT = tmp_path
    return make_place(make_union(), 30.54, 119.96)


def photo(size: tuple[int, int] = (2400, 1800), form: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#306090").save(out, form, **more)
    return out.getvalue()


def located(lat: float, lon: float, orientation: int = 6) -> bytes:
    """A photo that says where it was taken, and by what."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "Telephone"
    place = exif.get_ifd(0x8825)
    place.update({1: "N", 2: (lat, 0.0, 0.0), 3: "E", 4: (lon, 0.0, 0.0)})
    return photo(exif=exif.tobytes())


def add(place: Place, data: bytes, **more: Any) -> Media:
    given = {"caption": "", "client_uid": uuid.uuid4(), "by": more.pop("by", None) or make_person(), "at": NOW}
    return actions.add(place=place, file=io.BytesIO(data), size=len(data), **given | more)


def giant_png(width: int, height: int) -> bytes:
    """A header that promises `width` x `height` pixels and no picture behind it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


@pytest.mark.django_db
def test_a_photo_is_kept_small_upright_and_bare(place: Place) -> None:
    made = add(place, located(30.55, 119.96), caption=" 门口 ")
    assert (made.state, made.kind, made.caption) == ("pending", "photo", "门口")
    assert (made.width, made.height) == (1200, 1600)
    assert 1100 < made.taken_m < 1120
    for edge in pictures.SIZES:
        for ending in ("webp", "jpg"):
            with Image.open(stock.path(made.stem, f"-{edge}.{ending}")) as kept:
                assert max(kept.size) == edge
                assert not kept.getexif()
                assert "exif" not in kept.info
                assert "icc_profile" not in kept.info


@pytest.mark.django_db
@pytest.mark.parametrize(("form", "size"), [("PNG", (300, 900)), ("WEBP", (4000, 500)), ("JPEG", (200, 200))])
def test_other_forms_and_shapes(place: Place, form: str, size: tuple[int, int]) -> None:
    made = add(place, photo(size, form))
    assert max(made.width, made.height) == min(max(size), 1600)


@pytest.mark.django_db
def test_a_picture_with_transparency_becomes_a_photo(place: Place) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (400, 400), (10, 20, 30, 0)).save(out, "PNG")
    assert add(place, out.getvalue()).kind == "photo"


@pytest.mark.parametrize(("width", "height", "said"), [(30_000, 30_000, "900"), (10_000, 9_000, "90")])
def test_900_megapixels_are_refused_by_the_header(width: int, height: int, said: str) -> None:
    data = giant_png(width, height)
    with pytest.raises(Refused) as refused:
        pictures.process(io.BytesIO(data), len(data))
    assert (refused.value.code, refused.value.facts["megapixels"]) == ("picture_too_many_pixels", said)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "picture_unknown"),
        (b"no picture at all", "picture_unknown"),
        (photo((400, 400))[:900], "picture_broken"),
        (photo((400, 400), "PNG")[:60], "picture_broken"),
        (photo((400, 400), "GIF"), "picture_unknown"),
        (photo((100, 400)), "picture_too_small"),
        (giant_png(500, 500), "picture_broken"),
    ],
)
def test_what_is_no_photo(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        pictures.process(io.BytesIO(data), len(data))
    assert refused.value.code == code


def test_too_many_bytes_are_not_even_read() -> None:
    with pytest.raises(Refused) as refused:
        pictures.process(io.BytesIO(b""), pictures.MAX_BYTES + 1)
    assert refused.value.code == "picture_too_big"


def test_a_video_loses_its_position_and_nothing_else() -> None:
    data = (FILES / "clip.mov").read_bytes()
    assert b"+30.5400+119.9600" in data
    clip = clips.read(data)
    assert b"+30.54" not in clip.data
    assert b"udta" not in clip.data
    assert len(clip.data) == len(data)
    assert (clip.width, clip.height) == (160, 120)
    assert 0.9 < clip.seconds < 1.2
    assert clips.read(clip.data).data == clip.data


def test_positions_between_the_pictures_are_blanked() -> None:
    """A camera's third track, with its samples in the same mdat, is wiped with what it points to."""
    data = (FILES / "clip.mov").read_bytes()
    secret = b"GPS 30.54 119.96"
    offset = len(data) + 8

    def box(kind: bytes, *parts: bytes) -> bytes:
        body = b"".join(parts)
        return struct.pack(">I4s", len(body) + 8, kind) + body

    table = box(
        b"stbl",
        box(b"stsd", struct.pack(">II", 0, 1), box(b"mebx", bytes(8))),
        box(b"stts", struct.pack(">IIII", 0, 1, 1, 1)),
        box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1)),
        box(b"stsz", struct.pack(">IIII", 0, 0, 1, len(secret))),
        box(b"stco", struct.pack(">III", 0, 1, offset)),
    )
    mdhd = box(b"mdhd", struct.pack(">IIIIIHH", 0, 0, 0, 1, 1, 0, 0))
    hdlr = box(b"hdlr", struct.pack(">II4s", 0, 0, b"meta"), bytes(13))
    track = box(b"trak", box(b"mdia", mdhd, hdlr, box(b"minf", table)))
    top = list(clips._boxes(data, 0, len(data)))
    moov = next(one for one in top if one.kind == b"moov")
    assert moov.end == len(data)
    longer = data[: moov.start] + box(b"moov", data[moov.body : moov.end], track)
    offset_now = len(longer) + 8
    longer = longer.replace(struct.pack(">III", 0, 1, offset), struct.pack(">III", 0, 1, offset_now)) + box(
        b"mdat", secret
    )
    clip = clips.read(longer)
    assert secret in longer
    assert secret not in clip.data
    assert b"mebx" not in clip.data


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_mp4"),
        (b"this is a letter and no video", "not_mp4"),
        (b"\x00\x00\x00\x14ftypisom\0\0\0\0isom", "broken"),
        ((FILES / "clip.mov").read_bytes()[:-40], "broken"),
        ((FILES / "long.mp4").read_bytes(), "too_long"),
        ((FILES / "mpeg4.mp4").read_bytes(), "not_h264"),
    ],
)
def test_what_is_no_clip(data: bytes, code: str) -> None:
    with pytest.raises(clips.NotAClip) as refused:
        clips.read(data)
    assert refused.value.code == code


@pytest.mark.django_db
def test_a_video_is_kept_as_mp4(place: Place) -> None:
    made = add(place, (FILES / "clip.mov").read_bytes())
    assert (made.kind, made.state) == ("video", "pending")
    assert b"+30.54" not in stock.path(made.stem, ".mp4").read_bytes()
    assert stock.path(made.stem, "-480.jpg").exists() == made.poster


@pytest.mark.django_db
def test_a_letter_called_mp4_is_refused_in_words_about_pictures(place: Place) -> None:
    with pytest.raises(Refused) as refused:
        add(place, b"\x00\x00\x00\x18ftypmp42 not really")
    assert refused.value.code == "clip_unknown"
    assert not Media.objects.exists()


@pytest.mark.django_db
def test_once_by_number_and_once_by_content(place: Place) -> None:
    uid, data = uuid.uuid4(), photo((400, 300))
    first = add(place, data, client_uid=uid)
    assert add(place, photo((500, 300)), client_uid=uid) == first
    assert add(place, data) == first
    assert len(list(stock.path(first.stem, "").parent.iterdir())) == 6


@pytest.mark.django_db
def test_only_an_officer_of_that_union_decides(place: Place) -> None:
    made = add(place, photo((400, 300)))
    neighbour = make_officer(make_union())
    with pytest.raises(Refused) as refused:
        actions.decide(media=made, show=True, reason="", by=neighbour, at=NOW)
    assert refused.value.code == "role_publisher"
    officer = make_officer(place.union)
    with pytest.raises(Refused) as refused:
        actions.decide(media=made, show=False, reason=" ", by=officer, at=NOW)
    assert refused.value.code == "hiding_reason_needed"
    assert actions.decide(media=made, show=True, reason="", by=officer, at=NOW).state == "shown"
    assert actions.decide(media=made, show=False, reason="人脸清楚", by=officer, at=NOW).state == "refused"


@pytest.mark.django_db
def test_two_who_decide_at_once_do_not_both_win(place: Place) -> None:
    made, officer = add(place, photo((400, 300))), make_officer(place.union)
    stale = Media.objects.get(pk=made.pk)
    actions.decide(media=made, show=False, reason="模糊", by=officer, at=NOW)
    with pytest.raises(Refused) as refused:
        actions.decide(media=stale, show=True, reason="", by=officer, at=NOW)
    assert refused.value.code == "media_turn_allowed"


@pytest.mark.django_db
def test_ones_own_picture_can_be_taken_back_for_good(place: Place, django_capture_on_commit_callbacks) -> None:
    mine = make_person()
    made = add(place, photo((400, 300)), by=mine)
    with pytest.raises(Refused):
        actions.withdraw(media=made, by=make_person(), at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.withdraw(media=made, by=mine, at=NOW).state == "withdrawn"
    assert not stock.path(made.stem, "-480.jpg").exists()
