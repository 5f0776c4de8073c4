"""Files that somebody brings, as they lie on disk until they are read."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from xinlian.rows.refusals import Refused
from xinlian.sheets.reader import FILE_BYTES


def store(path: Path, pieces: Iterable[bytes], limit: int = FILE_BYTES) -> str:
    """Write the pieces and answer their SHA-256; nothing stays of a file above `limit` bytes: Refused file_too_big."""
    path.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    path.touch(mode=0o600)
    with path.open("wb") as file:
        for piece in pieces:
            size += len(piece)
            if size > limit:
                break
            digest.update(piece)
            file.write(piece)
    if size > limit:
        path.unlink()
        raise Refused("file_too_big", {"megabytes": f"{size / 1048576:.0f}", "limit": limit // 1048576})
    return digest.hexdigest()
