"""Photos: checked before they are decoded, turned upright, made small, stripped of everything but the picture."""

import hashlib
import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.ExifTags import GPS, IFD
from PIL.Image import DecompressionBombError, DecompressionBombWarning

from xinlian.rows.refusals import Refused

SIZES = (1600, 960, 480)
MAX_BYTES = 25 * 1024 * 1024
MAX_PIXELS = 64_000_000
MIN_EDGE = 200
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 80
PNG = b"\x89PNG\r\n\x1a\n"
STARTS = (PNG, b"\xff\xd8\xff", b"RIFF")

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter(
    "error", DecompressionBombWarning
)  # twice the limit is an error anyway; this makes it one at once


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it is kept: files by (longest edge, ending), its size, digest of what was sent, where it was taken."""

    files: dict[tuple[int, str], bytes]
    width: int
    height: int
    sha256: str
    taken: tuple[float, float] | None


def process(file: BinaryIO, size: int) -> Picture:
    """Read a photo of `size` bytes. Nothing is decoded before its header promised a bearable number of pixels.

    Raises Refused: picture_too_big, picture_too_many_pixels, picture_unknown, picture_broken, picture_too_small.
    """
    if size > MAX_BYTES:
        raise Refused("picture_too_big", {"megabytes": f"{size / 1e6:.0f}", "limit": MAX_BYTES // 1024 // 1024})
    data = file.read()
    _weigh(data)
    with _opened(data) as image:
        if min(image.size) < MIN_EDGE:
            raise Refused("picture_too_small", {"width": image.width, "height": image.height, "limit": MIN_EDGE})
        taken = _taken(image)
        image.draft("RGB", (SIZES[0], SIZES[0]))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((SIZES[0], SIZES[0]), Image.Resampling.LANCZOS)
    return Picture(written(upright), upright.width, upright.height, hashlib.sha256(data).hexdigest(), taken)


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            yield image
    except (DecompressionBombError, DecompressionBombWarning) as error:
        raise _too_many(f"> {MAX_PIXELS // 1_000_000}") from error
    except UnidentifiedImageError as error:
        raise Refused("picture_broken" if data.startswith(STARTS) else "picture_unknown") from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused("picture_broken") from error


def _weigh(data: bytes) -> None:
    """Refuse a PNG by what its header promises, before anything else is read of it."""
    if data.startswith(PNG) and len(data) >= 24:
        pixels = int.from_bytes(data[16:20], "big") * int.from_bytes(data[20:24], "big")
        if pixels > MAX_PIXELS:
            raise _too_many(f"{pixels / 1e6:.0f}")


def _too_many(megapixels: str) -> Refused:
    return Refused("picture_too_many_pixels", {"megapixels": megapixels, "limit": MAX_PIXELS // 1_000_000})


def written(image: Image.Image) -> dict[tuple[int, str], bytes]:
    """Each size as WebP, and as JPEG for phones that cannot read WebP; fresh pixels, so no metadata is left."""
    files = {}
    for edge in SIZES:
        small = image.copy()
        small.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        small.info.clear()
        for ending, options in (("webp", {"method": 4}), ("jpg", {"optimize": True, "progressive": True})):
            out = io.BytesIO()
            small.save(out, {"webp": "WEBP", "jpg": "JPEG"}[ending], quality=QUALITY, **options)
            files[edge, ending] = out.getvalue()
    return files


def _taken(image: Image.Image) -> tuple[float, float] | None:
    """Where the camera says it stood, by WGS-84; None when it does not or says nonsense."""
    place = image.getexif().get_ifd(IFD.GPSInfo)
    try:
        lat = _degrees(place[GPS.GPSLatitude]) * (-1 if place[GPS.GPSLatitudeRef] == "S" else 1)
        lon = _degrees(place[GPS.GPSLongitude]) * (-1 if place[GPS.GPSLongitudeRef] == "W" else 1)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, IndexError):
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 and (lat, lon) != (0, 0) else None


def _degrees(parts: tuple[float, float, float]) -> float:
    return float(parts[0]) + float(parts[1]) / 60 + float(parts[2]) / 3600
