"""Which characters a font can write: its cmap, read from the file itself (OpenType 1.9, formats 4 and 12)."""

import struct
from functools import lru_cache
from pathlib import Path


def characters(font: Path) -> frozenset[int]:
    """The code points that the first face of a font file covers; ValueError when it holds no Unicode table."""
    return _characters(font, font.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _characters(font: Path, _changed: int) -> frozenset[int]:
    blob = font.read_bytes()
    table = _cmap(blob)
    count = _u16(blob, table + 2)
    best: dict[int, int] = {}
    for number in range(count):
        start = table + _u32(blob, table + 8 + number * 8)
        best[_u16(blob, start)] = start
    if 12 in best:
        return frozenset(_format_12(blob, best[12]))
    if 4 in best:
        return frozenset(_format_4(blob, best[4]))
    raise ValueError(f"{font.name} holds no Unicode table")


def _u16(blob: bytes, at: int) -> int:
    return int(struct.unpack_from(">H", blob, at)[0])


def _u32(blob: bytes, at: int) -> int:
    return int(struct.unpack_from(">I", blob, at)[0])


def _cmap(blob: bytes) -> int:
    """Where the cmap of the first face begins."""
    face = _u32(blob, 12) if blob[:4] == b"ttcf" else 0
    for number in range(_u16(blob, face + 4)):
        entry = face + 12 + number * 16
        if blob[entry : entry + 4] == b"cmap":
            return _u32(blob, entry + 8)
    raise ValueError("no cmap")


def _format_12(blob: bytes, start: int) -> set[int]:
    found: set[int] = set()
    for number in range(_u32(blob, start + 12)):
        first, last, _glyph = struct.unpack_from(">III", blob, start + 16 + number * 12)
        found.update(range(first, last + 1))
    return found


def _format_4(blob: bytes, start: int) -> set[int]:
    segments = _u16(blob, start + 6) // 2
    found: set[int] = set()
    for number in range(segments):
        last = _u16(blob, start + 14 + number * 2)
        first = _u16(blob, start + 16 + (segments + number) * 2)
        found.update(range(first, last + 1))
    return found - {0xFFFF}
