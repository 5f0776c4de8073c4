"""Copies what pages carry from npm out of node_modules: Leaflet and ZXing to static files, icons beside the templates."""

import hashlib
import re
import shutil
from pathlib import Path

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static" / "vendor"
ICONS = HERE / "icons"
STAMP = ".copied"
SOURCE_MAP = re.compile(rb"\s*(//[#@]\s*sourceMappingURL=\S+|/\*[#@]\s*sourceMappingURL=.*?\*/)\s*$")

ZXING = {
    "dist/iife/reader/index.js": "reader.js",
    "dist/reader/zxing_reader.wasm": "zxing_reader.wasm",
    "LICENSE": "LICENSE",
}
LEAFLET = ("leaflet.js", "leaflet.css", "images")


def copy(node_modules: Path) -> str:
    """Copy when npm's packages changed; a line that says so, or nothing. Icons are inlined, so not static files."""
    versions = _versions(node_modules)
    if all(_stamped(folder, versions) for folder in (STATIC, ICONS)):
        return ""
    for name in LEAFLET:
        _copy(node_modules / "leaflet" / "dist" / name, STATIC / "leaflet" / name)
    _copy(node_modules / "leaflet" / "LICENSE", STATIC / "leaflet" / "LICENSE")
    for source, target in ZXING.items():
        _copy(node_modules / "zxing-wasm" / source, STATIC / "zxing" / target)
    _copy(node_modules / "lucide-static" / "icons", ICONS)
    _copy(node_modules / "lucide-static" / "LICENSE", ICONS / "LICENSE")
    for folder in (STATIC, ICONS):
        (folder / STAMP).write_text(versions)
    return "copied Leaflet, ZXing and icons from npm"


def without_source_map(content: bytes) -> bytes:
    """The file without the last line that points browsers at a source map we do not ship."""
    return SOURCE_MAP.sub(b"\n", content)


def _versions(node_modules: Path) -> str:
    found = hashlib.sha256(Path(__file__).read_bytes())
    for name in ("leaflet", "lucide-static", "zxing-wasm"):
        found.update((node_modules / name / "package.json").read_bytes())
    return found.hexdigest()


def _stamped(folder: Path, versions: str) -> bool:
    stamp = folder / STAMP
    return stamp.exists() and stamp.read_text() == versions


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        if target.exists():
            shutil.rmtree(target)
        shutil.copytree(source, target)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    content = source.read_bytes()
    target.write_bytes(without_source_map(content) if source.suffix in (".js", ".css") else content)
