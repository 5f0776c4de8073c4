"""The form of a backup: a zstd-compressed tar of a manifest, the database, and the files people gave us."""

import hashlib
import json
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import zstandard

from xinlian.web.cli.console import Report
from xinlian.web.cli.exits import Stop

MANIFEST = "manifest.json"
FORM = 1
FOLDERS = ("media", "uploads")  # of the data folder; keys are kept apart on purpose (docs/runbooks/backup.md)
SUFFIX = ".tar.zst"


class Damaged(Stop):
    """The file is no backup of ours, or not whole."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `sha256` names every file in it."""

    form: int
    version: str
    made_at: str
    engine: str
    sha256: dict[str, str]


def write(target: Path, about: dict[str, str], files: dict[str, Path], report: Report) -> Manifest:
    """Write a backup beside its final name and move it there when it is whole."""
    half = target.with_name(target.name + ".half")
    sums = {}
    with zstandard.open(half, "wb") as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        for number, (name, path) in enumerate(files.items(), 1):
            sums[name] = _sum(path)
            tar.add(path, arcname=name, recursive=False, filter=_anonymous)
            report("packing files", number, len(files))
        manifest = Manifest(FORM, about["version"], about["made_at"], about["engine"], sums)
        _add_manifest(tar, manifest, half.parent)
    half.chmod(0o600)
    half.replace(target)
    return manifest


def read(source: Path, target: Path, report: Report) -> Manifest:
    """Unpack into `target` and compare every file with the manifest; raises Damaged."""
    try:
        with _opened(source) as tar:
            for number, member in enumerate(tar, 1):
                _unpack(tar, member, target)
                report("unpacking files", number, 0)
        facts = json.loads((target / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**facts)
    except (zstandard.ZstdError, tarfile.TarError, OSError, ValueError, TypeError, EOFError) as error:
        raise Damaged(f"{source} is not a whole backup of Xinlian ({error}). Nothing was changed") from error
    _compare(source, target, manifest, report)
    return manifest


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    """Write one plain file below `target`. By hand: tarfile's own filters came with later releases of Python 3.11."""
    path = (target / member.name).resolve()
    packed = tar.extractfile(member) if member.isfile() else None
    if packed is None or not path.is_relative_to(target.resolve()):
        raise ValueError(f"{member.name} is no plain file of a backup")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    with packed, path.open("wb") as file:
        shutil.copyfileobj(packed, file)


def _compare(source: Path, target: Path, manifest: Manifest, report: Report) -> None:
    if manifest.form != FORM:
        raise Damaged(f"{source} has form {manifest.form}; this version reads form {FORM}. Nothing was changed")
    for number, (name, expected) in enumerate(manifest.sha256.items(), 1):
        path = target / name
        if not path.is_file() or _sum(path) != expected:
            raise Damaged(f"{source} is damaged: {name} is missing or changed. Nothing was changed")
        report("comparing files", number, len(manifest.sha256))


@contextmanager
def _opened(source: Path) -> Iterator[tarfile.TarFile]:
    with zstandard.open(source, "rb") as packed, tarfile.open(fileobj=packed, mode="r|") as tar:
        yield tar


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _anonymous(info: tarfile.TarInfo) -> tarfile.TarInfo:
    info.uid = info.gid = 0
    info.uname = info.gname = ""
    info.mode = 0o600
    return info


def _add_manifest(tar: tarfile.TarFile, manifest: Manifest, folder: Path) -> None:
    path = folder / f".{MANIFEST}.{manifest.made_at.replace(':', '')}"
    path.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
    try:
        tar.add(path, arcname=MANIFEST, recursive=False, filter=_anonymous)
    finally:
        path.unlink()
