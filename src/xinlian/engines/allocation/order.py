"""Lot numbers: by priority group, and inside a group by HMAC-SHA256 of the public seed over each entry's key."""

import hashlib
import hmac
from collections.abc import Sequence

from xinlian.engines.allocation.model import Applicant


def order(seed: bytes, applicants: Sequence[Applicant]) -> list[int]:
    """Places in `applicants`, first lot number first; a party stands together, where its last member's group stands.

    A party draws with the key of the party; inside it the members follow by key.
    """
    last: dict[str, int] = {}
    for person in applicants:
        if person.party:
            last[person.party] = max(person.group, last.get(person.party, 0))

    def place(index: int) -> tuple[int, bytes, str, str]:
        person = applicants[index]
        # The two kinds of key must not meet: somebody could otherwise name a party after another's entry.
        name = f"party {person.party}" if person.party else f"entry {person.key}"
        drawn = hmac.digest(seed, name.encode(), hashlib.sha256)
        return last.get(person.party, person.group), drawn, person.party, person.key

    return sorted(range(len(applicants)), key=place)


def lots(applicants: Sequence[Applicant], order: Sequence[int]) -> list[int]:
    """The lot number of each applicant, from 1; members of a party share one."""
    numbers = [0] * len(applicants)
    number, before = 0, ""
    for index in order:
        name = applicants[index].party
        if not name or name != before:
            number += 1
        before = name
        numbers[index] = number
    return numbers
