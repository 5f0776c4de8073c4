"""Which statements speak of which things, as rows of bits: a batch is a row for each thing, not for each thing of each statement."""

from collections.abc import Mapping, Sequence

from xinlian.engines.statements.refs import Refs
from xinlian.records.models.statements import PLACES
from xinlian.records.things import Known, Name

MENTION = ("thing_id", "first_id", "direct", "related")
Block = tuple[int, int, int, int]


class _Marks(dict[str, int]):
    """Bits by the keys of things of one kind, for one of the two columns."""

    def mark(self, keys: frozenset[str], bits: int) -> None:
        for key in keys:
            self[key] = self.get(key, 0) | bits


def blocks(ids: Sequence[int], several: Sequence[Refs], known: Mapping[Name, Known]) -> list[Block]:
    """The rows for statements of these growing ids. Bit n is the statement `first` + n, up to PLACES of them in a row."""
    found, start = list[Block](), 0
    while start < len(ids):
        end = start + 1
        while end < len(ids) and ids[end] - ids[start] < PLACES:
            end += 1
        found += _block(ids[start:end], several[start:end], known)
        start = end
    return found


def _block(ids: Sequence[int], several: Sequence[Refs], known: Mapping[Name, Known]) -> list[Block]:
    first, verbs = ids[0], _Marks()
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
    kinds = (("verb", (verbs, verbs)), ("agent", agents), ("activity", activities))
    return [
        (known[kind, key].id, first, direct.get(key, 0), bits)
        for kind, (direct, related) in kinds
        for key, bits in related.items()
    ]
