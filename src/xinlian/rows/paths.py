"""Union paths: where a row hangs in the tree of unions, as text that sorts like the tree."""

import string

SEGMENT = 4
DIGITS = string.digits + string.ascii_uppercase
AFTER = "~"  # sorts behind every digit and letter


def segment(number: int) -> str:
    """The `number`-th child (0 to 1,679,615) as four characters of base 36; ValueError beyond."""
    if not 0 <= number < 36**SEGMENT:
        raise ValueError("a union can have at most 1,679,616 direct members")
    text = ""
    for _ in range(SEGMENT):
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text


def child(parent: str, number: int) -> str:
    """The path of the `number`-th child of `parent` ('' for a root)."""
    return parent + segment(number)


def parents(path: str) -> list[str]:
    """The paths above `path`, from the root down, itself included."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def within(path: str, top: str) -> bool:
    """Whether `path` is `top` or lies below it."""
    return bool(top) and top <= path < top + AFTER


def shard_of(path: str) -> int:
    """The shard of a path: the number of its root (a province), 0 for rows of no union."""
    return int(path[:SEGMENT], 36) + 1 if path else 0
