"""What the desk sees of what people were told: numbers by kind and day, never whose."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate
from django.utils import translation

from xinlian.notices import rules
from xinlian.notices.kinds import NoticeKind
from xinlian.notices.models import Delivery, Notice
from xinlian.people.scope import DESK, Viewer, scope

STATES = tuple(state for state, _words in Delivery.STATES)
LANGUAGES = ("zh-hans", "en")


def _notices(viewer: Viewer, since: datetime.datetime) -> "QuerySet[Notice]":
    return scope(viewer, Notice.objects.filter(made_at__gte=since), DESK).order_by()


def _deliveries(viewer: Viewer, since: datetime.datetime) -> "QuerySet[Delivery]":
    return scope(viewer, Delivery.objects.filter(notice__made_at__gte=since), DESK).order_by()


def _counted(notices: "QuerySet[Notice]", sent: "QuerySet[Delivery]", group: str, via: str) -> list[dict[str, Any]]:
    """[{group, told, read, parts, and how many deliveries are in each state}]."""
    rows: dict[Any, dict[str, Any]] = {}
    for found in notices.values(group).annotate(told=Count("id"), read=Count("read_at")):
        rows[found[group]] = {**dict.fromkeys((*STATES, "parts"), 0), **found}
    for found in sent.values(via).annotate(parts=Sum("parts"), **_states()):
        rows[found.pop(via)].update(found)
    return list(rows.values())


def _states() -> dict[str, Count]:
    return {state: Count("id", filter=Q(state=state)) for state in STATES}


def by_kind(viewer: Viewer, since: datetime.datetime) -> list[dict[str, Any]]:
    """Each kind that somebody was told since a moment: {kind, told, read, waiting, sent, ...}; two queries."""
    rows = _counted(_notices(viewer, since), _deliveries(viewer, since), "kind", "notice__kind")
    return sorted(rows, key=lambda row: (-row["failed"] - row["lost"], -row["told"], row["kind"]))


def by_day(viewer: Viewer, kind: str, since: datetime.datetime) -> list[dict[str, Any]]:
    """The same for one kind by the day on which it was told, the newest first."""
    notices = _notices(viewer, since).filter(kind=kind).annotate(day=TruncDate("made_at"))
    sent = _deliveries(viewer, since).filter(notice__kind=kind).annotate(day=TruncDate("notice__made_at"))
    return sorted(_counted(notices, sent, "day", "day"), key=lambda row: row["day"], reverse=True)


def reasons(viewer: Viewer, kind: str, now: datetime.datetime) -> list[dict[str, Any]]:
    """Why messages of one kind did not go, of the week that may be sent again: {state, code, count}."""
    rows = _deliveries(viewer, now - rules.LATEST).filter(notice__kind=kind, state__in=("failed", "lost"))
    found = rows.values("state", "code").annotate(count=Count("id")).order_by("state", "-count")
    return [dict(row) for row in found]


def trouble(viewer: Viewer, now: datetime.datetime) -> int:
    """How many messages of the last week did not go or are lost."""
    return _deliveries(viewer, now - rules.LATEST).filter(state__in=("failed", "lost")).count()


def previews(kind: NoticeKind) -> Iterator[dict[str, Any]]:
    """A kind as people read it, in each language: {language, title, body, text, length, parts}."""
    for language in LANGUAGES:
        with translation.override(language):
            title, body = kind.preview()
            text = rules.short_message(settings.SMS_SIGNATURE, body, "")
        yield {
            "language": language,
            "title": title,
            "body": body,
            "text": text if "sms" in kind.channels else "",
            "length": rules.length(text),
            "parts": rules.parts(text),
        }
