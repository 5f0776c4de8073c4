"""What somebody finds in their inbox and among their settings."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

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
    """What one may switch on and off: {kind, title, must, channels: [{channel, value, on}]}.

    Kinds that leave the house, those for some only where this person has met them.
    """
    met = set(inbox(person).order_by().values_list("kind", flat=True).distinct())
    off = set(Mute.objects.filter(person=person).values_list("kind", "channel"))
    return [
        {"kind": kind, "title": kind.called, "must": kind.must, "channels": _channels(kind, off)}
        for kind in kinds().values()
        if (kind.everyone or kind.code in met) and set(kind.sendable) & set(open_channels())
    ]


def _channels(kind: NoticeKind, off: set[tuple[str, str]]) -> list[dict[str, Any]]:
    return [
        {"channel": channel, "value": f"{kind.code}:{channel}", "on": kind.must or (kind.code, channel) not in off}
        for channel in open_channels()
        if channel in kind.sendable
    ]
