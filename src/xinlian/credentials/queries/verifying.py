"""What anybody may know of a pass that lies before them."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language

from xinlian.credentials.models import Certificate, Level, LevelScheme, Trade, WorkPass
from xinlian.credentials.queries import trust
from xinlian.credentials.queries.addresses import pass_host
from xinlian.credentials.rules import codes
from xinlian.credentials.rules.states import LISTED
from xinlian.engines.seals import certificates, claims, sign1
from xinlian.engines.seals.check import BARRED
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.text import PATH, token_of
from xinlian.engines.seals.trust import CERTIFICATE, PASS, Trusted, demand_window
from xinlian.rows.days import last_day


@dataclass(frozen=True, slots=True)
class Verified:
    """A pass or a certificate: the outcome, why, and what it says itself; nothing of it when it is neither.

    `title` and `number` are a certificate's.
    """

    outcome: str
    why: str
    name: str = ""
    issuer: str = ""
    trades: tuple[tuple[str, str], ...] = ()
    begins_at: datetime.datetime | None = None
    ends_at: datetime.datetime | None = None
    title: str = ""
    number: str = ""

    @property
    def last_day(self) -> datetime.date | None:
        """The last day on which it holds, none for one without end."""
        return last_day(self.ends_at) if self.ends_at else None


def by_letters(letters: str, now: datetime.datetime) -> Verified:
    """By the letters of a square code's address, which leads to this site."""
    try:
        token = token_of(f"https://{pass_host()}{PATH}{letters}", (pass_host().lower(),))
    except SealError as error:
        return Verified("refused", error.code)
    return by_token(token, now)


def by_code(code: str, now: datetime.datetime) -> Verified | None:
    """By the short code; None for one that was never given."""
    row = (
        WorkPass.objects.filter(code=code).only("token").first()
        or Certificate.objects.filter(code=code).only("token").first()
    )
    if row is None:
        return None
    return by_token(bytes(row.token), now) if row.token else Verified("undecided", "holder_left")


def by_text(typed: str, now: datetime.datetime) -> Verified | None:
    """By what a pass or a certificate shows: its short code, or what its square code says; None for a code never given."""
    code = codes.read(typed)
    if code:
        return by_code(code, now)
    try:
        token = token_of(typed.strip(), (pass_host().lower(),))
    except SealError as error:
        return Verified("refused", error.code)
    return by_token(token, now)


def by_token(token: bytes, now: datetime.datetime) -> Verified:
    """The signature first, then how it stands in the books at this moment."""
    trusted = trust.trusted()
    if trusted is None:
        return Verified("undecided", "no_bundle")
    try:
        message = sign1.parse(token)
        named = trusted.keys.get(sign1.key_id(message))
        if named is not None and CERTIFICATE in named.uses:
            return _certificate(token, trusted, now)
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


def _certificate(token: bytes, trusted: Trusted, now: datetime.datetime) -> Verified:
    said, key = certificates.open_(token, trusted)
    code = codes.code_of(said.number)
    row = Certificate.objects.filter(code=code).select_related("trade", "level").first()
    if row is None or row.number != said.printed:
        return Verified("refused", "certificate_not_in_books")
    return certificate_found(row, key.issuer, now)


def certificate_found(row: Certificate, issuer: str, now: datetime.datetime) -> Verified:
    """A certificate whose signature is right, as it stands in the books."""
    if row.state == "revoked":
        outcome, why = "barred", "certificate_revoked"
    elif row.ends_at is not None and row.ends_at <= now:
        outcome, why = "expired", "certificate_over"
    else:
        outcome, why = "valid", ""
    trades = ((in_words(row.trade), in_words(row.level)),) if row.trade or row.level else ()
    begins = timezone.make_aware(datetime.datetime.combine(row.awarded_on, datetime.time()))
    return Verified(outcome, why, row.name, issuer, trades, begins, row.ends_at, row.title, row.number)


def in_words(row: Trade | Level | LevelScheme | None) -> str:
    """The name of a trade, a level or a scheme in the active language, nothing for none."""
    if row is None:
        return ""
    return row.name_en if (get_language() or "zh").startswith("en") else row.name


def words(trades: Sequence[Sequence[int]]) -> tuple[tuple[str, str], ...]:
    """Trades and levels by their codes, in the active language; the code itself where it is not known."""
    names, levels = _names(Trade, {one[0] for one in trades}), _names(Level, {one[1] for one in trades})
    return tuple((names.get(one[0], str(one[0])), levels.get(one[1], "")) for one in trades)


def _names(model: type[Trade] | type[Level], codes: set[int]) -> dict[int, str]:
    field = "name_en" if (get_language() or "zh").startswith("en") else "name"
    return dict(model.objects.filter(code__in=codes).values_list("code", field))


def _at(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
