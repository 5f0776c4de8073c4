"""The file of a root: a private key in PKCS#8 under a passphrase, as every tool reads it. Needs no database."""

import getpass
import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from xinlian.engines.seals import sign1, suites, trust
from xinlian.engines.seals.suites import EDDSA, ES256, Sign
from xinlian.engines.seals.trust import TYP, Bundle, Root
from xinlian.web.cli.exits import Missing, Usage

VARIABLE = "XINLIAN_ROOT_PASSPHRASE"
SHORTEST = 12
Private = ec.EllipticCurvePrivateKey | Ed25519PrivateKey


@dataclass(frozen=True, slots=True)
class Held:
    """A root that can sign."""

    root: Root
    signs: Sign

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the public half, in groups, to be compared by eye."""
        digest = hashlib.sha256(self.root.public).hexdigest()
        return " ".join(digest[at : at + 8] for at in range(0, 64, 8))

    def sign(self, payload: bytes) -> tuple[bytes, Bundle]:
        """A bundle's payload, signed, and what it says. Raises SealError not_a_bundle for anything else."""
        content = sign1.sign(payload, algorithm=self.root.algorithm, kid=self.root.kid, sign=self.signs, typ=TYP)
        return content, trust.accept(content, {self.root.kid: self.root}).bundle


def make(file: Path, algorithm: int) -> Held:
    """A new root in a new file that only its owner reads. Raises Usage when there is a file already."""
    if file.exists():
        raise Usage(f"{file} is there already; a root is never written over")
    key: Private = ec.generate_private_key(ec.SECP256R1()) if algorithm == ES256 else Ed25519PrivateKey.generate()
    secret = _passphrase(twice=True)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(secret)))
    except OSError as error:
        raise Usage(f"{file} cannot be written: {error.strerror}") from error
    return _held(key)


def open_(file: Path) -> Held:
    """The root of a file. Raises Usage for a wrong passphrase or another kind of file."""
    try:
        key = load_pem_private_key(file.read_bytes(), _passphrase())
    except (ValueError, TypeError) as error:
        raise Usage(f"{file} does not open: the passphrase is wrong, or it is not the file of a root") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey | Ed25519PrivateKey):
        raise Usage(f"{file} holds another kind of key")
    return _held(key)


def _held(key: Private) -> Held:
    if isinstance(key, Ed25519PrivateKey):
        public, algorithm, private = key.public_key().public_bytes_raw(), EDDSA, key.private_bytes_raw()
    else:
        numbers = key.private_numbers()
        point, algorithm = numbers.public_numbers, ES256
        public = point.x.to_bytes(32, "big") + point.y.to_bytes(32, "big")
        private = numbers.private_value.to_bytes(32, "big")
    kid = hashlib.sha256(public).digest()[:8]
    return Held(Root(kid, algorithm, public), suites.signer(algorithm, private))


def _passphrase(*, twice: bool = False) -> bytes:
    given = os.environ.get(VARIABLE, "")
    if not given:
        if not sys.stdin.isatty():
            raise Missing(f"the passphrase of the root is needed: set {VARIABLE}, or run this in a terminal")
        given = getpass.getpass("passphrase of the root: ")
        if twice and getpass.getpass("once more: ") != given:
            raise Usage("the two are not the same; nothing was written")
    if twice and len(given) < SHORTEST:
        raise Usage(f"a passphrase of at least {SHORTEST} characters, please: several words are easy to keep")
    return given.encode()
