"""How a pass is written in a square code: an address that any phone opens, or Base45; in the letters that codes hold best.

Sources: RFC 4648 6 (Base32), RFC 9285 (Base45). 197 bytes become 316 or 296 letters.
"""

import base64
from collections.abc import Collection

from xinlian.engines.seals.errors import SealError

PREFIX = "XL1:"
PATH = "/Q/"
ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
LONGEST = 4000
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
# 0, 1, 8 and 9 are no letters of Base32; a sign that no base knows stands for each.
DIGITS = str.maketrans(_LETTERS + "0189", "0123456789ABCDEFGHIJKLMNOPQRSTUV" + "~" * 4)


def as_address(token: bytes, host: str) -> str:
    """`HTTPS://HOST/Q/<Base32>`, all in capitals."""
    return f"HTTPS://{host.upper()}{PATH}{base64.b32encode(token).decode().rstrip('=')}"


def as_base45(token: bytes) -> str:
    """`XL1:<Base45>`."""
    return PREFIX + encode45(token)


def token_of(scanned: str, hosts: Collection[str]) -> bytes:
    """The token in what was scanned or typed; `hosts` are ours, in small letters.

    Raises SealError: not_ours (no pass at all), foreign_address (looks like one, leads elsewhere), not_base32,
    not_base45, too_long.
    """
    scanned = scanned.strip()
    if len(scanned) > LONGEST:
        raise SealError("too_long")
    if scanned[: len(PREFIX)].upper() == PREFIX:
        return decode45(scanned[len(PREFIX) :])
    host, path, rest = _address(scanned)
    if path != PATH or not rest:
        raise SealError("not_ours")
    if host not in hosts:
        raise SealError("foreign_address")
    return _base32(rest)


def _address(scanned: str) -> tuple[str, str, str]:
    """Host in small letters, path in capitals up to the token, and the token; no part is guessed at."""
    scheme, mark, rest = scanned.partition("://")
    if not mark or scheme.lower() not in ("https", "http"):
        return "", "", ""
    host, slash, path = rest.partition("/")
    path = slash + path
    return host.lower(), path[: len(PATH)].upper(), path[len(PATH) :]


def _base32(letters: str) -> bytes:
    """As a number in base 32, which reads in one step; a last letter may hold no bits that belong to no byte."""
    size, spare = divmod(len(letters) * 5, 8)
    if spare > 4 or not letters.isascii() or not letters.isalnum():
        raise SealError("not_base32")
    try:
        number = int(letters.upper().translate(DIGITS), 32)
    except ValueError as error:
        raise SealError("not_base32") from error
    if number & (1 << spare) - 1:
        raise SealError("not_base32")
    return (number >> spare).to_bytes(size, "big")


def encode45(data: bytes) -> str:
    """Two bytes as three letters, a last single byte as two."""
    letters = []
    for at in range(0, len(data) - 1, 2):
        number = data[at] << 8 | data[at + 1]
        letters += [ALPHABET[number % 45], ALPHABET[number // 45 % 45], ALPHABET[number // 2025]]
    if len(data) % 2:
        letters += [ALPHABET[data[-1] % 45], ALPHABET[data[-1] // 45]]
    return "".join(letters)


def decode45(letters: str) -> bytes:
    """The bytes again. Raises SealError: not_base45."""
    if len(letters) % 3 == 1:
        raise SealError("not_base45")
    data = bytearray()
    try:
        values = [VALUES[letter] for letter in letters]
    except KeyError as error:
        raise SealError("not_base45") from error
    for at in range(0, len(values), 3):
        chunk = values[at : at + 3]
        number = sum(value * 45**power for power, value in enumerate(chunk))
        size = len(chunk) - 1
        if number >= 1 << 8 * size:
            raise SealError("not_base45")
        data += number.to_bytes(size, "big")
    return bytes(data)
