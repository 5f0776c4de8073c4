import itertools
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xinlian.engines.allocation.assign import allocate
from xinlian.engines.allocation.model import Applicant, Batch, Problem, ProblemError, Quota, check, covers
from xinlian.engines.allocation.order import lots, order
from xinlian.engines.allocation.published import compose, draw
from xinlian.engines.allocation.tests.cases import NUMBERS, crowd, problems, terms_of
from xinlian.engines.allocation.tests.checker import Judge, all_seated

patient = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
RANK = {"wished": 0, "possible": 1, "waiting": 2}


def run(problem, seed=b"seed"):
    numbered = order(seed, problem.applicants)
    return numbered, allocate(problem, numbered)


def person(key, wished, possible=(), group=0, union="0000", party=""):
    return Applicant(key, group, union, tuple(wished), tuple(possible), party)


def file_of(problem):
    terms, entries = terms_of(problem)
    return compose(draw(terms, entries, "public", NUMBERS))


def by_brute_force(problem, numbered):
    """The rule for single people without quotas, by trying every seating: levels first, then dates, in order."""
    options = []
    for p in problem.applicants:
        options.append([*((b, 0) for b in p.wished), *((b, 1) for b in p.possible), (None, 2)])
    seatings = []
    for choice in itertools.product(*options):
        taken = Counter(b for b, _ in choice if b is not None)
        if all(n <= problem.batches[b].seats for b, n in taken.items()):
            levels = tuple(choice[i][1] for i in numbered)
            dates = tuple(options[i].index(choice[i]) for i in numbered)
            seatings.append((levels, dates, choice))
    return min(seatings)[2]


@patient
@given(problems(people=6, batches=3, parties=False, quotas=False))
def test_the_best_level_in_order_then_the_first_date_in_order(problem):
    numbered, outcome = run(problem)
    expected = by_brute_force(problem, numbered)
    assert [(r.batch, RANK[r.level]) for r in outcome.results] == list(expected)


@patient
@given(problems())
def test_every_reason_is_true_for_an_independent_judge(problem):
    Judge(file_of(problem)).judge()


@pytest.mark.parametrize("seed", range(3))
def test_every_reason_is_true_in_a_crowd(seed):
    Judge(file_of(crowd(60, 5, seed))).judge()


@patient
@given(problems())
def test_nobody_is_lowered_while_somebody_behind_could_move(problem):
    """Whoever stands in the common queue: with those before kept at their levels, no better level was possible."""
    judge = Judge(file_of(problem))
    for who, result in judge.result.items():
        if result["code"] in ("ceiling", "ceiling_lifted"):
            continue
        for level in ("wished", "possible")[: RANK[result["level"]]]:
            assert not judge.could_sit(who, judge.dates(who, level), judge.place(who))


@patient
@given(problems())
def test_a_guarantee_is_missed_only_when_its_own_are_too_few_or_cannot_come(problem):
    judge = Judge(file_of(problem))
    for quota in judge.terms["quotas"]:
        members = [i for i, e in judge.entry.items() if judge.counts(quota, e)]
        got = [i for i in members if judge.result[i]["batch"] is not None]
        if len(got) >= quota["guarantee"]:
            continue
        for who in set(members) - set(got):
            if all(i in members for i in judge.unit[who]):  # a mixed party stands in the common queue
                depth = len(quota["key"]) if quota["kind"] == "union" else 0
                before = (0, -depth, judge.result[who]["lot"])
                assert not judge.could_sit(who, judge.dates(who, "waiting"), before)


@patient
@given(problems())
def test_a_ceiling_holds_while_others_wait(problem):
    judge = Judge(file_of(problem))
    for quota in judge.terms["quotas"]:
        if quota["ceiling"] is None:
            continue
        inside = [i for i in judge.seated if judge.counts(quota, judge.entry[i])]
        turned = [i for i in inside if judge.result[i]["door"] == "turn"]
        assert not turned or sum(judge.result[i]["door"] != "lifted" for i in inside) <= quota["ceiling"]
    free = [k for k, n in judge.seats.items() if n > sum(judge.result[i]["batch"] == k for i in judge.seated)]
    for who, result in judge.result.items():
        if result["level"] == "waiting" and len(judge.unit[who]) == 1:
            assert not judge.dates(who, "waiting") & set(free)


@patient
@given(problems(), st.randoms(use_true_random=False))
def test_relabelling_people_and_batches_changes_nothing(problem, rng):
    numbered, outcome = run(problem)
    people, batches = list(range(len(problem.applicants))), list(range(len(problem.batches)))
    rng.shuffle(people)  # people[new] = old
    rng.shuffle(batches)
    new_batch = {old: new for new, old in enumerate(batches)}
    new_person = {old: new for new, old in enumerate(people)}

    def moved(p, i):
        wished, possible = (tuple(new_batch[b] for b in dates) for dates in (p.wished, p.possible))
        return replace(p, key=f"x{i}", wished=wished, possible=possible, party=p.party and f"other {p.party}")

    other = Problem(
        tuple(problem.batches[old] for old in batches),
        tuple(moved(problem.applicants[old], new) for new, old in enumerate(people)),
        problem.quotas,
    )
    again = allocate(other, [new_person[i] for i in numbered])
    for old, result in enumerate(outcome.results):
        mirrored = again.results[new_person[old]]
        assert (mirrored.level, mirrored.door, mirrored.reason) == (result.level, result.door, result.reason)
        assert mirrored.batch == (None if result.batch is None else new_batch[result.batch])
    assert [full.last_lot for full in again.sets] == [full.last_lot for full in outcome.sets]


