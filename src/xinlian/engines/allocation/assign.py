"""The rule: in order, each gets the best level still possible without lowering anybody ahead; then dates are settled."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xinlian.engines.allocation import reasons
from xinlian.engines.allocation.dates import Dates
from xinlian.engines.allocation.model import Applicant, Door, Outcome, Problem, Quota, covers
from xinlian.engines.allocation.order import lots
from xinlian.engines.allocation.seats import NOBODY, Seats

RULE_VERSION = "1"
WISHED, POSSIBLE, WAITING = 0, 1, 2


class Unit(NamedTuple):
    """Who is asked at one lot number: a person or a party, and the batches that suit all its members."""

    members: tuple[int, ...]
    wished: tuple[int, ...]
    possible: tuple[int, ...]


class Run:
    """One allocation while it is made."""

    def __init__(self, problem: Problem, order: Sequence[int]) -> None:
        people = len(problem.applicants)
        self.problem = problem
        self.order = order
        self.lots = lots(problem.applicants, order)
        self.units = list(units(problem.applicants, order))
        self.seats = Seats([batch.seats for batch in problem.batches], people)
        self.level = [WAITING] * people
        self.door: list[Door] = [""] * people
        self.quota = [NOBODY] * people  # the guarantee that brought somebody in, or the ceiling that held somebody back
        self.turn = [0] * people  # when somebody was seated, or was asked in vain
        self.now = 0
        self.taken = [0] * len(problem.quotas)
        self.quotas_of = quotas_of(problem)
        self.ceilings = any(quota.ceiling is not None for quota in problem.quotas)

    def levels(self) -> None:
        """Guarantees, everyone in order, ceilings lifted."""
        for wave in waves(self.problem.quotas):
            self._guarantee(wave)
        held: list[Unit] = []
        for unit in self.units:
            if self.level[unit.members[0]] == WAITING and not self._in_turn(unit):
                held.append(unit)
        for unit in held:
            self._ask(unit, "lifted")

    def dates(self) -> None:
        """Settle the dates inside the levels."""
        Dates(self.seats.free, self.seats.batch_of, self.seats.allowed).run(self.order)

    def _guarantee(self, wave: Sequence[int]) -> None:
        """Members of these quotas in order, each quota until its guarantee is met."""
        owed = {quota: self.problem.quotas[quota].guarantee for quota in wave}
        for unit in self.units:
            first = unit.members[0]
            if self.level[first] != WAITING:
                continue
            for quota in self.quotas_of[first]:
                if owed.get(quota, 0) > self.taken[quota] and self._all_in(unit, quota):
                    self._ask(unit, "guarantee", quota)
                    break

    def _all_in(self, unit: Unit, quota: int) -> bool:
        return len(unit.members) == 1 or all(quota in self.quotas_of[member] for member in unit.members)

    def _in_turn(self, unit: Unit) -> bool:
        """Ask one in the common order; False when a ceiling holds the unit back."""
        quota = self._ceiling(unit)
        if quota == NOBODY:
            self._ask(unit, "turn")
            return True
        self._mark(unit, quota)
        return False

    def _ceiling(self, unit: Unit) -> int:
        """The quota whose ceiling this unit would exceed; NOBODY when there is none."""
        if not self.ceilings:
            return NOBODY
        quotas = [quota for member in unit.members for quota in self.quotas_of[member]]
        for quota in quotas:
            ceiling = self.problem.quotas[quota].ceiling
            if ceiling is not None and self.taken[quota] + quotas.count(quota) > ceiling:
                return quota
        return NOBODY

    def _mark(self, unit: Unit, quota: int) -> None:
        self.now += 1
        for member in unit.members:
            self.turn[member] = self.now
            self.quota[member] = quota

    def _ask(self, unit: Unit, door: Door, quota: int = NOBODY) -> None:
        level = self._seat(unit)
        if level == WAITING and door == "lifted":
            return
        self.now += 1
        for member in unit.members:
            self.turn[member] = self.now
            if level == WAITING:
                continue
            self.level[member], self.door[member] = level, door
            if door == "guarantee":
                self.quota[member] = quota
            for covering in self.quotas_of[member]:
                self.taken[covering] += 1

    def _seat(self, unit: Unit) -> int:
        for level, batches in ((WISHED, unit.wished), (POSSIBLE, unit.possible)):
            if not batches:
                continue
            if len(unit.members) == 1:
                seated = self.seats.seat(unit.members[0], batches)
            else:
                seated = self.seats.seat_together(unit.members, batches)
            if seated:
                return level
        return WAITING


def allocate(problem: Problem, order: Sequence[int]) -> Outcome:
    """What each applicant is given under the rule; `order` lists everybody, first lot first, parties together.

    The result is unique: names, the order of the lists and the search for room do not change it.
    """
    run = Run(problem, order)
    run.levels()
    run.dates()
    results, sets = reasons.explain(run)
    wished, possible, waiting = (run.level.count(level) for level in (WISHED, POSSIBLE, WAITING))
    return Outcome(results, sets, wished + possible, wished, possible, waiting, bound(run))


def bound(run: Run) -> int:
    """The most seats that any allocation of the same wishes could fill, quotas aside and parties split."""
    applicants = run.problem.applicants
    seated = [person for person, batch in enumerate(run.seats.batch_of) if batch != NOBODY]
    seats = Seats([batch.seats for batch in run.problem.batches], len(applicants))
    for person in seated:
        seats.put(person, run.seats.batch_of[person], applicants[person].wished + applicants[person].possible)
    more = 0
    for person, batch in enumerate(run.seats.batch_of):
        if batch == NOBODY:
            more += seats.seat(person, applicants[person].wished + applicants[person].possible)
    return len(seated) + more


def units(applicants: Sequence[Applicant], order: Sequence[int]) -> Iterator[Unit]:
    """People and parties in order; a party may be wished what all wish, possible what nobody excludes.

    A party prefers the batch with the smallest sum of its members' places; its first member's order decides a tie.
    """
    parties: dict[str, list[int]] = {}
    for index in order:
        person = applicants[index]
        if person.party:
            parties.setdefault(person.party, []).append(index)
    for index in order:
        person = applicants[index]
        if not person.party:
            yield Unit((index,), person.wished, person.possible)
        elif parties[person.party][0] == index:
            yield party(applicants, tuple(parties[person.party]))


def party(applicants: Sequence[Applicant], members: tuple[int, ...]) -> Unit:
    """One party with the batches that suit all its members."""
    lists = [applicants[member].wished + applicants[member].possible for member in members]
    places = [{batch: place for place, batch in enumerate(named)} for named in lists]
    common = [batch for batch in lists[0] if all(batch in named for named in places)]
    common.sort(key=lambda batch: sum(named[batch] for named in places))
    wished = [batch for batch in common if all(batch in applicants[member].wished for member in members)]
    return Unit(members, tuple(wished), tuple(batch for batch in common if batch not in wished))


def quotas_of(problem: Problem) -> list[tuple[int, ...]]:
    """The quotas that count each applicant."""
    known: dict[tuple[int, str], tuple[int, ...]] = {}
    found = []
    for person in problem.applicants:
        key = (person.group, person.union)
        if key not in known:
            known[key] = tuple(i for i, quota in enumerate(problem.quotas) if covers(quota, *key))
        found.append(known[key])
    return found


def waves(quotas: Sequence[Quota]) -> list[list[int]]:
    """Guarantees in the order they are met: unions from the leaves of the tree up, then groups.

    A smaller union's people count towards the larger one's guarantee, so the smaller come first.
    """
    depths: dict[int, list[int]] = {}
    for index, quota in enumerate(quotas):
        if quota.guarantee:
            depths.setdefault(len(quota.key) if quota.kind == "union" else 0, []).append(index)
    return [depths[depth] for depth in sorted(depths, reverse=True)]
