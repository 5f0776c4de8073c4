"""What the worker does with the outbox. Several may send at once: each message is claimed by one UPDATE.

Between the claim and the word that it is sent lies the gateway. Who dies there leaves the row in `sending`, and since
nobody can know whether it left, it becomes `lost` and is never sent again by itself.
"""

import datetime
import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation

from xinlian.notices import rules
from xinlian.notices.channels import wechat
from xinlian.notices.kinds import kinds
from xinlian.notices.models import Delivery, Notice
from xinlian.people import sms

log = logging.getLogger(__name__)

BATCH = 50
SECONDS = 50.0  # then the worker looks for other work, and comes back within a minute
Now = Callable[[], datetime.datetime]


def send_what_waits(now: Now = timezone.now, seconds: float = SECONDS) -> int:
    """Send what is due, urgent first, until nothing is or the time is over; how many went."""
    went, until = 0, time.monotonic() + seconds
    while waiting := _waiting(now()):
        for pk in waiting:
            if time.monotonic() > until:
                return went
            went += _send_one(pk, now)
    return went


def _waiting(at: datetime.datetime) -> list[int]:
    """The next to go. In quiet hours only what is urgent, also of what should have gone before they began."""
    rows = Delivery.objects.filter(state="waiting", due_at__lte=at)
    if settings.QUIET_HOURS.holds(timezone.localtime(at).time()):
        rows = rows.filter(urgent=True)
    return list(rows.order_by("-urgent", "due_at").values_list("pk", flat=True)[:BATCH])


def _send_one(pk: int, now: Now) -> bool:
    """Claim one, send it, write down what became of it; whether it went."""
    at = now()
    with transaction.atomic(durable=True):  # the claim must stand before anything leaves
        claim = Delivery.objects.filter(pk=pk, state="waiting", due_at__lte=at)
        if not claim.update(state="sending", claimed_at=at, tries=F("tries") + 1):
            return False
    delivery = Delivery.objects.select_related("notice__person").get(pk=pk)
    missing = _missing(delivery)
    if missing:
        _put(delivery, state="failed", code=missing)
        return False
    try:
        parts = _hand_over(delivery)
    except Exception as error:
        _not_sent(delivery, error, now())
        return False
    _put(delivery, state="sent", sent_at=now(), parts=parts, code="")
    return True


def _missing(delivery: Delivery) -> str:
    """Why this cannot be sent at all, by a stable code; empty when it can."""
    person = delivery.notice.person
    if not person.is_active:
        return "person_gone"
    if delivery.notice.kind not in kinds():
        return "kind_gone"
    if delivery.channel == "sms" and not person.phone:
        return "no_phone"
    return ""


def _hand_over(delivery: Delivery) -> int:
    """Give it to the gateway; how many short messages it was."""
    notice, person = delivery.notice, delivery.notice.person
    with translation.override(rules.language(person.languages)):
        title, body = kinds()[notice.kind].said(notice.facts)
    link = settings.SITE_URL + notice.url if notice.url else ""
    if delivery.channel == "sms":
        text = rules.short_message(settings.SMS_SIGNATURE, body, link)
        sms.sender().send(str(person.phone), text)
        return rules.parts(text)
    return _hand_to_wechat(notice, title, body, link)


def _hand_to_wechat(notice: Notice, title: str, body: str, link: str) -> int:
    sender = wechat()
    account = sender.accounts([notice.person_id]).get(notice.person_id) if sender else None
    if sender is None or not account:
        raise OSError("nobody to send to on WeChat")
    sender.send(account, title, body, link)
    return 0


def _not_sent(delivery: Delivery, error: Exception, at: datetime.datetime) -> None:
    """Try again later, or give up; what may have left is lost at once. The log names no number and no text."""
    log.warning("a notice was not sent", extra={"delivery": str(delivery.uid), "error": type(error).__name__})
    if rules.may_have_left(error):
        _put(delivery, state="lost", code="no_answer" if isinstance(error, OSError) else "gateway_broke")
        return
    later = rules.again(at, delivery.tries)
    if later is None:
        _put(delivery, state="failed", code="gateway_refused")
        return
    due_at = rules.due(timezone.localtime(later), settings.QUIET_HOURS, delivery.urgent)
    _put(delivery, state="waiting", due_at=due_at, code="gateway_refused")


def _put(delivery: Delivery, **values: object) -> None:
    """Write what became of one's own claim, also when it was called lost meanwhile: now it is known."""
    mine = Delivery.objects.filter(pk=delivery.pk, claimed_at=delivery.claimed_at, state__in=("sending", "lost"))
    mine.update(**values)


def call_lost(at: datetime.datetime) -> int:
    """What a worker that is gone was sending: nobody knows whether it left; how many."""
    stuck = Delivery.objects.filter(state="sending", claimed_at__lt=at - rules.ENDED_AFTER)
    return stuck.update(state="lost", code="worker_ended")