@patient
@given(problems(people=6, batches=3), st.data())
def test_a_false_wish_never_gives_a_better_true_level(problem, data):
    numbered, outcome = run(problem)
    liar = data.draw(st.integers(0, len(problem.applicants) - 1))
    truth = problem.applicants[liar]
    levels = data.draw(st.lists(st.sampled_from("wp-"), min_size=3, max_size=3))
    size = range(len(problem.batches))
    false = replace(
        truth, wished=tuple(b for b in size if levels[b] == "w"), possible=tuple(b for b in size if levels[b] == "p")
    )
    people = tuple(false if i == liar else p for i, p in enumerate(problem.applicants))
    lied = allocate(replace(problem, applicants=people), numbered).results[liar].batch
    got = 0 if lied in truth.wished else 1 if lied in truth.possible else 2
    if not truth.party:
        assert got >= RANK[outcome.results[liar].level]


@patient
@given(problems(quotas=False, parties=False))
def test_where_every_date_is_wished_as_many_seats_are_filled_as_can_be(problem):
    people = tuple(replace(p, wished=p.wished + p.possible, possible=()) for p in problem.applicants)
    _, outcome = run(replace(problem, applicants=people))
    assert outcome.filled == outcome.bound == run(problem)[1].bound


@patient
@given(problems())
def test_totals_count_results(problem):
    _, outcome = run(problem)
    counted = Counter(r.level for r in outcome.results)
    assert (outcome.wished, outcome.possible, outcome.waiting) == tuple(counted[level] for level in RANK)
    assert outcome.filled == outcome.wished + outcome.possible <= outcome.bound
    assert outcome.bound <= sum(b.seats for b in problem.batches)


def test_the_order_stands_by_group_and_keeps_parties_together():
    people = [person(f"e{i}", [0], group=i % 3, party="p" if i in (0, 5) else "") for i in range(30)]
    numbered = order(b"seed", people)
    numbers = lots(people, numbered)
    assert numbers[0] == numbers[5]
    assert sorted(set(numbers)) == list(range(1, 30))
    ranks = [2 if people[i].party else people[i].group for i in numbered]  # its last member is in group 2
    assert ranks == sorted(ranks)
    assert numbered != order(b"other", people)


def test_a_party_named_like_an_entry_draws_its_own_number():
    entry, party = person("k", [0]), [person("a", [0], party="k"), person("b", [0], party="k")]
    firsts = {order(bytes([i]), [entry, *party])[0] == 0 for i in range(40)}
    assert firsts == {True, False}


def test_a_chain_of_moves_makes_room_without_lowering_anybody():
    batches = tuple(Batch(f"b{i}", 1) for i in range(4))
    people = (person("a", [0, 1]), person("b", [1, 2]), person("c", [2, 3]), person("d", [0]))
    outcome = allocate(Problem(batches, people), [0, 1, 2, 3])
    assert [r.batch for r in outcome.results] == [1, 2, 3, 0]
    assert {r.level for r in outcome.results} == {"wished"}


def test_a_party_takes_a_date_that_all_wish_and_stays_together():
    batches = (Batch("b0", 1), Batch("b1", 2))
    people = (person("a", [0, 1], party="p"), person("b", [1, 0], party="p"), person("c", [1, 0]))
    outcome = allocate(Problem(batches, people), [2, 0, 1])
    assert [r.batch for r in outcome.results] == [1, 1, 0]
    parted = allocate(Problem((Batch("b0", 1), Batch("b1", 1)), people), [2, 0, 1])
    assert [r.reason.code for r in parted.results] == ["party_too_large", "party_too_large", "in_turn"]


def test_a_party_that_cannot_be_seated_leaves_everybody_where_they_were():
    batches = tuple(Batch(f"b{i}", 2) for i in range(3))
    people = [person(f"s{i}", [0, 1]) for i in range(3)]
    people += [person(f"p{i}", [0], party="p") for i in range(2)] + [person("last", [1])]
    problem = Problem(batches, tuple(people))
    outcome = allocate(problem, range(6))
    without = allocate(Problem(batches, (*people[:3], people[5])), range(4))
    assert [r.batch for r in outcome.results if r.batch is not None] == [r.batch for r in without.results]
    assert outcome.results[5].level == "wished"


