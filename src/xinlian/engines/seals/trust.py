"""The trust bundle: which keys sign what and since when, the words behind codes, signed by a root that stays offline.

A device holds the roots from the day it is set up, and takes a bundle only if a root signed it and it is not older
than the one it has. A compromised key loses what it signed from a moment on; what it signed before stays good, though
whoever stole the key can write an earlier date: the roster of a site is what tells those apart.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xinlian.engines.seals import cbor, sign1
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.suites import Sign, Verify, verifier

LIMIT = 256 * 1024
TYP = "application/xinlian-trust+cwt"
PASS, STATUS, CERTIFICATE, DOCUMENT = 1, 2, 3, 4  # what a key may sign
VERSION, ISSUED, EXPIRES, KEYS, TRADES, LEVELS, HOSTS, POSTS = 1, 2, 3, 4, 5, 6, 7, 8
KID, ALGORITHM, PUBLIC, USES, ISSUER, FROM, UNTIL, COMPROMISED = 1, 2, 3, 4, 5, 6, 7, 8


@dataclass(frozen=True, slots=True)
class Key:
    """A key that signs: since when and until when, for what, in whose name; `compromised`: nothing from then on."""

    kid: bytes
    algorithm: int
    public: bytes
    uses: tuple[int, ...]
    issuer: str
    begins: int
    ends: int
    compromised: int | None = None

    def document(self) -> dict[int, Any]:
        """As it stands in the bundle."""
        held: dict[int, Any] = {KID: self.kid, ALGORITHM: self.algorithm, PUBLIC: self.public, USES: list(self.uses)}
        held |= {ISSUER: self.issuer, FROM: self.begins, UNTIL: self.ends}
        return held if self.compromised is None else {**held, COMPROMISED: self.compromised}


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a device trusts. Tables name codes: {code: words}; `hosts`: under which addresses passes lead home."""

    version: int
    issued: int
    expires: int
    keys: tuple[Key, ...]
    trades: Mapping[int, str] = field(default_factory=dict)
    levels: Mapping[int, str] = field(default_factory=dict)
    posts: Mapping[int, str] = field(default_factory=dict)
    hosts: tuple[str, ...] = ()

    def payload(self) -> bytes:
        """As CBOR, what the root signs."""
        held: dict[int, Any] = {VERSION: self.version, ISSUED: self.issued, EXPIRES: self.expires}
        held |= {KEYS: [key.document() for key in self.keys], HOSTS: list(self.hosts)}
        held |= {TRADES: dict(self.trades), LEVELS: dict(self.levels), POSTS: dict(self.posts)}
        return cbor.dumps(held)


@dataclass(frozen=True, slots=True)
class Root:
    """A root key as a device holds it from the beginning."""

    kid: bytes
    algorithm: int
    public: bytes


def seal(bundle: Bundle, root: Root, sign: Sign) -> bytes:
    """The bundle as it is published."""
    return sign1.sign(bundle.payload(), algorithm=root.algorithm, kid=root.kid, sign=sign, typ=TYP)


def accept(data: bytes, roots: Mapping[bytes, Root], held: "Trusted | None" = None) -> "Trusted":
    """A published bundle, if a root signed it and it does not take back what is held.

    Raises SealError: root_unknown, not_a_bundle, rolled_back (older than what is held, or other content under the same
    version), and those of reading and of signatures.
    """
    message = sign1.parse(data, LIMIT)
    root = roots.get(sign1.key_id(message))
    if root is None:
        raise SealError("root_unknown")
    if message.protected.get(sign1.TYP) != TYP:
        raise SealError("not_a_bundle")
    sign1.demand_signed(message, root.algorithm, verifier(root.algorithm, root.public))
    bundle = _read(message.payload)
    if held is not None and _takes_back(bundle, message.payload, held):
        raise SealError("rolled_back")
    return Trusted(bundle, message.payload)


def _takes_back(bundle: Bundle, payload: bytes, held: "Trusted") -> bool:
    same = bundle.version == held.bundle.version
    return bundle.version < held.bundle.version or (same and payload != held.payload)


class Trusted:
    """A bundle that a root vouched for, its keys ready to check with."""

    __slots__ = ("_verifiers", "bundle", "keys", "payload")

    def __init__(self, bundle: Bundle, payload: bytes) -> None:
        self.bundle, self.payload = bundle, payload
        self.keys = {key.kid: key for key in bundle.keys}
        self._verifiers: dict[bytes, Verify] = {}

    def open(self, message: sign1.Message, use: int) -> Key:
        """The key that signed a message, which is right and of a key made for that use.

        Raises SealError: key_unknown, key_for_other_use, algorithm_swapped, forged, and those of `key_id`.
        """
        kid = sign1.key_id(message)
        key = self.keys.get(kid)
        if key is None:
            raise SealError("key_unknown")
        if use not in key.uses:
            raise SealError("key_for_other_use")
        verify = self._verifiers.get(kid)
        if verify is None:
            verify = self._verifiers[kid] = verifier(key.algorithm, key.public)
        sign1.demand_signed(message, key.algorithm, verify)
        return key


def demand_window(key: Key, issued: int) -> None:
    """Raise SealError when the key could not sign at that moment: key_not_then, key_compromised."""
    if not key.begins <= issued < key.ends:
        raise SealError("key_not_then")
    if key.compromised is not None and issued >= key.compromised:
        raise SealError("key_compromised")


def _read(payload: bytes) -> Bundle:
    held = cbor.loads(payload, LIMIT)
    try:
        return Bundle(
            version=_whole(held[VERSION]),
            issued=_whole(held[ISSUED]),
            expires=_whole(held[EXPIRES]),
            keys=tuple(_key(one) for one in held[KEYS]),
            trades=_table(held[TRADES]),
            levels=_table(held[LEVELS]),
            posts=_table(held[POSTS]),
            hosts=tuple(_words(host) for host in held[HOSTS]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SealError("not_a_bundle") from error


def _key(held: Any) -> Key:
    compromised = _whole(held[COMPROMISED]) if COMPROMISED in held else None
    kid, public = held[KID], held[PUBLIC]
    if type(kid) is not bytes or type(public) is not bytes or type(held[ALGORITHM]) is not int:
        raise TypeError
    uses = tuple(_whole(use) for use in held[USES])
    window = _whole(held[FROM]), _whole(held[UNTIL])
    return Key(kid, held[ALGORITHM], public, uses, _words(held[ISSUER]), *window, compromised)


def _whole(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError
    return value


def _words(value: Any) -> str:
    if type(value) is not str:
        raise TypeError
    return value


def _table(held: Any) -> dict[int, str]:
    return {_whole(code): _words(words) for code, words in held.items()}
