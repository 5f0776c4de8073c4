"""How an entry is digested and how the chain is verified; pure."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

START = "0" * 64


def digest(content: Mapping[str, object]) -> str:
    """SHA-256 of an entry's content as canonical JSON (sorted keys, no spaces, UTF-8), in hexadecimal."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def follow(previous: str, entry_digest: str) -> str:
    """The hash of the link that puts `entry_digest` behind `previous`."""
    return hashlib.sha256(f"{previous}{entry_digest}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far the chain holds: entries checked, and the first number that does not fit with the reason."""

    checked: int
    broken_at: int | None = None
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether every link fits."""
        return self.broken_at is None


def walk(links: Iterable[tuple[int, str, str, str]], previous: str = START, first: int = 1) -> Verdict:
    """Check (number, stored hash, stored digest, digest recomputed) in order of number, from `first` behind `previous`."""
    expected = first
    for number, stored, stored_digest, fresh in links:
        if number != expected:
            return Verdict(expected - first, expected, "missing")
        if stored_digest != fresh:
            return Verdict(expected - first, number, "changed")
        previous = follow(previous, stored_digest)
        if previous != stored:
            return Verdict(expected - first, number, "unchained")
        expected += 1
    return Verdict(expected - first)
