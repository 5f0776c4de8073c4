"""Keys and signatures as text: base58btc under the letter z, Ed25519 keys as Multikey.

Sources: W3C Controlled Identifiers 1.0, 2.4 (Multibase) and 2.2.2 (Multikey).
"""

from xinlian.engines.seals.errors import SealError

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
ED25519 = b"\xed\x01"
PUBLIC_BYTES = 32
LONGEST = 200


def encode(data: bytes) -> str:
    """Bytes as base58btc with its letter."""
    value, signs = int.from_bytes(data), ""
    while value:
        value, place = divmod(value, 58)
        signs = ALPHABET[place] + signs
    return "z" + "1" * (len(data) - len(data.lstrip(b"\0"))) + signs


def decode(text: str) -> bytes:
    """The bytes of such a text, of at most 200 letters. Raises SealError: not_multibase."""
    signs = text[1:]
    if not text.startswith("z") or len(text) > LONGEST or not set(signs) <= VALUES.keys():
        raise SealError("not_multibase")
    value = 0
    for sign in signs:
        value = value * 58 + VALUES[sign]
    zeros = len(signs) - len(signs.lstrip("1"))
    return bytes(zeros) + value.to_bytes((value.bit_length() + 7) // 8)


def multikey(public: bytes) -> str:
    """An Ed25519 public key (32 bytes) as Multikey."""
    return encode(ED25519 + public)


def public_of(text: str) -> bytes:
    """The Ed25519 public key of a Multikey. Raises SealError: not_multibase, bad_key."""
    data = decode(text)
    if not data.startswith(ED25519) or len(data) != len(ED25519) + PUBLIC_BYTES:
        raise SealError("bad_key")
    return data[len(ED25519) :]
