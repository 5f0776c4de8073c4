"""Ways to sign: ES256 (P-256, SHA-256, deterministic) and Ed25519. A key knows its own; a token never chooses.

Sources: RFC 9053 2.1 and 2.2 (numbers, r || s), RFC 6979 (deterministic), RFC 8032.
"""

from collections.abc import Callable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from xinlian.engines.seals.errors import SealError

ES256, EDDSA = -7, -8
SIGNATURE_BYTES = 64
Verify = Callable[[bytes, bytes], bool]  # (signature, what was signed)
Sign = Callable[[bytes], bytes]

_SHA = ec.ECDSA(SHA256())
_DETERMINISTIC = ec.ECDSA(SHA256(), deterministic_signing=True)


def verifier(algorithm: int, public: bytes) -> Verify:
    """Checks signatures of one public key: x || y of P-256 (64 bytes), or Ed25519 (32 bytes).

    Raises SealError: bad_key, algorithm_unknown.
    """
    if algorithm not in _SUITES:
        raise SealError("algorithm_unknown")
    try:
        return _SUITES[algorithm].verifier(public)
    except ValueError as error:
        raise SealError("bad_key") from error


@dataclass(frozen=True, slots=True)
class Pair:
    """A fresh key: `private` is the scalar (ES256) or the seed (Ed25519), 32 bytes."""

    private: bytes
    public: bytes


def generate(algorithm: int) -> Pair:
    """A new key of the algorithm. Raises SealError: algorithm_unknown."""
    if algorithm not in _SUITES:
        raise SealError("algorithm_unknown")
    return _SUITES[algorithm].generate()


def signer(algorithm: int, private: bytes) -> Sign:
    """Signs with one private key as `generate` gives it; the same input has the same signature.

    Raises SealError: bad_key, algorithm_unknown.
    """
    if algorithm not in _SUITES:
        raise SealError("algorithm_unknown")
    try:
        return _SUITES[algorithm].signer(private)
    except ValueError as error:
        raise SealError("bad_key") from error


@dataclass(frozen=True, slots=True)
class Suite:
    """One way to sign, as three functions over raw bytes."""

    generate: Callable[[], Pair]
    signer: Callable[[bytes], Sign]
    verifier: Callable[[bytes], Verify]


def _p256_generate() -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    numbers = key.private_numbers()
    point = numbers.public_numbers
    return Pair(_32(numbers.private_value), _32(point.x) + _32(point.y))


def _p256_signer(private: bytes) -> Sign:
    key = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())

    def sign(data: bytes) -> bytes:
        r, s = decode_dss_signature(key.sign(data, _DETERMINISTIC))
        return _32(r) + _32(s)

    return sign


def _p256_verifier(public: bytes) -> Verify:
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + public)

    def verify(signature: bytes, data: bytes) -> bool:
        if len(signature) != SIGNATURE_BYTES:
            return False
        r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
        try:
            key.verify(encode_dss_signature(r, s), data, _SHA)
        except InvalidSignature:
            return False
        return True

    return verify


def _ed_generate() -> Pair:
    key = Ed25519PrivateKey.generate()
    return Pair(key.private_bytes_raw(), key.public_key().public_bytes_raw())


def _ed_signer(private: bytes) -> Sign:
    return Ed25519PrivateKey.from_private_bytes(private).sign


def _ed_verifier(public: bytes) -> Verify:
    key = Ed25519PublicKey.from_public_bytes(public)

    def verify(signature: bytes, data: bytes) -> bool:
        try:
            key.verify(signature, data)
        except InvalidSignature:
            return False
        return True

    return verify


def _32(number: int) -> bytes:
    return number.to_bytes(32, "big")


_SUITES = {
    ES256: Suite(_p256_generate, _p256_signer, _p256_verifier),
    EDDSA: Suite(_ed_generate, _ed_signer, _ed_verifier),
}
