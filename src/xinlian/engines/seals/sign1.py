"""COSE_Sign1: bytes with one signature. Source: RFC 9052, 4.2 and 4.4.

Of Xinlian's own, `alg` and `kid` stand in the protected header, where the signature covers them, and nothing stands in
the unprotected one. The algorithm is the key's; a token that names another is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xinlian.engines.seals import cbor
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.suites import Sign, Verify

TAG, CWT_TAG = 18, 61
ALG, CRIT, CONTENT_TYPE, KID, TYP = 1, 2, 3, 4, 16
_NAMED = b"\x84" + cbor.dumps("Signature1")
KNOWN = frozenset({ALG, CONTENT_TYPE, KID, TYP})


@dataclass(frozen=True, slots=True)
class Message:
    """A parsed COSE_Sign1 whose signature nobody has checked yet; `protected_bytes` as they were signed."""

    protected: Mapping[Any, Any]
    unprotected: Mapping[Any, Any]
    payload: bytes
    signature: bytes
    protected_bytes: bytes

    def signed(self, external: bytes = b"") -> bytes:
        """The bytes that the signature is over. An empty header counts as no bytes, however it was written (RFC 9052, 4.4)."""
        return to_be_signed(self.protected_bytes if self.protected else b"", external, self.payload)


def to_be_signed(*parts: bytes) -> bytes:
    """Protected header, what stands outside, and payload, as the signature covers them: a list after its name."""
    return _NAMED + b"".join(cbor.byte_string(part) for part in parts)


def parse(data: bytes, limit: int = cbor.LIMIT) -> Message:
    """A message from bytes, with or without its tags. Raises SealError: not_sign1, and those of `cbor.loads`."""
    value = cbor.loads(data, limit)
    for tag in (CWT_TAG, TAG):
        if isinstance(value, cbor.Tag) and value.number == tag:
            value = value.value
    if not (isinstance(value, list) and len(value) == 4):
        raise SealError("not_sign1")
    raw, unprotected, payload, signature = value
    whole = all(isinstance(part, bytes) for part in (raw, payload, signature)) and isinstance(unprotected, dict)
    if not whole:
        raise SealError("not_sign1")
    protected = cbor.loads(raw, limit) if raw else {}
    if not isinstance(protected, dict):
        raise SealError("not_sign1")
    if protected.keys() & unprotected.keys():
        raise SealError("duplicate_key")
    return Message(protected, unprotected, payload, signature, raw)


def key_id(message: Message) -> bytes:
    """Which key signed, as our own messages say it.

    Raises SealError: kid_unprotected, kid_missing, unprotected_not_empty, header_unknown.
    """
    if KID not in message.protected:
        raise SealError("kid_unprotected" if KID in message.unprotected else "kid_missing")
    if message.unprotected:
        raise SealError("unprotected_not_empty")
    if not message.protected.keys() <= KNOWN:
        raise SealError("header_unknown")  # among them `crit`: what must be understood is not
    kid = message.protected[KID]
    if not isinstance(kid, bytes):
        raise SealError("kid_missing")
    return kid


def demand_signed(message: Message, algorithm: int, verify: Verify, external: bytes = b"") -> None:
    """Raise SealError unless the key's own algorithm is named and the signature is right: algorithm_swapped, forged."""
    named = message.protected.get(ALG)
    if type(named) is not int or named != algorithm:
        raise SealError("algorithm_swapped")
    if not verify(message.signature, message.signed(external)):
        raise SealError("forged")


def sign(payload: bytes, *, algorithm: int, kid: bytes, sign: Sign, typ: str = "", tagged: bool = True) -> bytes:
    """A message of our own. `typ`: what kind of message it is (RFC 9596), for those that have one."""
    header: dict[int, Any] = {ALG: algorithm, KID: kid} | ({TYP: typ} if typ else {})
    protected = cbor.dumps(header)
    signature = sign(to_be_signed(protected, b"", payload))
    body = [protected, {}, payload, signature]
    return cbor.dumps(cbor.Tag(TAG, body) if tagged else body)
