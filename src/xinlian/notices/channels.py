"""The ways out of the house: short messages through the people's sender, WeChat through a class that settings name.

Nobody knows yet whom a union reaches on WeChat. So the class says it itself, and we store no account of anybody.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from django.conf import settings


class WeChat(Protocol):
    """A union's way to people on WeChat."""

    def accounts(self, people: Sequence[int]) -> dict[int, str]:
        """The account (openid or another name) of those of these people (by id) who can be reached."""

    def send(self, account: str, title: str, text: str, url: str) -> None:
        """Send to one account; `url` is absolute or empty.

        Raises OSError when nothing left the house; TimeoutError or a ConnectionError when that is not known.
        """


def wechat() -> WeChat | None:
    """The class that settings name, or None: then nothing is written for WeChat."""
    if not settings.WECHAT_SENDER:
        return None
    module, _, name = settings.WECHAT_SENDER.rpartition(".")
    return cast(WeChat, getattr(import_module(module), name)())


def open_channels() -> tuple[str, ...]:
    """The channels that exist in this installation."""
    return ("sms", "wechat") if settings.WECHAT_SENDER else ("sms",)
