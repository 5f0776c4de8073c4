"""The last pass: with every level settled, each person in order gets the first date that can still be had.

Somebody in c may have b when a chain leads from b back to c, or to a free seat: when b and c lie in one strongly
connected part of the graph of batches, free seats counted as guests who may sit anywhere. Settling somebody only takes
edges away, so parts only fall apart: a search that fails splits one, hence at most one search fails per batch.
"""

from collections.abc import Iterable, Sequence

Chain = list[tuple[int, int]]


class Dates:
    """People in batches who may still change places inside their level, and those whose date is settled."""

    def __init__(self, free: Sequence[int], batch_of: list[int], allowed: Sequence[tuple[int, ...]]) -> None:
        size = len(free)
        self.free = list(free)
        self.batch_of = batch_of
        self.allowed = allowed
        self.bits = [1 << batch for batch in range(size)]
        self.vacant = sum(bit for bit, seats in zip(self.bits, self.free, strict=True) if seats)
        self.part = [(1 << size) - 1] * size
        self.edges = [0] * size
        self.into = [0] * size  # the edges, read backwards
        self.movers: list[dict[int, list[int]]] = [{} for _ in range(size)]
        self.settled = bytearray(len(batch_of))

    def run(self, order: Iterable[int]) -> None:
        """Settle the dates of everybody who may move; others (allowed is empty) stay where they are."""
        people = [person for person in order if self.allowed[person]]
        for person in people:
            self._enter(person, self.batch_of[person])
        for person in people:
            self._settle(person)

    def _settle(self, person: int) -> None:
        now = self.batch_of[person]
        self.settled[person] = True
        for batch in self.allowed[person]:
            if batch == now or self._swap(person, batch, now):
                return

    def _swap(self, person: int, batch: int, now: int) -> bool:
        """Bring one person from `now` to `batch`, others making room, if that can be."""
        if self.part[batch] is not self.part[now] and self.part[batch] != self.part[now]:
            return False
        while True:
            chain = self._chain(batch, now)
            if chain is None:
                return False
            movers = self._people_on(chain)
            if movers is not None:
                break
        end = chain[-1][1] if chain else batch
        for mover, (_, to) in zip(movers, chain, strict=True):
            self.batch_of[mover] = to
            self._enter(mover, to)
        self.batch_of[person] = batch
        if end != now:
            self._hand_over(end, now)
        return True

    def _hand_over(self, end: int, now: int) -> None:
        """The seat that was free in one batch is now free in another."""
        self.free[end] -= 1
        if not self.free[end]:
            self.vacant ^= self.bits[end]
        self.free[now] += 1
        self.vacant |= self.bits[now]

    def _chain(self, start: int, now: int) -> Chain | None:
        """Steps from batch to batch that end in `now` or at a free seat; None splits the part `start` is in."""
        target, near = self.vacant | self.bits[now], self.into[now]
        if self.bits[start] & target:
            return []
        if self.bits[start] & near:
            return [(start, now)]
        goal = target | near  # the last step is found from its far end: the last layer is by far the widest
        part = self.part[start]
        seen = layer = self.bits[start]
        visits: list[tuple[int, int]] = []  # a batch and those first seen from it
        while layer:
            following = 0
            while layer:
                node = (layer & -layer).bit_length() - 1
                layer &= layer - 1
                fresh = self.edges[node] & part & ~seen
                if fresh:
                    seen |= fresh
                    following |= fresh
                    visits.append((node, fresh))
                    if fresh & goal:
                        hit = fresh & target or fresh & near
                        end = (hit & -hit).bit_length() - 1
                        return _back(visits, end) + ([] if hit & target else [(end, now)])
            layer = following
        self._split(part, seen)
        return None

    def _split(self, part: int, seen: int) -> None:
        inside, outside = part & seen, part & ~seen
        for whole in (inside, outside):
            left = whole
            while left:
                self.part[(left & -left).bit_length() - 1] = whole
                left &= left - 1

    def _people_on(self, chain: Chain) -> list[int] | None:
        """Somebody for each step; None when a step had nobody left, which the edge now says."""
        found: list[int] = []
        for node, other in chain:
            waiting = self.movers[node].get(other, [])
            while waiting and (self.batch_of[waiting[-1]] != node or self.settled[waiting[-1]]):
                waiting.pop()
            if not waiting:
                self.edges[node] ^= self.bits[other]
                self.into[other] ^= self.bits[node]
                return None
            found.append(waiting[-1])
        return found

    def _enter(self, person: int, batch: int) -> None:
        movers = self.movers[batch]
        for other in self.allowed[person]:
            waiting = movers.get(other)
            if waiting:
                waiting.append(person)
            else:
                movers[other] = [person]
                self.edges[batch] |= self.bits[other]
                self.into[other] |= self.bits[batch]


def _back(visits: list[tuple[int, int]], end: int) -> Chain:
    """The steps that led to `end`."""
    chain: Chain = []
    for node, fresh in reversed(visits):
        if fresh >> end & 1:
            chain.append((node, end))
            end = node
    chain.reverse()
    return chain
