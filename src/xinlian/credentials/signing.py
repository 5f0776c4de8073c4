"""From rows to what the engine signs with. A private half is in memory only while it signs."""

import datetime
from typing import Any

from django.db.models import Q, QuerySet

from xinlian.credentials.models import SigningKey, StatusList
from xinlian.credentials.queries.addresses import bits_address, issuer_id, method_id
from xinlian.engines.seals.badges import bitstring as engine
from xinlian.engines.seals.badges import integrity
from xinlian.engines.seals.status import Seal
from xinlian.engines.seals.suites import signer
from xinlian.rows.paths import parents
from xinlian.rows.refusals import Refused


def seal_of(key: SigningKey) -> Seal:
    """What signs with a key. Raises Refused key_missing when its private half was emptied."""
    if not key.private:
        raise Refused("key_missing")
    private: str = key.private
    return Seal(key.algorithm, bytes.fromhex(key.kid), signer(key.algorithm, bytes.fromhex(private)))


def standing(use: str, union_path: str, at: datetime.datetime) -> SigningKey:
    """The key that signs for a union now: its own or that of the nearest above; one that devices know before all others.

    Raises Refused key_missing.
    """
    rows = _standing(use, at).filter(union_path__in=parents(union_path))
    found = max(rows, key=lambda key: (key.named_in is not None, len(key.union_path), key.begins_at), default=None)
    if found is None:
        raise Refused("key_missing")
    return found


def for_lists(at: datetime.datetime) -> SigningKey:
    """The key that signs status lists now, one for the whole installation; one that devices know before all others.

    Raises Refused key_missing.
    """
    rows = _standing("status", at)
    found = max(rows, key=lambda key: (key.named_in is not None, key.begins_at, key.pk), default=None)
    if found is None:
        raise Refused("key_missing")
    return found


def bitstring(listed: StatusList) -> dict[str, Any]:
    """A list of certificates as W3C's Bitstring list, signed by a key that stood when it was signed the other way.

    Raises Refused key_missing.
    """
    assert listed.issued_at is not None
    assert listed.expires_at is not None
    key = _standing("certificate", listed.issued_at).order_by("-begins_at", "-id").first()
    if key is None:
        raise Refused("key_missing")
    begins, ends = (_moment(one) for one in (listed.issued_at, listed.expires_at))
    bits = engine.bits_of(bytes(listed.packed))
    said = engine.document(
        address=bits_address(listed.number), issuer_id=issuer_id(), begins=begins, ends=ends, bits=bits
    )
    return integrity.prove(said, method=method_id(key.kid), created=begins, sign=seal_of(key).sign)


def _moment(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _standing(use: str, at: datetime.datetime) -> QuerySet[SigningKey]:
    whole = Q(compromised_at=None, private__isnull=False)
    return SigningKey.objects.filter(whole, use=use, begins_at__lte=at, ends_at__gt=at)
