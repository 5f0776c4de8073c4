"""Work passes: issued, renewed, stopped and let go on. Each act marks the status list and tells the holder."""

import datetime
import secrets
from collections.abc import Sequence

from django.db import IntegrityError, transaction

from xinlian.credentials import outgoing, signing, telling
from xinlian.credentials.actions import statuses
from xinlian.credentials.models import Level, PassStep, Portrait, SigningKey, Trade, WorkPass
from xinlian.credentials.rules import codes, passes, states
from xinlian.credentials.who import acting, may_issue
from xinlian.engines.seals import check, claims
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows import diagrams
from xinlian.rows.refusals import Refused, demand

NUMBER_BYTES = 8
REMIND = datetime.timedelta(days=30)
Trades = Sequence[tuple[int, int]]


@transaction.atomic
def issue(
    *,
    person: Person,
    issuer: Union,
    trades: Trades,
    begins_at: datetime.datetime,
    ends_at: datetime.datetime,
    portrait: Portrait | None = None,
    here: bool = False,
    by: Person,
    at: datetime.datetime,
) -> WorkPass:
    """A new pass. Raises Refused: role_officer, pass_person_elsewhere, pass_already, key_missing, key_too_short, portrait_of_other,
    and those of `rules.passes.may_issue`. `here`: a room knows that they work for the issuer, whichever union they are of.
    """
    _may(by, at, issuer, person, here)
    return _issue(person, issuer, trades, begins_at, ends_at, portrait, None, by=by, at=at)


@transaction.atomic
def renew(
    *,
    work_pass: WorkPass,
    trades: Trades,
    ends_at: datetime.datetime,
    portrait: Portrait | None = None,
    here: bool = False,
    by: Person,
    at: datetime.datetime,
) -> WorkPass:
    """A new pass in place of one that stands; the old one opens nothing from now on. Raises Refused as `issue`,
    pass_step.
    """
    issuer = work_pass.issuer
    _may(by, at, issuer, work_pass.person, here)
    _step(work_pass, "replaced", "", by=by, at=at)
    keep = portrait or work_pass.portrait
    return _issue(work_pass.person, issuer, trades, at, ends_at, keep, work_pass, by=by, at=at)


@transaction.atomic
def step(*, work_pass: WorkPass, to: str, why: str, by: Person, at: datetime.datetime) -> WorkPass:
    """Suspend, require retraining, revoke, or let go on, with a reason that the holder reads.

    Raises Refused: role_officer, pass_person_elsewhere, pass_step, why_needed, why_too_long.
    """
    _may(by, at, work_pass.issuer, work_pass.person)
    work_pass.refresh_from_db(fields=["state"])
    demand(passes.may_step(work_pass.state, to, why))
    _step(work_pass, to, why.strip(), by=by, at=at)
    return work_pass


@transaction.atomic
def follow(*, work_pass: WorkPass, to: str, why: str, by: Person | None, at: datetime.datetime) -> WorkPass:
    """What a room's decision means for a pass: stopped, or let go on. Asks nobody's leave, as the room's own action did,
    or the clock came to it; never ends a pass. Raises Refused: pass_step, why_needed, why_too_long.
    """
    work_pass.refresh_from_db(fields=["state"])
    demand(passes.may_follow(work_pass.state, to, why))
    _step(work_pass, to, why.strip(), by=by, at=at)
    return work_pass


@transaction.atomic
def end(*, work_pass: WorkPass, by: Person | None, at: datetime.datetime) -> None:
    """Revoke without asking anybody's leave: its holder goes. Raises Refused: pass_step."""
    _step(work_pass, "revoked", "", by=by, at=at)


def remind(*, by: Person | None, at: datetime.datetime) -> int:
    """Tell once, in the last month, whose pass runs out; how many."""
    soon = WorkPass.objects.filter(state="valid", warned_at=None, ends_at__gt=at, ends_at__lte=at + REMIND)
    return sum(_remind(one, by=by, at=at) for one in soon.select_related("person").order_by("ends_at", "id"))


@transaction.atomic
def _remind(work_pass: WorkPass, *, by: Person | None, at: datetime.datetime) -> int:
    if not WorkPass.objects.filter(pk=work_pass.pk, warned_at=None).update(warned_at=at):
        return 0
    telling.ends_soon(work_pass, at=at)
    record("pass.reminded", work_pass, by=by, at=at)
    return 1


