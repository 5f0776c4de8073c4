"""Sending codes to phones and taking them back."""

import datetime
import hmac
import secrets
import uuid

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language

from xinlian.journal.actions import record
from xinlian.people import rules, sms
from xinlian.people.keys import phone_key
from xinlian.people.limits import spend
from xinlian.people.models import Code, Person
from xinlian.people.tasks import send_code
from xinlian.rows.refusals import Refused, demand

DIGITS = 6


@transaction.atomic
def ask_code(*, act: str, phone: str, address: str, by: Person | None, at: datetime.datetime) -> Code:
    """A fresh code on its way to a phone, known or not. Refused: sms_off, code_wait, limit_reached."""
    _demand_sender()
    key = phone_key(phone)
    _hold_back(act, key, address, at)
    code = Code.objects.create(
        act=act,
        person=by,
        phone=phone,
        phone_key=key,
        digits=f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}",
        made_at=at,
        asked_at=at,
        ends_at=at + rules.CODE_STANDS,
    )
    record("code.asked", code, by=by, at=at, act=act)
    send_code.enqueue(code.pk, get_language() or "zh-hans")
    return code


@transaction.atomic
def ask_again(*, code: Code, address: str, by: Person | None, at: datetime.datetime) -> None:
    """The same digits once more, so that a late message is as good as a new one. Refused: see may_send_again."""
    _demand_sender()
    try:
        demand(rules.may_send_again(_state(code), at))
    except Refused as no:
        raise Refused(no.code, {"seconds": rules.seconds_to_wait(code.asked_at, at)}) from no
    _spend(code.phone_key, address, at)
    once = Code.objects.filter(pk=code.pk, sendings=code.sendings)
    if once.update(sendings=F("sendings") + 1, asked_at=at, ends_at=at + rules.CODE_STANDS):
        record("code.asked", code, by=by, at=at, act=code.act)
        send_code.enqueue(code.pk, get_language() or "zh-hans")


def _hold_back(act: str, key: str, address: str, at: datetime.datetime) -> None:
    """Refused while the last code to this phone is fresh, or after too many."""
    last = Code.objects.filter(act=act, phone_key=key).order_by("-asked_at").values_list("asked_at", flat=True).first()
    seconds = rules.seconds_to_wait(last, at)
    if seconds and not sms.printed():
        raise Refused("code_wait", {"seconds": seconds})
    _spend(key, address, at)


def _spend(key: str, address: str, at: datetime.datetime) -> None:
    """Limits protect whoever owns the phone; what is printed on one's own terminal disturbs nobody."""
    if not sms.printed():
        spend(f"code to {key}", rules.PER_PHONE, at)
        spend(f"code from {address}", rules.PER_ADDRESS, at)


def _demand_sender() -> None:
    """Refused "sms_off" where no gateway is set."""
    if not sms.ready():
        raise Refused("sms_off")


@transaction.atomic
def take_code(
    *, ticket: uuid.UUID, act: str, digits: str, by: Person | None, at: datetime.datetime
) -> tuple[Code | None, str]:
    """(the code, "") when the digits are right, now used; else (None or the code, reason).

    Answers instead of raising, since a wrong try must stay counted. Reasons: code_over, code_wrong.
    """
    live = Code.objects.filter(uid=ticket, act=act, used_at=None, tries__lt=rules.TRIES, ends_at__gt=at)
    if not live.update(tries=F("tries") + 1):
        record("code.refused", None, by=by, at=at, act=act, why="code_over")
        return None, "code_over"
    code = Code.objects.get(uid=ticket)
    if not hmac.compare_digest(str(code.digits).encode(), digits.encode()):
        record("code.refused", code, by=by, at=at, act=act, why="code_wrong")
        return code, "code_wrong"
    if not Code.objects.filter(pk=code.pk, used_at=None).update(used_at=at, digits=None):
        return None, "code_over"
    return code, ""


def _state(code: Code) -> rules.CodeState:
    """A code as the rules see it."""
    return rules.CodeState(code.asked_at, code.ends_at, code.sendings, code.tries, code.used_at is not None)
