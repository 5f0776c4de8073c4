"""Where pictures lie: files below the media folder, by a stem that is a month and a random name."""

from collections.abc import Mapping
from pathlib import Path

from django.conf import settings

Files = Mapping[str, bytes]
STILL_BRANDS = (b"heic", b"heix", b"mif1", b"msf1", b"avif", b"heim", b"heis", b"hevc")


def path(stem: str, ending: str) -> Path:
    """The file of a stem, such as ("2026/11/ab12", "-480.webp")."""
    return Path(settings.MEDIA_ROOT) / "places" / f"{stem}{ending}"


def put(stem: str, files: Files) -> None:
    """Write the files of one picture, each whole or not at all."""
    for ending, data in files.items():
        file = path(stem, ending)
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{file.name}.part")
        part.write_bytes(data)
        part.replace(file)


def drop(stem: str) -> None:
    """Remove the files of one picture."""
    first = path(stem, "")
    for file in first.parent.glob(f"{first.name}*"):
        file.unlink()