def test_a_ceiling_holds_back_and_is_lifted_for_an_empty_seat():
    quota = Quota("union", "0001", ceiling=1)
    batches = (Batch("b0", 2), Batch("b1", 1))
    people = (person("a", [0], union="00010000"), person("b", [1], union="00010001"), person("c", [0]))
    outcome = allocate(Problem(batches, people, (quota,)), [0, 1, 2])
    assert [r.reason.code for r in outcome.results] == ["in_turn", "ceiling_lifted", "in_turn"]
    tight = allocate(Problem((Batch("b0", 2), Batch("b1", 0)), people, (quota,)), [0, 1, 2])
    assert [r.reason.code for r in tight.results] == ["in_turn", "full", "in_turn"]
    rival = (*people, person("d", [1]))
    behind = allocate(Problem(batches, rival, (quota,)), [0, 1, 2, 3])
    assert [r.reason.code for r in behind.results] == ["in_turn", "ceiling", "in_turn", "in_turn"]


def test_the_guarantee_of_a_small_union_counts_for_the_large_one():
    people = tuple(
        person(f"e{i}", [0], union=u) for i, u in enumerate(["0000", "0001", "0001", "00010000", "00010000"])
    )
    quotas = (Quota("union", "0001", guarantee=2), Quota("union", "00010000", guarantee=1))
    outcome = allocate(Problem((Batch("b0", 3),), people, quotas), range(5))
    assert [r.door for r in outcome.results] == ["turn", "guarantee", "", "guarantee", ""]


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (Problem((Batch("b", 1), Batch("b", 1)), ()), "batch_twice"),
        (Problem((Batch("b", -1),), ()), "seats_negative"),
        (Problem((Batch("b", 1),), (person("a", [0]), person("a", [0]))), "applicant_twice"),
        (Problem((Batch("b", 1),), (person("a", [0], [0]),)), "batch_named_twice"),
        (Problem((Batch("b", 1),), (person("a", [1]),)), "batch_unknown"),
        (Problem((Batch("b", 1),), (person("a", [0], group=-1),)), "group_negative"),
        (Problem((Batch("b", 1),), (person("a", [0], party="p"),)), "party_size"),
        (Problem((), (), (Quota("union", "0001"), Quota("union", "0001"))), "quota_twice"),
        (Problem((), (), (Quota("union", ""),)), "quota_of_nobody"),
        (Problem((), (), (Quota("group", "0", 3, 2),)), "quota_contradicts"),
    ],
)
def test_a_problem_that_contradicts_itself_is_refused(problem, code):
    with pytest.raises(ProblemError) as refused:
        check(problem)
    assert refused.value.code == code


def test_the_seats_filled_come_near_the_bound_in_a_crowd():
    problem = crowd(2_000, 30, 7)
    _, outcome = run(problem)
    assert outcome.filled >= 0.97 * outcome.bound
    for quota in problem.quotas:
        got = sum(
            r.batch is not None and covers(quota, p.group, p.union)
            for p, r in zip(problem.applicants, outcome.results, strict=True)
        )
        assert got >= quota.guarantee


@pytest.mark.parametrize("seed", range(4))
def test_each_gets_the_first_date_that_leaves_all_levels_and_earlier_dates_as_they_are(seed):
    """The dates pass again, by trying each date with a plain matching; parties stay where they are."""
    problem = crowd(40, 9, seed, spare=1.0)
    judge = Judge(file_of(problem))
    single = sorted((i for i in judge.seated if len(judge.unit[i]) == 1), key=lambda i: judge.result[i]["lot"])
    room = dict(judge.seats)
    for i in judge.seated:
        if i not in single:
            room[judge.result[i]["batch"]] -= 1
    free = {i: judge.dates(i, judge.result[i]["level"]) for i in single}
    for who in single:
        for date in judge.entry[who][judge.result[who]["level"]]:
            if all_seated([*({**free, who: {date}}.values())], room):
                assert judge.result[who]["batch"] == date
                break
        free[who] = {judge.result[who]["batch"]}


def test_a_party_prefers_the_smallest_sum_of_places():
    batches = tuple(Batch(f"b{i}", 2) for i in range(3))
    people = (person("a", [0, 1, 2], party="p"), person("b", [2, 1, 0], party="p"), person("c", [1, 2, 0], party="p"))
    outcome = allocate(Problem(tuple(replace(b, seats=3) for b in batches), people), [0, 1, 2])
    assert {r.batch for r in outcome.results} == {1}
    tie = allocate(Problem(batches, people[:2]), [0, 1])
    assert {r.batch for r in tie.results} == {0}


def test_a_smaller_party_gets_what_was_not_enough_for_a_larger_one():
    batches = (Batch("b0", 3), Batch("b1", 2))
    single = [person(f"s{i}", [0, 1]) for i in range(3)]
    large = [person(f"l{i}", [0], party="large") for i in range(4)]
    small = [person(f"m{i}", [0], party="small") for i in range(2)]
    outcome = allocate(Problem(batches, (*single, *large, *small)), range(9))
    assert {r.reason.code for r in outcome.results[3:7]} == {"party_too_large"}
    assert {r.batch for r in outcome.results[7:]} == {0}
