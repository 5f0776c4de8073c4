"""What the square code on a certificate says: a CWT as a pass has one, under another private key of the map and signed by
keys of another use, so that neither is ever taken for the other.
"""

from dataclasses import dataclass
from typing import Any

from xinlian.engines.seals import cbor, sign1
from xinlian.engines.seals.claims import EXPIRES, ISSUED, NUMBER, NUMBER_BYTES
from xinlian.engines.seals.errors import SealError
from xinlian.engines.seals.suites import Sign
from xinlian.engines.seals.trust import CERTIFICATE, Key, Trusted, demand_window

OURS = -65538
NAME, TITLE, PRINTED, LIST, INDEX, TRADE, LEVEL = 1, 2, 3, 4, 5, 6, 7
LETTERS = {NAME: 60, TITLE: 60, PRINTED: 32}


@dataclass(frozen=True, slots=True)
class Certificate:
    """`number`: 8 random bytes, its short code comes from them; `printed`: the number that people read; times in seconds
    since 1970, UTC, `expires` 0 for one without end; `status`: (which status list, place in it); codes 0 where unsaid.
    """

    number: bytes
    name: str
    title: str
    printed: str
    issued: int
    expires: int
    status: tuple[int, int]
    trade: int = 0
    level: int = 0

    def claims(self) -> bytes:
        """As CBOR, the payload that is signed."""
        ours: dict[int, Any] = {NAME: self.name, TITLE: self.title, PRINTED: self.printed}
        ours |= {LIST: self.status[0], INDEX: self.status[1]}
        ours |= ({TRADE: self.trade} if self.trade else {}) | ({LEVEL: self.level} if self.level else {})
        times = ({EXPIRES: self.expires} if self.expires else {}) | {ISSUED: self.issued}
        return cbor.dumps({**times, NUMBER: self.number, OURS: ours})


def issue(found: Certificate, *, algorithm: int, kid: bytes, sign: Sign) -> bytes:
    """The signed token."""
    return sign1.sign(found.claims(), algorithm=algorithm, kid=kid, sign=sign, tagged=False)


def open_(token: bytes, trusted: Trusted) -> tuple[Certificate, Key]:
    """A certificate and the key that signed it. Raises SealError: not_a_certificate, and those of reading, of keys and
    of their windows."""
    message = sign1.parse(token)
    key = trusted.open(message, CERTIFICATE)
    if sign1.TYP in message.protected:
        raise SealError("not_a_certificate")
    found = read(message.payload)
    demand_window(key, found.issued)
    return found, key


def read(payload: bytes) -> Certificate:
    """The certificate in a signed payload. Raises SealError not_a_certificate."""
    claims = cbor.loads(payload)
    ours = claims.get(OURS) if isinstance(claims, dict) else None
    if not isinstance(ours, dict):
        raise SealError("not_a_certificate")
    try:
        found = Certificate(
            number=claims[NUMBER],
            name=ours[NAME],
            title=ours[TITLE],
            printed=ours[PRINTED],
            issued=claims[ISSUED],
            expires=claims.get(EXPIRES, 0),
            status=(ours[LIST], ours[INDEX]),
            trade=ours.get(TRADE, 0),
            level=ours.get(LEVEL, 0),
        )
    except KeyError as error:
        raise SealError("not_a_certificate") from error
    if not (_texts(ours) and _numbers(found) and type(found.number) is bytes and len(found.number) == NUMBER_BYTES):
        raise SealError("not_a_certificate")
    return found


def _texts(ours: dict[Any, Any]) -> bool:
    return all(
        type(ours[key]) is str and 0 < len(ours[key]) <= most and ours[key].isprintable()
        for key, most in LETTERS.items()
    )


def _numbers(found: Certificate) -> bool:
    several = (found.issued, found.expires, *found.status, found.trade, found.level)
    return all(type(one) is int and one >= 0 for one in several)
