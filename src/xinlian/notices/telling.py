"""Telling people something, within the action that gave the reason; nothing leaves the house here."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from xinlian.notices import rules
from xinlian.notices.channels import wechat
from xinlian.notices.kinds import NoticeKind, kinds
from xinlian.notices.models import Delivery, Mute, Notice
from xinlian.notices.tasks import send_waiting
from xinlian.people.models import Person

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class To:
    """One of many who are told, with what is said to them alone; an empty `url` leaves that of all."""

    person: Person
    facts: Mapping[str, object] = field(default_factory=dict)
    url: str = ""


def tell(
    *,
    to: Person,
    kind: str,
    facts: Mapping[str, object],
    key: str,
    url: str = "",
    by: Person | None,
    at: datetime.datetime,
) -> bool:
    """Tell one person once: whether it is news. The caller's journal line says who acted.

    Raises KeyError for a kind or a fact that is missing, ValueError for an address elsewhere.
    """
    return tell_many(to=[to], kind=kind, facts=facts, key=key, url=url, by=by, at=at) == 1


@transaction.atomic
def tell_many(
    *,
    to: Iterable[Person | To],
    kind: str,
    facts: Mapping[str, object],
    key: str,
    url: str = "",
    by: Person | None,
    at: datetime.datetime,
) -> int:
    """Tell many, each once for a key; to how many it is news. Reads `to` in chunks, so give an iterator of 100,000.

    Of each person only id, union_path, shard, is_active and phone_key are read. Who acts (`by`) is looking at the
    screen already and gets it in the inbox only.
    """
    about, told, soon = kinds()[kind], 0, False
    people = iter(to)
    while chunk := [_to(one, facts, url) for one in islice(people, CHUNK)]:
        made = _write([one for one in chunk if one.person.is_active], about, key, at)
        told += len(made)
        soon |= _address(made, about, by, at)
    if soon:
        send_waiting.enqueue()
    return told


def _to(one: Person | To, facts: Mapping[str, object], url: str) -> To:
    one = To(one.person, {**facts, **one.facts}, one.url or url) if isinstance(one, To) else To(one, facts, url)
    if one.url and not url_has_allowed_host_and_scheme(one.url, None):
        # SQLite would leave such a row out without a word, where a key that is there already is left out.
        raise ValueError(f"a notice leads to this site only, not to {one.url}")
    return one


def _write(chunk: list[To], kind: NoticeKind, key: str, at: datetime.datetime) -> list[tuple[Notice, Person]]:
    """The notices that are new. A fact that the text needs and nobody gave is found here, not by the worker."""
    rows = {}
    for one in chunk:
        kind.said(one.facts)
        notice = Notice(person=one.person, kind=kind.code, key=key, facts=dict(one.facts), url=one.url, made_at=at)
        notice.union_path, notice.shard = one.person.union_path, one.person.shard
        rows[notice.pk] = (notice, one.person)
    Notice.objects.bulk_create([notice for notice, _person in rows.values()], ignore_conflicts=True)
    return [rows[pk] for pk in Notice.objects.filter(pk__in=rows).values_list("pk", flat=True)]


def _address(made: list[tuple[Notice, Person]], kind: NoticeKind, by: Person | None, at: datetime.datetime) -> bool:
    """Put on its way what leaves the house; whether some of it may go now."""
    others = [(notice, person) for notice, person in made if by is None or person.pk != by.pk]
    ways = list(_ways(others, kind)) if kind.sendable else []
    muted = _muted([person for _notice, person in others], kind) if ways and not kind.must else set()
    due_at = rules.due(timezone.localtime(at), settings.QUIET_HOURS, kind.urgent)
    rows = [
        Delivery(
            notice=notice,
            channel=channel,
            urgent=kind.urgent,
            due_at=due_at,
            union_path=notice.union_path,
            shard=notice.shard,
        )
        for notice, person, channel in ways
        if (person.pk, channel) not in muted
    ]
    Delivery.objects.bulk_create(rows)
    return bool(rows) and due_at <= at


def _ways(made: list[tuple[Notice, Person]], kind: NoticeKind) -> Iterator[tuple[Notice, Person, str]]:
    """Each notice with each channel by which its person can be reached."""
    if "sms" in kind.sendable:
        yield from ((notice, person, "sms") for notice, person in made if person.phone_key)
    sender = wechat() if "wechat" in kind.sendable and made else None
    if sender is not None:
        reached = sender.accounts([person.pk for _notice, person in made])
        yield from ((notice, person, "wechat") for notice, person in made if reached.get(person.pk))


def _muted(people: list[Person], kind: NoticeKind) -> set[tuple[int, str]]:
    rows = Mute.objects.filter(kind=kind.code, person__in=[person.pk for person in people])
    return set(rows.values_list("person_id", "channel"))
