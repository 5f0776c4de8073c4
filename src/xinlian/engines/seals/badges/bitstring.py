"""W3C's Bitstring status list: one bit a place, 1 for what was revoked, made from the table of two bits a place.

The first place is the highest bit of the first byte, the other end from the Token Status List. Source: W3C Bitstring
Status List 1.0, 2.2 and 3.2.
"""

import base64
import binascii
import gzip
import zlib

from xinlian.engines.seals.badges.documents import CREDENTIALS, Document
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.status import REVOKED

FEWEST = 131_072  # places; below that the list would tell who is in it
LIMIT = 1 << 22


def bits_of(packed: bytes) -> bytes:
    """Two bits a place, the lowest first, to one bit a place, the highest first."""
    halves = packed.translate(_NIBBLES)
    return bytes(high << 4 | low for high, low in zip(halves[::2], halves[1::2], strict=True))


_NIBBLES = bytes(sum(8 >> place for place in range(4) if value >> 2 * place & 3 == REVOKED) for value in range(256))


def is_set(bits: bytes, place: int) -> bool:
    """Whether a place is marked. Raises SealError: place_outside."""
    if not 0 <= place < len(bits) * 8:
        raise SealError("place_outside")
    return bool(bits[place >> 3] >> (7 - place % 8) & 1)


def encode(bits: bytes) -> str:
    """As it stands in the credential: gzip, base64url without padding, under the letter u. Raises SealError: list_short."""
    if len(bits) * 8 < FEWEST:
        raise SealError("list_short")
    return "u" + base64.urlsafe_b64encode(gzip.compress(bits, mtime=0)).decode().rstrip("=")


def decode(text: str) -> bytes:
    """The bits, of at most 4 MB. Raises SealError: not_multibase, not_gzip, too_big, list_short."""
    try:
        packed = base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise SealError("not_multibase") from error
    if not text.startswith("u"):
        raise SealError("not_multibase")
    machine = zlib.decompressobj(wbits=31)
    try:
        bits = machine.decompress(packed, LIMIT)
    except zlib.error as error:
        raise SealError("not_gzip") from error
    if machine.unconsumed_tail:
        raise SealError("too_big")
    if not machine.eof:
        raise SealError("not_gzip")
    if len(bits) * 8 < FEWEST:
        raise SealError("list_short")
    return bits


def document(*, address: str, issuer_id: str, begins: str, ends: str, bits: bytes) -> Document:
    """The list as a credential, without proofs."""
    return {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_id,
        "validFrom": begins,
        "validUntil": ends,
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode(bits),
        },
    }
