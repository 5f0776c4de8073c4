"""What a work pass says: a CWT (RFC 8392) with integer keys, our own words under one private key of the map.

No issuer: the key says it. No address of a list: the trust bundle says it. So a pass with a Chinese name and three
trades is about 200 bytes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xinlian.engines.seals import cbor
from xinlian.engines.seals.errors import SealError

EXPIRES, NOT_BEFORE, ISSUED, NUMBER = 4, 5, 6, 7
OURS = -65537  # private use begins below -65536
NAME, TRADES, LIST, INDEX, PHOTO, POSTS = 1, 2, 3, 4, 5, 6
NUMBER_BYTES, PHOTO_BYTES = 8, 16
NAME_LETTERS, MOST_TRADES = 60, 24


@dataclass(frozen=True, slots=True)
class Pass:
    """A work pass. `number`: 8 random bytes, its short code comes from them; times in seconds since 1970, UTC;
    `trades`: (code of the trade, code of the level or 0), as the code tables of the trust bundle name them; `status`:
    (which status list, place in it); `photo`: the first 16 bytes of the SHA-256 of the photo's file, or nothing;
    `posts`: codes of what the pass opens beyond a trade.
    """

    number: bytes
    name: str
    issued: int
    not_before: int
    expires: int
    trades: tuple[tuple[int, int], ...]
    status: tuple[int, int]
    photo: bytes = b""
    posts: tuple[int, ...] = ()

    def claims(self) -> bytes:
        """As CBOR, the payload that is signed."""
        ours: dict[int, Any] = {NAME: self.name, TRADES: [list(pair) for pair in self.trades]}
        ours |= {LIST: self.status[0], INDEX: self.status[1]}
        ours |= ({PHOTO: self.photo} if self.photo else {}) | ({POSTS: list(self.posts)} if self.posts else {})
        times = {EXPIRES: self.expires, NOT_BEFORE: self.not_before, ISSUED: self.issued}
        return cbor.dumps({**times, NUMBER: self.number, OURS: ours})


def read(payload: bytes) -> Pass:
    """The pass in a signed payload. Raises SealError not_a_pass when anything is missing or of another kind."""
    claims = cbor.loads(payload)
    ours = claims.get(OURS) if isinstance(claims, dict) else None
    if not isinstance(ours, dict):
        raise SealError("not_a_pass")
    try:
        return Pass(
            number=_bytes(claims[NUMBER], NUMBER_BYTES),
            name=_name(ours[NAME]),
            issued=_number(claims[ISSUED]),
            not_before=_number(claims[NOT_BEFORE]),
            expires=_number(claims[EXPIRES]),
            trades=_trades(ours[TRADES]),
            status=(_number(ours[LIST]), _number(ours[INDEX])),
            photo=_bytes(ours[PHOTO], PHOTO_BYTES) if PHOTO in ours else b"",
            posts=_posts(ours),
        )
    except (KeyError, ValueError) as error:
        raise SealError("not_a_pass") from error


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise ValueError
    return value


def _bytes(value: Any, length: int) -> bytes:
    if type(value) is not bytes or len(value) != length:
        raise ValueError
    return value


def _name(value: Any) -> str:
    if type(value) is not str or not 0 < len(value) <= NAME_LETTERS or not value.isprintable():
        raise ValueError
    return value


def _trades(value: Any) -> tuple[tuple[int, int], ...]:
    if type(value) is not list or len(value) > MOST_TRADES:
        raise ValueError
    return tuple(_trade(pair) for pair in value)


def _trade(value: Any) -> tuple[int, int]:
    if type(value) is not list or len(value) != 2:
        raise ValueError
    return _number(value[0]), _number(value[1])


def _posts(ours: Mapping[Any, Any]) -> tuple[int, ...]:
    value = ours.get(POSTS, [])
    if type(value) is not list or len(value) > MOST_TRADES:
        raise ValueError
    return tuple(_number(code) for code in value)
