"""What people can be told: each room lists its kinds in `notice_texts.NOTICES`."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Literal

from django.apps import apps
from django.utils.functional import Promise

from xinlian.rows.days import day_time_words, day_words

Text = str | Promise
Channel = Literal["inbox", "sms", "wechat"]
KEEP_DAYS = 180
DAY_LETTERS = len("2026-05-07")


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind of news. `title` and `body` hold %(name)s for each fact; both are lazy, in both languages.

    `moments`: facts that are a day or a moment in ISO form, said as people say them.
    `channels`: the inbox always; "sms" and "wechat" where it is worth disturbing somebody. `urgent`: also at night.
    `must`: cannot be switched off. `keep_days`: at most 180. `words`: for a fact that is a code, its words.
    `example`: facts for the preview on the desk. `name`: what lists call it, else its title with the example.
    `everyone`: False where only some ever meet it, so that others do not find it among their settings.
    """

    code: str
    title: Text
    body: Text
    channels: tuple[Channel, ...] = ("inbox",)
    urgent: bool = False
    keep_days: int = KEEP_DAYS
    must: bool = False
    words: Mapping[str, Mapping[str, Text]] = field(default_factory=dict)
    moments: tuple[str, ...] = ()
    example: Mapping[str, object] = field(default_factory=dict)
    name: Text = ""
    everyone: bool = True

    @property
    def sendable(self) -> tuple[Channel, ...]:
        """The channels that leave the house."""
        return tuple(channel for channel in self.channels if channel != "inbox")

    @property
    def called(self) -> str:
        """What this kind is called in lists."""
        return str(self.name) or self.preview()[0]

    def said(self, facts: Mapping[str, object]) -> tuple[str, str]:
        """Title and body in the active language. Raises KeyError when a fact is missing."""
        return self._filled({name: self._word(name, value) for name, value in facts.items()})

    def recalled(self, facts: Mapping[str, object]) -> tuple[str, str]:
        """The same, with dots for a fact that is not known."""
        return self._filled(_Dots({name: self._word(name, value) for name, value in facts.items()}))

    def preview(self) -> tuple[str, str]:
        """Title and body as they look with the example."""
        return self.recalled(self.example)

    def _filled(self, words: Mapping[str, str]) -> tuple[str, str]:
        return str(self.title) % words, str(self.body) % words

    def _word(self, name: str, value: object) -> str:
        if name in self.moments and value:
            return moment_words(str(value))
        words = self.words.get(name)
        return str(words.get(str(value), value) if words else value)


def moment_words(iso: str) -> str:
    """A day or a moment in the active language and the union's time. Raises ValueError for anything else."""
    if len(iso) == DAY_LETTERS:
        return day_words(datetime.date.fromisoformat(iso))
    return day_time_words(datetime.datetime.fromisoformat(iso))


class _Dots(dict[str, str]):
    """Facts of which some are not known yet."""

    def __missing__(self, name: str) -> str:
        return "……"


@lru_cache(maxsize=1)
def kinds() -> dict[str, NoticeKind]:
    """All kinds of all rooms by code, in the order of the house."""
    found: dict[str, NoticeKind] = {}
    for app in apps.get_app_configs():
        if app.name.startswith("xinlian.") and find_spec(f"{app.name}.notice_texts"):
            for kind in import_module(f"{app.name}.notice_texts").NOTICES:
                assert kind.code not in found, f"two kinds of notices are called {kind.code}"
                assert 0 < kind.keep_days <= KEEP_DAYS, f"{kind.code}: the privacy page promises {KEEP_DAYS} days"
                found[kind.code] = kind
    return found


def called(code: str) -> str:
    """What a kind is called; the code itself of a kind that is no more."""
    kind = kinds().get(code)
    return kind.called if kind else code


def said(code: str, facts: Mapping[str, object]) -> tuple[str, str]:
    """Title and body of what was once told, also when its kind is no more or its text asks for more by now."""
    kind = kinds().get(code)
    return kind.recalled(facts) if kind else (code, "")
