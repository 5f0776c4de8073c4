"""Senders of short messages. The console prints; a real gateway is a class with the same `send`."""

import sys
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings

CONSOLE = "xinlian.people.sms.Console"


class Sender(Protocol):
    """Sends one short message to one number."""

    def send(self, phone: str, text: str) -> None:
        """Send, or raise OSError when it cannot be sent."""


class Console:
    """Prints to the terminal of whoever runs the server; for trying out, refused in production."""

    def send(self, phone: str, text: str) -> None:
        """Print the message with the number masked but for its end."""
        if settings.PRODUCTION:
            raise OSError("XINLIAN_SMS_SENDER names no gateway: codes are not printed in production")
        print(f"SMS …{phone[-4:]}: {text}", file=sys.stderr, flush=True)


def sender() -> Sender:
    """The sender that settings name."""
    module, _, name = settings.SMS_SENDER.rpartition(".")
    return cast(Sender, getattr(import_module(module), name)())


def printed() -> bool:
    """Whether messages go to the terminal and nowhere else."""
    return bool(settings.SMS_SENDER == CONSOLE)


def ready() -> bool:
    """Whether a code can reach a phone (or, while trying out, the terminal)."""
    return not (settings.PRODUCTION and printed())
