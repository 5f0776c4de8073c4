"""Small invented problems for the tests: tight seats, parties, a tree of quotas."""

import random

from hypothesis import strategies as st

from xinlian.engines.allocation.commitment import bind, witness_commitment
from xinlian.engines.allocation.model import Applicant, Batch, Problem, Quota
from xinlian.engines.allocation.terms import Entry, TermBatch, TermQuota, Terms, Witness

UNIONS = ["0000", "00000000", "00000001", "0001", "00010000"]
NUMBERS = ("20260401", "777000111222")


@st.composite
def problems(draw, people=8, batches=4, parties=True, quotas=True):
    """A problem small enough to try everything."""
    size = draw(st.integers(1, batches))
    seats = draw(st.lists(st.integers(0, 3), min_size=size, max_size=size))
    count = draw(st.integers(1, people))
    keys = [""] * count
    if parties and count >= 2 and draw(st.booleans()):
        first = draw(st.integers(0, count - 2))
        length = draw(st.integers(2, min(4, count - first)))
        keys[first : first + length] = ["p"] * length
        rest = count - first - length
        if rest >= 2 and draw(st.booleans()):
            keys[first + length : first + length + 2] = ["q"] * 2
    applicants = tuple(_person(draw, i, size, keys[i]) for i in range(count))
    chosen = draw(st.lists(st.sampled_from([*UNIONS, 0, 1, 2]), unique=True, max_size=4)) if quotas else []
    return Problem(
        tuple(Batch(f"b{i}", n) for i, n in enumerate(seats)), applicants, tuple(_quota(draw, k) for k in chosen)
    )


def _person(draw, number, batches, party):
    ranked = draw(st.permutations(range(batches)))
    levels = draw(st.lists(st.sampled_from("wwp-"), min_size=batches, max_size=batches))
    wished = tuple(b for b in ranked if levels[b] == "w")
    possible = tuple(b for b in ranked if levels[b] == "p")
    group, union = draw(st.integers(0, 2)), draw(st.sampled_from(UNIONS))
    return Applicant(f"e{number}", group, union, wished, possible, party)


def _quota(draw, key):
    kind = "union" if isinstance(key, str) else "group"
    guarantee = draw(st.integers(0, 3))
    ceiling = draw(st.one_of(st.none(), st.integers(guarantee, guarantee + 2)))
    return Quota(kind, str(key), guarantee, ceiling)


def terms_of(problem):
    """The problem as a draw with two witnesses, and its entries."""
    keys = [batch.key for batch in problem.batches]
    named = {person.key: person for person in problem.applicants}
    entries = tuple(
        Entry(
            key, "张*", p.group, p.union, tuple(keys[b] for b in p.wished), tuple(keys[b] for b in p.possible),
            f"{i:032x}", bind(b"secret", key), p.party,
        )
        for i, (key, p) in enumerate(named.items())
    )  # fmt: skip
    terms = Terms(
        draw="trip-2026",
        title="五月疗休养",
        batches=tuple(TermBatch(batch.key, f"第{batch.key}批", batch.seats) for batch in problem.batches),
        groups=("快递员", "骑手", "家政"),
        quotas=tuple(TermQuota(q.kind, q.key, "配额", q.guarantee, q.ceiling) for q in problem.quotas),
        source="某彩票第 26040 期",
        witnesses=tuple(Witness(f"李*{i}", witness_commitment("trip-2026", n)) for i, n in enumerate(NUMBERS)),
    )
    return terms, entries


def crowd(people, batches, seed, spare=1.1):
    """A larger problem: popular dates, workmates, quotas in a tree."""
    rng = random.Random(seed)
    weights = [1 / (i + 3) ** 0.5 for i in range(batches)]
    applicants, party, left = [], "", 0
    for i in range(people):
        picks = list(dict.fromkeys(rng.choices(range(batches), weights, k=rng.randint(3, 8))))
        cut = rng.randint(1, len(picks))
        if left:
            left -= 1
        else:
            left = rng.choice([1, 1, 2, 3]) if rng.random() < 0.08 and i < people - 4 else 0
            party = f"p{i}" if left else ""
        union = f"{rng.randrange(3):04d}{rng.randrange(3):04d}"
        applicants.append(Applicant(f"e{i}", rng.randrange(3), union, tuple(picks[:cut]), tuple(picks[cut:]), party))
    quotas = [Quota("union", f"{i:04d}", people // 8, people // 4) for i in range(3)]
    quotas += [Quota("union", f"{i:04d}0000", people // 20, people // 12) for i in range(3)]
    seats = max(1, int(people / spare / batches))
    all_batches = tuple(Batch(f"b{i}", seats) for i in range(batches))
    return Problem(all_batches, tuple(applicants), (*quotas, Quota("group", "2", people // 6)))
