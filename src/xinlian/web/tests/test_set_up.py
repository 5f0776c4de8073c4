"""Files from npm are copied without source maps; translations are compiled when stale and only then."""

import gettext
import os
from pathlib import Path

import pytest

from xinlian.web import translations, vendor


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (b"let a\n//# sourceMappingURL=a.js.map", b"let a\n"),
        (b"a{}\n/*# sourceMappingURL=a.css.map */\n", b"a{}\n"),
        (b"let a = 'sourceMappingURL=b'\n", b"let a = 'sourceMappingURL=b'\n"),
    ],
)
def test_source_maps_are_stripped(given: bytes, kept: bytes) -> None:
    assert vendor.without_source_map(given) == kept


def test_packages_are_copied_once_and_again_when_they_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    modules = tmp_path / "node_modules"
    for name, text in {
        "leaflet/package.json": "1",
        "leaflet/LICENSE": "BSD",
        "leaflet/dist/leaflet.js": "L\n//# sourceMappingURL=leaflet.js.map",
        "leaflet/dist/leaflet.css": "a{}",
        "leaflet/dist/images/layers.png": "png",
        "zxing-wasm/package.json": "1",
        "zxing-wasm/LICENSE": "MIT",
        "zxing-wasm/dist/iife/reader/index.js": "Z",
        "zxing-wasm/dist/reader/zxing_reader.wasm": "wasm",
        "lucide-static/package.json": "1",
        "lucide-static/LICENSE": "ISC",
        "lucide-static/icons/map.svg": "<svg></svg>",
    }.items():
        (modules / name).parent.mkdir(parents=True, exist_ok=True)
        (modules / name).write_text(text)
    monkeypatch.setattr(vendor, "STATIC", tmp_path / "static")
    monkeypatch.setattr(vendor, "ICONS", tmp_path / "icons")
    assert vendor.copy(modules) != ""
    assert (tmp_path / "static/leaflet/leaflet.js").read_text() == "L\n"
    assert (tmp_path / "static/leaflet/images/layers.png").read_text() == "png"
    assert (tmp_path / "icons/map.svg").exists()
    assert vendor.copy(modules) == ""
    (modules / "leaflet/package.json").write_text("2")
    assert vendor.copy(modules) != ""


def test_translations_are_compiled_when_stale(tmp_path: Path) -> None:
    po = tmp_path / "room" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "您好"\nmsgstr "Hello"\n')
    assert translations.compile_stale(tmp_path) == "compiled 1 translation files"
    with po.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("您好") == "Hello"
    assert translations.compile_stale(tmp_path) == ""
    newer = po.stat().st_mtime + 10
    os.utime(po, (newer, newer))
    assert translations.compile_stale(tmp_path) != ""
