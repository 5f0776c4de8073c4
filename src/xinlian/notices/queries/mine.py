"""What somebody finds in their inbox and among their settings."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from xinlian.notices.channels import open_channels
from xinlian.notices.kinds import NoticeKind, kinds, said
from xinlian.notices.models import Mute, Notice
from xinlian.people.models import Person


def inbox(person: Person) -> "QuerySet[Notice]":
    """One's own notices, the newest first."""
    return Notice.objects.filter(person=person)


def unread(person: Person) -> int:
    """How many wait to be read."""
    return inbox(person).filter(read_at=None).count()


def newest_unread(person: Person) -> dict[str, Any] | None:
    """The newest that waits to be read, as the home page shows it."""
    return next(iter(shown(inbox(person).filter(read_at=None)[:1])), None)


def shown(notices: Iterable[Notice]) -> list[dict[str, Any]]:
    """Each as the inbox shows it, in the language of whoever looks: {notice, title, body}."""
    rows = []
    for notice in notices:
        title, body = said(notice.kind, notice.facts)
        rows.append({"notice": notice, "title": title, "body": body})
    return rows


def choices(person: Person) -> list[dict[str, Any]]:
    """What one may switch on and off: {title, must, options: [("kind:channel", words, icon)], on: [...]}.

    Kinds that leave the house, those for some only where this person has met them.
    """
    met = set(inbox(person).order_by().values_list("kind", flat=True).distinct())
    off = set(Mute.objects.filter(person=person).values_list("kind", "channel"))
    return [
        {"title": kind.called, "must": kind.must, "options": _options(kind), "on": _on(kind, off)}
        for kind in kinds().values()
        if (kind.everyone or kind.code in met) and set(kind.sendable) & set(open_channels())
    ]


def _options(kind: NoticeKind) -> list[tuple[str, str, str]]:
    words = {"sms": (_("发短信"), "smartphone"), "wechat": (_("发微信"), "message-square")}
    return [(f"{kind.code}:{channel}", *words[channel]) for channel in open_channels() if channel in kind.sendable]


def _on(kind: NoticeKind, off: set[tuple[str, str]]) -> list[str]:
    return [f"{kind.code}:{channel}" for channel in kind.sendable if (kind.code, channel) not in off]
