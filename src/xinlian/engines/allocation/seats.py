"""Seats in batches and the people in them: makes room by moving people inside their level, along shortest chains.

A graph with a node per batch: an edge from b to c while somebody in b may sit in c without losing a level. Each node
has a label, a lower bound of the moves from it to a free seat. Labels only grow; a node from which no free seat can be
reached stays dead for good, as nobody ever leaves (ISAP; Ahuja, Magnanti and Orlin, Network Flows, 1993, 7.4). Sets of
nodes are bits of an integer.
"""

from collections.abc import Sequence

NOBODY = -1
Move = tuple[int, int, int]  # person, from, to


class Seats:
    """A seating that grows. Only people who may be moved are in the graph; a party takes seats and stays."""

    def __init__(self, seats: Sequence[int], people: int) -> None:
        self.free = list(seats)
        self.batch_of = [NOBODY] * people
        self.allowed: list[tuple[int, ...]] = [()] * people
        size = len(self.free)
        self.dead = size + 1
        self.bits = [1 << batch for batch in range(size)]
        self.label = [0] * size
        self.at_label = [(1 << size) - 1] + [0] * (size + 1)
        self.edges = [0] * size
        self.movers: list[dict[int, list[int]]] = [{} for _ in range(size)]
        self.room_at_most: dict[int, int] = {}

    def seat(self, person: int, allowed: tuple[int, ...]) -> bool:
        """Seat one person in any of these batches, moving others; False when nobody can make room."""
        batch = self._open_one(allowed)
        if batch == NOBODY:
            return False
        self.put(person, batch, allowed)
        return True

    def seat_together(self, people: Sequence[int], batches: Sequence[int]) -> bool:
        """Seat a party in the first of these batches that can free a seat for each; they are not moved again."""
        for batch in batches:
            if self._open_many(batch, len(people)):
                self.free[batch] -= len(people)
                for person in people:
                    self.batch_of[person] = batch
                return True
        return False

    def put(self, person: int, batch: int, allowed: tuple[int, ...]) -> None:
        """Seat one person in a batch that has a free seat."""
        self.free[batch] -= 1
        self.allowed[person] = allowed
        self._sit(person, batch)

    def _open_one(self, batches: tuple[int, ...]) -> int:
        """A batch of these with a free seat, made free where needed; NOBODY when there is none."""
        label, free = self.label, self.free
        while True:
            best, least = NOBODY, self.dead
            for batch in batches:
                if label[batch] < least:
                    best, least = batch, label[batch]
                    if not least and free[batch]:
                        return batch
            if best == NOBODY:
                return NOBODY
            moves = self._chain(best)
            if moves is not None:
                self._carry_out(moves)
                return best

    def _open_many(self, batch: int, count: int) -> bool:
        """Free `count` seats in one batch, or change nothing. What a batch can free only shrinks: a no is kept."""
        had = self.free[batch]
        if had >= count:
            return True
        if self.label[batch] >= self.dead or self.room_at_most.get(batch, count) < count:
            return False
        labels, at_label = self.label[:], self.at_label[:]
        self.free[batch] = 0  # those already free are kept aside, so that the chains end elsewhere
        done: list[Move] = []
        for opened in range(count - had):
            moves = self._chain_or_dead(batch)
            if moves is None:
                self.room_at_most[batch] = had + opened
                self._undo(done)
                self.free[batch] = had
                self.label, self.at_label = labels, at_label
                return False
            self._carry_out(moves)
            self.free[batch] = 0
            done += moves
        self.free[batch] = count
        return True

    def _chain_or_dead(self, batch: int) -> list[Move] | None:
        while self.label[batch] < self.dead:
            moves = self._chain(batch)
            if moves is not None:
                return moves
        return None

    def _chain(self, start: int) -> list[Move] | None:
        """Moves that free a seat in `start`; None when its label had to grow instead."""
        moves: list[Move] = []
        node, free = start, self.free
        while not free[node]:
            step = self._step(node)
            if step is not None:
                moves.append(step)
                node = step[2]
                continue
            self._raise(node)
            if not moves:
                return None
            node = moves.pop()[1]
        return moves

    def _step(self, node: int) -> Move | None:
        """Somebody in `node` who may move one label nearer to a free seat."""
        below = self.label[node] - 1
        if below < 0:
            return None
        movers, batch_of = self.movers[node], self.batch_of
        while nearer := self.edges[node] & self.at_label[below]:
            other = (nearer & -nearer).bit_length() - 1
            waiting = movers[other]
            while waiting:
                if batch_of[waiting[-1]] == node:
                    return waiting[-1], node, other
                waiting.pop()  # has left this batch since
            self.edges[node] ^= self.bits[other]
        return None

    def _raise(self, node: int) -> None:
        old, bit, edges, at_label = self.label[node], self.bits[node], self.edges[node], self.at_label
        at_label[old] ^= bit
        new = self.dead
        if at_label[old]:
            for label in range(old, self.dead - 1):
                if edges & at_label[label]:
                    new = label + 1
                    break
                if not at_label[label]:
                    break
        else:
            self._bury_above(old)
        self.label[node] = new
        if new < self.dead:
            at_label[new] |= bit

    def _bury_above(self, gap: int) -> None:
        """No node has the label `gap` any more, so none above it can come down to a free seat."""
        for label in range(gap + 1, self.dead):
            nodes = self.at_label[label]
            self.at_label[label] = 0
            while nodes:
                self.label[(nodes & -nodes).bit_length() - 1] = self.dead
                nodes &= nodes - 1

    def _carry_out(self, moves: Sequence[Move]) -> None:
        if moves:
            self.free[moves[-1][2]] -= 1
            self.free[moves[0][1]] += 1
            for person, _, to in moves:
                self._sit(person, to)

    def _undo(self, moves: Sequence[Move]) -> None:
        for person, origin, to in reversed(moves):
            self.free[to] += 1
            self.free[origin] -= 1
            self._sit(person, origin)

    def _sit(self, person: int, batch: int) -> None:
        self.batch_of[person] = batch
        movers = self.movers[batch]
        for other in self.allowed[person]:
            waiting = movers.get(other)
            if waiting:
                waiting.append(person)
            else:
                movers[other] = [person]
                self.edges[batch] |= self.bits[other]
