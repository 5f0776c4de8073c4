"""A second look at a video, and a still of it, with ffprobe and ffmpeg where the machine has them."""

import io
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

from xinlian.places.clips import SECONDS, NotAClip
from xinlian.places.pictures import written

TIMEOUT_SECONDS = 20


def look(data: bytes) -> dict[str, bytes]:
    """Files of a still by ending; none without ffmpeg. Raises NotAClip when ffprobe disagrees with the boxes."""
    ffprobe, ffmpeg = shutil.which("ffprobe"), shutil.which("ffmpeg")
    if not ffprobe and not ffmpeg:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "clip.mp4"
        file.write_bytes(data)
        if ffprobe:
            _probe(ffprobe, file)
        return _still(ffmpeg, file) if ffmpeg else {}


def _probe(ffprobe: str, file: Path) -> None:
    asked = ["-v", "error", "-show_streams", "-show_format", "-of", "json", str(file)]
    answer = _run([ffprobe, *asked])
    found = json.loads(answer or b"{}")
    kinds = {
        stream["codec_type"]: stream["codec_name"] for stream in found.get("streams", ()) if "codec_name" in stream
    }
    if kinds.get("video") != "h264" or kinds.get("audio", "aac") != "aac":
        raise NotAClip("not_h264")
    if float(found["format"]["duration"]) > SECONDS:
        raise NotAClip("too_long")


def _still(ffmpeg: str, file: Path) -> dict[str, bytes]:
    """The frame after half a second (the first of shorter ones), in the sizes of photos."""
    picture = _run(
        [
            ffmpeg,
            "-v",
            "error",
            "-i",
            str(file),
            "-vf",
            "thumbnail=12",
            "-frames:v",
            "1",
            "-f",
            "image2pipe",
            "-c:v",
            "png",
            "-",
        ]
    )
    if not picture:
        raise NotAClip("broken")
    with Image.open(io.BytesIO(picture), formats=("PNG",)) as image:
        return {f"-{edge}.{ending}": data for (edge, ending), data in written(image.convert("RGB")).items()}


def _run(command: list[str]) -> bytes:
    """What it printed; nothing when it failed. NotAClip("broken") when it never ends."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT_SECONDS, check=False)  # noqa: S603 (found on this machine, no shell)
    except subprocess.TimeoutExpired as slow:
        raise NotAClip("broken") from slow
    return done.stdout if done.returncode == 0 else b""
