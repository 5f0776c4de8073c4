"""Token Status List: two bits for each pass, compressed and signed; and what changed in it since a day before.

Source: IETF, Token Status List (draft-ietf-oauth-status-list), 4 and 5.2: the lowest bits of a byte come first, zlib;
claims 2 (address), 6 (issued), 4 (expires), 65534 (how long to keep), 65533 (the list).
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xinlian.engines.seals import cbor, sign1
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.suites import Sign
from xinlian.engines.seals.trust import STATUS, Trusted, demand_window

VALID, REVOKED, SUSPENDED, RETRAIN = 0, 1, 2, 3
BITS = 2
TYP = "application/statuslist+cwt"
DELTA_TYP = "application/xinlian-statusdelta+cwt"
LIMIT = 1024 * 1024
LONGEST = 4 * 1024 * 1024  # bytes after inflating: 16 million passes
SUBJECT, EXPIRES, ISSUED, TTL, STATUS_LIST = 2, 4, 6, 65534, 65533
OURS, NUMBER, VERSION, BASE, CHANGES = -65538, 1, 2, 3, 4


class Statuses:
    """A status for each place of a list, `bits` (1, 2, 4 or 8) a place; all valid at first."""

    __slots__ = ("bits", "mask", "packed", "per")

    def __init__(self, packed: bytes | bytearray, bits: int = BITS) -> None:
        if bits not in (1, 2, 4, 8):
            raise SealError("not_a_list")
        self.packed, self.bits = bytearray(packed), bits
        self.per, self.mask = 8 // bits, (1 << bits) - 1

    @classmethod
    def of(cls, places: int, marked: Mapping[int, int]) -> "Statuses":
        """A list of so many places with the marked ones not valid."""
        made = cls(bytes(-(-places // 4)))
        for place, status in marked.items():
            made[place] = status
        return made

    def __len__(self) -> int:
        return len(self.packed) * self.per

    def __getitem__(self, place: int) -> int:
        """The status at a place. Raises SealError index_outside."""
        if not 0 <= place < len(self):
            raise SealError("index_outside")
        return self.packed[place // self.per] >> place % self.per * self.bits & self.mask

    def __setitem__(self, place: int, status: int) -> None:
        if not 0 <= place < len(self):
            raise SealError("index_outside")
        shift, byte = place % self.per * self.bits, place // self.per
        self.packed[byte] = self.packed[byte] & ~(self.mask << shift) | status << shift

    def compressed(self) -> bytes:
        """As the list is published."""
        return zlib.compress(bytes(self.packed), 9)


@dataclass(frozen=True, slots=True)
class StatusList:
    """A list as a device holds it: which it is, which version, when it was true, until when it may be used."""

    number: int
    version: int
    issued: int
    expires: int
    statuses: Statuses


@dataclass(frozen=True, slots=True)
class Seal:
    """With which key a list is signed."""

    algorithm: int
    kid: bytes
    sign: Sign

    def over(self, claims: dict[int, Any], typ: str) -> bytes:
        """The claims, signed."""
        return sign1.sign(cbor.dumps(claims), algorithm=self.algorithm, kid=self.kid, sign=self.sign, typ=typ)


def publish(held: StatusList, address: str, keep: int, seal: Seal) -> bytes:
    """The status list token; `keep`: seconds after which a device should fetch it anew."""
    body = {"bits": BITS, "lst": held.statuses.compressed()}
    ours = {NUMBER: held.number, VERSION: held.version}
    claims = {SUBJECT: address, ISSUED: held.issued, EXPIRES: held.expires, TTL: keep, STATUS_LIST: body, OURS: ours}
    return seal.over(claims, TYP)


def read(data: bytes, trusted: Trusted, held: StatusList | None = None) -> StatusList:
    """A list that a trusted key signed, not older than the one held.

    Raises SealError: not_a_list, rolled_back, and those of reading, signatures and keys.
    """
    claims, ours = _claims(data, trusted, TYP)
    try:
        body = claims[STATUS_LIST]
        number, version = _whole(ours[NUMBER]), _whole(ours[VERSION])
        issued, expires = _whole(claims[ISSUED]), _whole(claims[EXPIRES])
        if body["bits"] != BITS or type(body["lst"]) is not bytes:
            raise SealError("not_a_list")
        statuses = Statuses(inflated(body["lst"]))
    except (KeyError, TypeError) as error:
        raise SealError("not_a_list") from error
    _demand_newer(held, number, version)
    return StatusList(number, version, issued, expires, statuses)


def inflated(data: bytes) -> bytes:
    """Undo zlib, never into more than a list can be. Raises SealError not_a_list."""
    try:
        stream = zlib.decompressobj()
        found = stream.decompress(data, LONGEST)
    except zlib.error as error:
        raise SealError("not_a_list") from error
    if stream.unconsumed_tail or stream.unused_data or not stream.eof:
        raise SealError("not_a_list")
    return found


def publish_delta(held: StatusList, base: int, changes: Iterable[tuple[int, int]], seal: Seal) -> bytes:
    """What changed from version `base` to `held`: (place, status now), a few hundred in less than 1 KB."""
    packed = pack(sorted(changes))
    ours = {NUMBER: held.number, VERSION: held.version, BASE: base, CHANGES: packed}
    return seal.over({ISSUED: held.issued, EXPIRES: held.expires, OURS: ours}, DELTA_TYP)


def apply(data: bytes, trusted: Trusted, held: StatusList) -> StatusList:
    """The list after a delta made for the version held.

    Raises SealError: not_a_list, other_base, rolled_back, index_outside, and those of reading, signatures and keys.
    """
    claims, ours = _claims(data, trusted, DELTA_TYP)
    try:
        number, version, base = (_whole(ours[key]) for key in (NUMBER, VERSION, BASE))
        issued, expires = _whole(claims[ISSUED]), _whole(claims[EXPIRES])
        changes = unpack(ours[CHANGES])
    except (KeyError, TypeError) as error:
        raise SealError("not_a_list") from error
    _demand_newer(held, number, version)
    if base != held.version:
        raise SealError("other_base")
    statuses = Statuses(held.statuses.packed)
    for place, status in changes:
        statuses[place] = status
    return StatusList(number, version, issued, expires, statuses)


def pack(changes: Iterable[tuple[int, int]]) -> bytes:
    """Changes by rising place: the distance from the place before with the status in the two lowest bits, as LEB128."""
    packed, before = bytearray(), -1
    for place, status in changes:
        number, before = (place - before - 1) << BITS | status, place
        while number > 127:
            packed.append(number & 127 | 128)
            number >>= 7
        packed.append(number)
    return bytes(packed)


def unpack(packed: Any) -> list[tuple[int, int]]:
    """The changes again. Raises SealError not_a_list."""
    if type(packed) is not bytes:
        raise SealError("not_a_list")
    changes, place, number, shift = [], -1, 0, 0
    for byte in packed:
        number |= (byte & 127) << shift
        shift += 7
        if shift > 35:
            raise SealError("not_a_list")
        if byte < 128:
            place += (number >> BITS) + 1
            changes.append((place, number & 3))
            number = shift = 0
    if shift:
        raise SealError("not_a_list")
    return changes


def _claims(data: bytes, trusted: Trusted, typ: str) -> tuple[dict[Any, Any], dict[Any, Any]]:
    message = sign1.parse(data, LIMIT)
    key = trusted.open(message, STATUS)
    if message.protected.get(sign1.TYP) != typ:
        raise SealError("not_a_list")
    claims = cbor.loads(message.payload, LIMIT)
    if not isinstance(claims, dict) or not isinstance(claims.get(OURS), dict):
        raise SealError("not_a_list")
    demand_window(key, _whole(claims.get(ISSUED)))
    return claims, claims[OURS]


def _demand_newer(held: StatusList | None, number: int, version: int) -> None:
    if held is None:
        return
    if number != held.number:
        raise SealError("not_a_list")
    if version < held.version:
        raise SealError("rolled_back")


def _whole(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise SealError("not_a_list")
    return value
