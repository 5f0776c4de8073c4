"""What goes out to systems of others: written with the act that gave cause, sent after it, in order, until it is taken."""

import datetime
import json
import time

from django.db.models import Q

from xinlian.credentials import hooks
from xinlian.credentials.models import Listener, Telling, WorkPass
from xinlian.credentials.queries import interface
from xinlian.credentials.rules import listening as rules

BUSY = datetime.timedelta(minutes=5)
AT_ONCE, SECONDS = 50, 20  # of one listener in one go: so many, or so long
KEEP = datetime.timedelta(days=30)


def note(work_pass: WorkPass, event: str, at: datetime.datetime) -> int:
    """Write down for each listener how a pass stands after an act; part of the caller's transaction; how many."""
    told = interface.listeners_of(work_pass)
    if not told:
        return 0
    data = interface.snapshot(work_pass, at)
    body = json.dumps({"type": event, "timestamp": at.isoformat(), "data": data}, ensure_ascii=False)
    owned = {"union_path": work_pass.union_path, "shard": work_pass.shard}
    rows = [Telling(listener=one, work_pass=work_pass, body=body, made_at=at, next_at=at, **owned) for one in told]
    Telling.objects.bulk_create(rows)
    return len(rows)


def tell_due(at: datetime.datetime) -> int:
    """Tell every listener what waits for it, in the order in which it came to pass; how many things were taken."""
    waiting = Telling.objects.filter(heard_at=None, given_up_at=None, next_at__lte=at).values("listener")
    rows = Listener.objects.filter(pk__in=waiting, blocked_at=None)
    return sum(_tell(one, at) for one in rows.order_by("id") if _mine(one, at))


def clear(at: datetime.datetime) -> int:
    """Forget what was taken, or given up, a month ago; how many."""
    over = Q(heard_at__lt=at - KEEP) | Q(given_up_at__lt=at - KEEP)
    return Telling.objects.filter(over).delete()[0]


def _mine(listener: Listener, at: datetime.datetime) -> bool:
    """Whether no other worker is telling it."""
    free = Q(busy_until=None) | Q(busy_until__lte=at)
    return bool(Listener.objects.filter(free, pk=listener.pk).update(busy_until=at + BUSY))


def _tell(listener: Listener, at: datetime.datetime) -> int:
    """One after the other; what fails holds up what comes after it, so that nothing old arrives after something new."""
    taken = 0
    secret: str = listener.secret or ""
    began = time.monotonic()
    todo = listener.tellings.filter(heard_at=None, given_up_at=None).order_by("made_at", "id")
    for one in todo[:AT_ONCE]:
        if one.next_at > at or time.monotonic() - began > SECONDS:
            break
        heard, answer = hooks.send(listener.address, secret, one.uid, at, one.body)
        if not heard:
            _failed(one, answer, at)
            break
        taken += 1
        Telling.objects.filter(pk=one.pk).update(heard_at=at, tries=one.tries + 1, answer=answer)
        Listener.objects.filter(pk=listener.pk).update(heard_at=at)
    Listener.objects.filter(pk=listener.pk).update(busy_until=None)
    return taken


def _failed(one: Telling, answer: str, at: datetime.datetime) -> None:
    pause = rules.wait(one.tries + 1)
    changed = {"next_at": at + pause} if pause else {"given_up_at": at}
    Telling.objects.filter(pk=one.pk).update(tries=one.tries + 1, answer=answer[:80], **changed)
