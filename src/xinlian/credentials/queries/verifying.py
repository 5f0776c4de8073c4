"""What anybody may know of a pass that lies before them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from xinlian.credentials.models import Level, Trade, WorkPass
from xinlian.credentials.queries import trust
from xinlian.credentials.queries.addresses import pass_host
from xinlian.credentials.rules.states import LISTED
from xinlian.engines.seals import claims, sign1
from xinlian.engines.seals.check import BARRED
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.text import PATH, token_of
from xinlian.engines.seals.trust import PASS, demand_window


@dataclass(frozen=True, slots=True)
class Verified:
    """A pass: the outcome as a gate would say it, why, and what it says itself; nothing of it when it is no pass."""

    outcome: str
    why: str
    name: str = ""
    issuer: str = ""
    trades: tuple[tuple[str, str], ...] = ()
    begins_at: datetime.datetime | None = None
    ends_at: datetime.datetime | None = None


def by_letters(letters: str, now: datetime.datetime) -> Verified:
    """By the letters of a square code's address, which leads to this site."""
    try:
        token = token_of(f"https://{pass_host()}{PATH}{letters}", (pass_host().lower(),))
    except SealError as error:
        return Verified("refused", error.code)
    return by_token(token, now)


def by_code(code: str, now: datetime.datetime) -> Verified | None:
    """By the short code; None for one that was never given."""
    row = WorkPass.objects.filter(code=code).only("token").first()
    return by_token(bytes(row.token), now) if row else None


def by_token(token: bytes, now: datetime.datetime) -> Verified:
    """The signature first, then how it stands in the books at this moment."""
    trusted = trust.trusted()
    if trusted is None:
        return Verified("undecided", "no_bundle")
    try:
        message = sign1.parse(token)
        key = trusted.open(message, PASS)
        said = claims.read(message.payload)
        demand_window(key, said.issued)
    except SealError as error:
        return Verified("refused", error.code)
    row = WorkPass.objects.filter(number=said.number.hex()).only("state").first()
    outcome, why = _stands(row.state if row else "", said, int(now.timestamp()))
    return Verified(outcome, why, said.name, key.issuer, words(said.trades), _at(said.not_before), _at(said.expires))


def _stands(state: str, said: claims.Pass, now: int) -> tuple[str, str]:
    if not state:
        return "refused", "not_in_books"
    if LISTED[state]:
        return "barred", BARRED[LISTED[state]]
    if now >= said.expires:
        return "expired", "over"
    return ("expired", "not_begun") if now < said.not_before else ("valid", "")


def words(trades: Sequence[Sequence[int]]) -> tuple[tuple[str, str], ...]:
    """Trades and levels by their codes, in the active language; the code itself where it is not known."""
    names, levels = _names(Trade, {one[0] for one in trades}), _names(Level, {one[1] for one in trades})
    return tuple((names.get(one[0], str(one[0])), levels.get(one[1], "")) for one in trades)


def _names(model: type[Trade] | type[Level], codes: set[int]) -> dict[int, str]:
    field = "name_en" if (get_language() or "zh").startswith("en") else "name"
    return dict(model.objects.filter(code__in=codes).values_list("code", field))


def _at(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
