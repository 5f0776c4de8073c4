"""The short code of a pass or a certificate, for typing where a camera fails: 8 signs of 40 random bits, and one that checks them.

Signs are those of Crockford's Base32, which leave out I, L, O and U; the check is Luhn's, modulo 32 (any one wrong sign
is found, and neighbours exchanged but for one pair).
"""

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LOOK_ALIKES = str.maketrans("ILO", "110", " -·")
LENGTH = 8


def code_of(number: bytes) -> str:
    """The code of a pass's number, from its first 40 bits."""
    value = int.from_bytes(number[:5], "big")
    signs = "".join(SIGNS[value >> 5 * place & 31] for place in reversed(range(LENGTH)))
    return signs + _check(signs)


def read(typed: str) -> str:
    """What was typed as a code: small letters, blanks and letters that look like digits are understood; nothing when
    it cannot be one."""
    code = typed.strip().upper().translate(LOOK_ALIKES)
    whole = len(code) == LENGTH + 1 and all(sign in SIGNS for sign in code)
    return code if whole and _check(code[:LENGTH]) == code[LENGTH] else ""


def shown(code: str) -> str:
    """The code in groups of three, as it is read aloud."""
    return " ".join(code[at : at + 3] for at in range(0, len(code), 3))


def _check(signs: str) -> str:
    total = 0
    for place, sign in enumerate(reversed(signs)):
        value = SIGNS.index(sign) * (1 if place % 2 else 2)
        total += value // 32 + value % 32
    return SIGNS[-total % 32]
