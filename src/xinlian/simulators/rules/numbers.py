"""Numbers by which machines know people: seven digits that say nothing, and an eighth that catches what was typed wrong."""

import random

DIGITS = 7
# The quasigroup of H. M. Damm, "Total anti-symmetrische Quasigruppen", 2004: every single wrong digit and every two
# neighbours that changed places give another check digit.
TABLE = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def check_digit(digits: str) -> int:
    """The digit that makes a number whole."""
    interim = 0
    for digit in digits:
        interim = TABLE[interim][int(digit)]
    return interim


def is_number(text: str) -> bool:
    """Whether a text is a whole number of ours."""
    return len(text) == DIGITS + 1 and text.isascii() and text.isdigit() and check_digit(text) == 0


def number(rng: random.Random) -> str:
    """A number of chance; the first digit is never 0, so that tables do not lose it."""
    digits = str(rng.randrange(10 ** (DIGITS - 1), 10**DIGITS))
    return f"{digits}{check_digit(digits)}"
