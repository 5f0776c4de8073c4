"""Kinds of notices that only tests tell, and ways out that write into a file."""

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings

from xinlian.notices.kinds import NoticeKind

TRIP = NoticeKind(
    code="tests.trip",
    name="疗休养",
    title="您中签了：%(trip)s",
    body="您中签了“%(trip)s”，请在三天内确认。",
    channels=("inbox", "sms", "wechat"),
    example={"trip": "试验线路"},
)
ALARM = NoticeKind(
    code="tests.alarm", title="停水", body="今晚停水。", channels=("inbox", "sms"), urgent=True, must=True, keep_days=3
)
KINDS = {kind.code: kind for kind in (TRIP, ALARM)}


def sent_file() -> Path:
    """Where the gateways below write what left the house."""
    return Path(settings.DATA) / "sent.txt"


def sent() -> list[list[str]]:
    """What left, as [[number or account, text, ...]]."""
    file = sent_file()
    return [line.split("\t") for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def _write(*words: str) -> None:
    with sent_file().open("a", encoding="utf-8") as file:
        file.write("\t".join(words) + "\n")


class Gateway:
    """Writes down each message. A file `die` in the data folder ends the process right after the next one left."""

    def send(self, phone: str, text: str) -> None:
        """Write, and take a moment as a network does."""
        _write(phone, text)
        die = Path(settings.DATA) / "die"
        try:
            die.unlink()
        except FileNotFoundError:
            time.sleep(0.005)
        else:
            os.kill(os.getpid(), signal.SIGKILL)


class Shut:
    """Nothing ever leaves."""

    def send(self, phone: str, text: str) -> None:
        """Refuse."""
        raise ConnectionRefusedError


class Mute:
    """Takes the message and never answers."""

    def send(self, phone: str, text: str) -> None:
        """Write, then let the line time out."""
        _write(phone, text)
        raise TimeoutError


class Broken:
    """A fault in the program of the gateway."""

    def send(self, phone: str, text: str) -> None:
        """Fail in a way that nobody foresaw."""
        raise ZeroDivisionError


class Friends:
    """Reaches on WeChat whoever has an even id."""

    def accounts(self, people: Sequence[int]) -> dict[int, str]:
        """Their accounts."""
        return {pk: f"wx{pk}" for pk in people if pk % 2 == 0}

    def send(self, account: str, title: str, text: str, url: str) -> None:
        """Write."""
        _write(account, title, text, url)
