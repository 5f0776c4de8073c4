"""Sites, who works there, their gates; a gate's device is enrolled by a code of few minutes and can be blocked."""

import datetime
import hashlib
import secrets
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlian.credentials.models import Gate, Site, SiteWorker
from xinlian.credentials.rules import codes
from xinlian.credentials.who import acting, may_run_site
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.people.sensitive import keyed_hash
from xinlian.rows.refusals import Decision, Refused, demand

CODE_STANDS = datetime.timedelta(minutes=30)
FRESH_HOURS = range(1, 24 * 31)


@transaction.atomic
def open_site(*, union: Union, name: str, fresh_hours: int, by: Person, at: datetime.datetime) -> Site:
    """A new site. Raises Refused: role_officer, site_name, site_hours, site_known."""
    demand(may_run_site(acting(by, at), union.union_path))
    demand(Decision.of(site_name=bool(name.strip()), site_hours=fresh_hours in FRESH_HOURS))
    made = Site(union=union, name=name.strip(), fresh_hours=fresh_hours, made_at=at)
    made.union_path, made.shard = union.union_path, union.shard
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("site_known") from error
    record("site.opened", made, by=by, at=at)
    return made


@transaction.atomic
def add_people(*, site: Site, people: Sequence[Person], team: str, by: Person, at: datetime.datetime) -> int:
    """Who works on a site from today on; who does already is left as they are. How many are new."""
    demand(may_run_site(acting(by, at), site.union_path))
    known = set(SiteWorker.objects.filter(site=site, until_on=None).values_list("person", flat=True))
    today = timezone.localdate(at)
    fresh = {one.pk: one for one in people if one.pk not in known}
    rows = [
        SiteWorker(
            site=site, person=one, team=team.strip()[:60], since_on=today, union_path=site.union_path, shard=site.shard
        )
        for one in fresh.values()
    ]
    SiteWorker.objects.bulk_create(rows)
    if rows:
        record("site.people", site, by=by, at=at, added=len(rows))
    return len(rows)


@transaction.atomic
def let_go(*, worker: SiteWorker, by: Person, at: datetime.datetime) -> None:
    """Somebody works there no more."""
    demand(may_run_site(acting(by, at), worker.union_path))
    today = timezone.localdate(at)
    if SiteWorker.objects.filter(pk=worker.pk, until_on=None).update(until_on=today):
        record("site.people", worker.site, by=by, at=at, removed=1)


@transaction.atomic
def make_gate(*, site: Site, name: str, way: str, by: Person, at: datetime.datetime) -> tuple[Gate, str]:
    """A gate, and the code with which its device is enrolled, said once. Raises Refused: role_officer, gate_known."""
    demand(may_run_site(acting(by, at), site.union_path))
    demand(Decision.of(gate_name=bool(name.strip()), gate_way=way in dict(Gate.WAYS)))
    made = Gate(site=site, name=name.strip(), way=way, made_at=at, made_by=by)
    made.union_path, made.shard = site.union_path, site.shard
    code = _fresh_code(made, at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("gate_known") from error
    record("gate.made", made, by=by, at=at)
    return made, code


@transaction.atomic
def renew_code(*, gate: Gate, by: Person, at: datetime.datetime) -> str:
    """A new code for a gate whose device is lost or changed; the old device is shut out when the new one comes."""
    demand(may_run_site(acting(by, at), gate.union_path))
    code = _fresh_code(gate, at)
    gate.save(update_fields=["code_hash", "code_until"])
    record("gate.coded", gate, by=by, at=at)
    return code


@transaction.atomic
def block(*, gate: Gate, by: Person, at: datetime.datetime) -> None:
    """Shut a device out, at once."""
    demand(may_run_site(acting(by, at), gate.union_path))
    rows = Gate.objects.filter(pk=gate.pk, blocked_at=None)
    if rows.update(blocked_at=at, secret_hash="", code_hash="", code_until=None):
        record("gate.blocked", gate, by=by, at=at)


@transaction.atomic
def enrol(*, code: str, by: Person | None, at: datetime.datetime) -> tuple[Gate, str]:
    """A device says the code: its gate, and the secret that it shows from now on. Raises Refused gate_code."""
    read = codes.read(code)
    row = (
        Gate.objects.filter(code_hash=_hashed(read), code_until__gt=at).select_related("site").first() if read else None
    )
    if row is None:
        raise Refused("gate_code")
    secret = secrets.token_urlsafe(32)
    rows = Gate.objects.filter(pk=row.pk, code_hash=row.code_hash)
    changes = {
        "code_hash": "",
        "code_until": None,
        "secret_hash": digest(secret),
        "enrolled_at": at,
        "blocked_at": None,
    }
    if not rows.update(**changes):
        raise Refused("gate_code")
    row.refresh_from_db()
    record("gate.enrolled", row, by=by, at=at)
    return row, secret


def digest(secret: str) -> str:
    """What is kept of a device's secret, which is random and long: a slow hash would only slow the gate."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _fresh_code(gate: Gate, at: datetime.datetime) -> str:
    code = codes.code_of(secrets.token_bytes(8))
    gate.code_hash, gate.code_until = _hashed(code), at + CODE_STANDS
    return codes.shown(code)


def _hashed(code: str) -> str:
    return keyed_hash(code, "credentials.gate.code")


def seen(gate: Gate, now: datetime.datetime) -> None:
    """Note that a device came to fetch: nobody's act, so no journal line."""
    Gate.objects.filter(pk=gate.pk).update(seen_at=now)
