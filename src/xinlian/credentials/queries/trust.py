"""What devices fetch: the bundle and the status lists; and the draft of the next bundle."""

import datetime
from typing import Any

from xinlian.credentials.models import Level, SigningKey, StatusList, Trade, TrustBundle, TrustRoot
from xinlian.credentials.queries.addresses import issuer_id, method_id, pass_host
from xinlian.engines.seals import status as engine
from xinlian.engines.seals.badges import badge
from xinlian.engines.seals.badges.multibase import multikey
from xinlian.engines.seals.trust import CERTIFICATE, DOCUMENT, PASS, STATUS, Bundle, Key, Root, Trusted, accept

USES = {"pass": (PASS,), "status": (STATUS,), "certificate": (CERTIFICATE,), "document": (DOCUMENT,)}


def roots() -> dict[bytes, Root]:
    """The roots that this installation stands on, by their id."""
    rows = TrustRoot.objects.filter(retired_at=None)
    return {
        bytes.fromhex(one.kid): Root(bytes.fromhex(one.kid), one.algorithm, bytes.fromhex(one.public_key))
        for one in rows
    }


def newest() -> TrustBundle | None:
    """The bundle that stands."""
    return TrustBundle.objects.order_by("-version").first()


def next_version() -> int:
    """The version of the bundle to come."""
    last = newest()
    return last.version + 1 if last else 1


def trusted() -> Trusted | None:
    """The bundle that stands, opened as a device would open it; None where there is none yet."""
    found = newest()
    return accept(bytes(found.content), roots()) if found else None


def draft(*, issued: int, version: int, expires: int) -> Bundle:
    """The bundle that the root is asked to sign: every key and code as they stand now; keys by their id."""
    keys = SigningKey.objects.select_related("issuer").order_by("kid")
    return Bundle(
        version=version,
        issued=issued,
        expires=expires,
        keys=tuple(_key(one) for one in keys),
        trades={one.code: one.name for one in Trade.objects.all()},
        levels={one.code: one.name for one in Level.objects.all()},
        hosts=(pass_host().lower(),),
    )


def _key(row: SigningKey) -> Key:
    return Key(
        kid=bytes.fromhex(row.kid),
        algorithm=row.algorithm,
        public=bytes.fromhex(row.public_key),
        uses=USES[row.use],
        issuer=row.issuer.name,
        begins=int(row.begins_at.timestamp()),
        ends=int(row.ends_at.timestamp()),
        compromised=int(row.compromised_at.timestamp()) if row.compromised_at else None,
    )


def status_list(number: int) -> StatusList | None:
    """A status list that was signed at least once."""
    return StatusList.objects.filter(number=number, version__gt=0).defer("packed").first()


def bitstring_list(number: int) -> StatusList | None:
    """A status list of certificates that was signed at least once, with its places."""
    return StatusList.objects.filter(number=number, version__gt=0, use="certificate").defer("content").first()


def controller() -> dict[str, Any]:
    """The document that names the keys of certificates; a lost one with the moment since when it vouches for nothing."""
    rows = SigningKey.objects.filter(use="certificate").order_by("begins_at", "id")
    keys = [(method_id(one.kid), multikey(bytes.fromhex(one.public_key)), _moment(one.compromised_at)) for one in rows]
    return badge.controller(issuer_id(), keys)


def _moment(moment: datetime.datetime | None) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


def documents() -> str:
    """The X.509 certificates of keys that sign PDF, none of a lost one."""
    rows = SigningKey.objects.filter(use="document", compromised_at=None).order_by("begins_at", "id")
    return "".join(rows.values_list("x509", flat=True))


def changes(listed: StatusList, base: int) -> list[tuple[int, int]] | None:
    """What changed in a list since a version, the last word of each place; None for a version that it never had."""
    if not 0 < base <= listed.version:
        return None
    rows = listed.changes.filter(version__gt=base).order_by("version", "at", "id")
    return sorted(dict(rows.values_list("place", "status")).items())


def as_engine(listed: StatusList) -> engine.StatusList:
    """A list's numbers as the engine has them, without its places."""
    assert listed.issued_at is not None
    assert listed.expires_at is not None
    issued, expires = int(listed.issued_at.timestamp()), int(listed.expires_at.timestamp())
    return engine.StatusList(listed.number, listed.version, issued, expires, engine.Statuses(b""))
