"""Which statements speak of which things, as rows of bits: a batch is a row for each thing, not for each thing of each statement.

Whose statements they are and of which attempt is found in the same way, by numbers below zero: an index of its own would cost an
entry for each statement. Two of those may share a number, so whoever enters by one looks at the statement too.
"""

import uuid
from collections.abc import Mapping, Sequence

from xinlian.engines.statements.refs import Refs
from xinlian.records.models.statements import PLACES
from xinlian.records.things import Known, Name

MENTION = ("thing_id", "first_id", "direct", "related")
Block = tuple[int, int, int, int]
HALF = 1 << 62


class _Marks(dict[str, int]):
    """Bits by the keys of things of one kind, for one of the two columns."""

    def mark(self, keys: frozenset[str], bits: int) -> None:
        for key in keys:
            self[key] = self.get(key, 0) | bits


def of_client(pk: int) -> int:
    """The number by which the statements of a client are found."""
    return -pk


def of_registration(registration: uuid.UUID) -> int:
    """The number by which the statements of an attempt are found: of both halves, since some kinds of UUID differ in one only."""
    return -HALF - ((registration.int >> 64 ^ registration.int) % HALF)


def ids_of(first: int, bits: int) -> list[int]:
    """The statements that a row marks."""
    return [first + place for place in range(PLACES) if bits >> place & 1]


def blocks(ids: Sequence[int], several: Sequence[Refs], known: Mapping[Name, Known], client: int) -> list[Block]:
    """The rows for a client's statements of these growing ids. Bit n is the statement `first` + n, up to PLACES of them in a row."""
    found, start = list[Block](), 0
    while start < len(ids):
        end = start + 1
        while end < len(ids) and ids[end] - ids[start] < PLACES:
            end += 1
        found += _block(ids[start:end], several[start:end], known, client)
        start = end
    return found


def moved(several: Sequence[Block], ids: Sequence[int]) -> list[Block] | None:
    """The rows for statements 0, 1, … as those of these growing ids; None where there are gaps between the ids."""
    start = ids[0]
    if ids[-1] - start != len(ids) - 1:
        return None
    return [(thing, start + first, direct, related) for thing, first, direct, related in several]


def _block(ids: Sequence[int], several: Sequence[Refs], known: Mapping[Name, Known], client: int) -> list[Block]:
    first, verbs, attempts = ids[0], _Marks(), _Marks()
    agents, activities = (_Marks(), _Marks()), (_Marks(), _Marks())
    shared: dict[int, tuple[Refs, list[int]]] = {}  # statements of one attempt often refer to just the same
    for key, one in zip(ids, several, strict=True):
        shared.setdefault(id(one), (one, []))[1].append(1 << (key - first))
    for one, places in shared.values():
        bits = sum(places)
        verbs[one.verb] = verbs.get(one.verb, 0) | bits
        agents[0].mark(one.agents, bits)
        agents[1].mark(one.related_agents, bits)
        activities[0].mark(one.activities, bits)
        activities[1].mark(one.related_activities, bits)
        if one.registration is not None:
            attempts[one.registration] = attempts.get(one.registration, 0) | bits
    kinds = (("verb", (verbs, verbs)), ("agent", agents), ("activity", activities))
    own = {of_client(client): sum(1 << (key - first) for key in ids)}
    for registration, bits in attempts.items():
        number = of_registration(uuid.UUID(registration))
        own[number] = own.get(number, 0) | bits
    return [
        (known[kind, key].id, first, direct.get(key, 0), bits)
        for kind, (direct, related) in kinds
        for key, bits in related.items()
    ] + [(number, first, bits, bits) for number, bits in own.items()]