def _may(by: Person, at: datetime.datetime, issuer: Union, person: Person, here: bool = False) -> None:
    demand(may_issue(acting(by, at), issuer.union_path, issuer.union_path if here else person.union_path))


def _issue(
    person: Person,
    issuer: Union,
    trades: Trades,
    begins_at: datetime.datetime,
    ends_at: datetime.datetime,
    portrait: Portrait | None,
    replaces: WorkPass | None,
    *,
    by: Person,
    at: datetime.datetime,
) -> WorkPass:
    _demand_content(person, trades, begins_at, ends_at, at)
    if portrait is not None and portrait.person_id != person.pk:
        raise Refused("portrait_of_other")
    key, listed = signing.standing("pass", issuer.union_path, at), statuses.open_list(use="pass", by=by, at=at)
    made = WorkPass(person=person, issuer=issuer, name=person.name, key=key, listed=listed, portrait=portrait)
    made.trades, made.begins_at, made.ends_at = [list(pair) for pair in trades], begins_at, ends_at
    made.issued_at, made.issued_by, made.replaces = at, by, replaces
    made.number, made.place = secrets.token_hex(NUMBER_BYTES), statuses.free_place(listed)
    made.union_path, made.shard = issuer.union_path, issuer.shard
    made.code = codes.code_of(bytes.fromhex(made.number))
    made.token = token_of(made, key)
    _store(made)
    statuses.count(listed)
    PassStep.objects.create(work_pass=made, state="valid", at=at, by=by, **_owned(made))
    telling.issued(made, by=by, at=at)
    outgoing.note(made, "pass.issued", at)
    record("pass.issued", made, by=by, at=at, replaces=str(replaces.uid) if replaces else None, key=key.kid)
    return made


def _demand_content(
    person: Person, trades: Trades, begins_at: datetime.datetime, ends_at: datetime.datetime, at: datetime.datetime
) -> None:
    known = Trade.objects.filter(ended_on=None).values_list("code", flat=True)
    demand(
        passes.may_issue(
            name=person.name,
            trades=trades,
            known_trades=set(known),
            known_levels=set(Level.objects.values_list("code", flat=True)),
            begins_at=begins_at,
            ends_at=ends_at,
            at=at,
        )
    )


def token_of(made: WorkPass, key: SigningKey) -> bytes:
    """What a gate reads of a pass: signed, complete, never changed."""
    seal = signing.seal_of(key)
    said = claims.Pass(
        number=bytes.fromhex(made.number),
        name=made.name,
        issued=int(made.issued_at.timestamp()),
        not_before=int(made.begins_at.timestamp()),
        expires=int(made.ends_at.timestamp()),
        trades=tuple((trade, level) for trade, level in made.trades),
        status=(made.listed.number, made.place),
        photo=bytes.fromhex(made.portrait.digest) if made.portrait else b"",
    )
    return check.issue(said, algorithm=seal.algorithm, kid=seal.kid, sign=seal.sign)


def _store(made: WorkPass) -> None:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        # One that stands already; or, once in a long while, a place or a code that another act took just now.
        standing = WorkPass.objects.filter(person=made.person, issuer=made.issuer, state__in=states.STANDS)
        raise Refused("pass_already" if standing.exists() else "try_again") from error


def _step(work_pass: WorkPass, to: str, why: str, *, by: Person | None, at: datetime.datetime) -> None:
    rows = WorkPass.objects.filter(pk=work_pass.pk, state__in=diagrams.before(states.PASS_NEXT, to))
    if not rows.update(state=to):
        raise Refused("pass_step")
    before, work_pass.state = work_pass.state, to
    if states.LISTED[before] != states.LISTED[to]:
        statuses.mark(work_pass.listed, work_pass.place, states.LISTED[to], at)
    step = PassStep.objects.create(work_pass=work_pass, state=to, why=why, at=at, by=by, **_owned(work_pass))
    outgoing.note(work_pass, "pass.changed", at)
    if why:
        telling.stepped(step, by=by, at=at)
    record("pass.stepped", work_pass, by=by, at=at, before=before, after=to)


def _owned(work_pass: WorkPass) -> dict[str, object]:
    return {"union_path": work_pass.union_path, "shard": work_pass.shard}
