"""Keys: made, given up for lost, emptied; roots made known; and the bundle in which devices learn of them.

The root signs elsewhere. Here is what it is asked to sign, and here its answer is taken, if it fits.
"""

import datetime
import secrets

from django.db import IntegrityError, transaction

from xinlian.credentials import pdfs
from xinlian.credentials.models import SigningKey, TrustBundle, TrustRoot
from xinlian.credentials.queries import trust as queries
from xinlian.engines.seals import suites
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.trust import accept
from xinlian.journal.actions import record
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused

KID_BYTES = 4
ALGORITHM_OF = {"certificate": suites.EDDSA, "document": suites.ES256}
STANDS = datetime.timedelta(days=400)  # a key signs for a year; its last month overlaps with the next one's first


@transaction.atomic
def add_root(*, kid: str, algorithm: int, public: str, by: Person | None, at: datetime.datetime) -> TrustRoot:
    """Make a root known to this installation and, through the page of a gate, to devices. Raises Refused root_twice."""
    try:
        with transaction.atomic():
            made = TrustRoot.objects.create(kid=kid, algorithm=algorithm, public_key=public, added_at=at)
    except IntegrityError as error:
        raise Refused("root_twice") from error
    record("root.added", made, by=by, at=at, kid=kid)
    return made


@transaction.atomic
def make_key(
    *,
    issuer: Union,
    use: str,
    algorithm: int,
    begins_at: datetime.datetime,
    ends_at: datetime.datetime | None = None,
    by: Person | None,
    at: datetime.datetime,
) -> SigningKey:
    """A fresh key of an issuer; it signs once a bundle names it. Certificates and PDF have one algorithm each,
    the one that their formats ask for."""
    algorithm = ALGORITHM_OF.get(use, algorithm)
    pair, kid = suites.generate(algorithm), secrets.token_hex(KID_BYTES)
    named = (
        pdfs.self_signed(pair.private, kid=kid, issuer=issuer.name, begins_at=begins_at) if use == "document" else ""
    )
    made = SigningKey.objects.create(
        kid=kid,
        algorithm=algorithm,
        x509=named,
        public_key=pair.public.hex(),
        private=pair.private.hex(),
        use=use,
        issuer=issuer,
        begins_at=begins_at,
        ends_at=ends_at or begins_at + STANDS,
        made_at=at,
        made_by=by,
        union_path=issuer.union_path,
        shard=issuer.shard,
    )
    record("key.made", made, by=by, at=at, kid=made.kid, use=use)
    return made


@transaction.atomic
def give_up_for_lost(*, key: SigningKey, since: datetime.datetime, by: Person | None, at: datetime.datetime) -> None:
    """A key leaked: what it signed from `since` on is refused by every device that knows the next bundle.

    Its private half is emptied here. An earlier moment may be said later, never a later one.
    """
    rows = SigningKey.objects.filter(pk=key.pk)
    if key.compromised_at is not None and key.compromised_at <= since:
        return
    rows.update(compromised_at=since, private=None)
    key.refresh_from_db()
    record("key.compromised", key, by=by, at=at, kid=key.kid, since=since.isoformat())


def empty_ended(*, by: Person | None, at: datetime.datetime) -> int:
    """Empty the private halves of keys whose time is over; how many."""
    ended = list(SigningKey.objects.filter(ends_at__lte=at, private__isnull=False))
    for key in ended:
        _empty(key, by=by, at=at)
    return len(ended)


@transaction.atomic
def _empty(key: SigningKey, *, by: Person | None, at: datetime.datetime) -> None:
    SigningKey.objects.filter(pk=key.pk).update(private=None)
    record("key.emptied", key, by=by, at=at, kid=key.kid)


@transaction.atomic
def take_bundle(*, content: bytes, by: Person | None, at: datetime.datetime) -> TrustBundle:
    """A bundle that a known root signed over just what stands here. Raises Refused bundle_unfit with what is wrong."""
    last = TrustBundle.objects.order_by("-version").first()
    try:
        held = accept(bytes(last.content), queries.roots()) if last else None
        found = accept(content, queries.roots(), held)
    except SealError as error:
        raise Refused("bundle_unfit", {"what": error.code}) from error
    bundle = found.bundle
    if last is not None and bundle.version == last.version:
        return last
    wanted = queries.draft(issued=bundle.issued, version=bundle.version, expires=bundle.expires)
    if wanted.payload() != found.payload:
        raise Refused("bundle_unfit", {"what": "other_content"})
    made = TrustBundle.objects.create(
        version=bundle.version,
        content=content,
        issued_at=_moment(bundle.issued),
        expires_at=_moment(bundle.expires),
    )
    named = SigningKey.objects.filter(kid__in=[one.kid.hex() for one in bundle.keys], named_in=None)
    named.update(named_in=bundle.version)
    record("bundle.taken", made, by=by, at=at, version=bundle.version, keys=len(bundle.keys))
    return made


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)
