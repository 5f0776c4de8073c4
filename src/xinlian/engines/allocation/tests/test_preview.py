from xinlian.engines.allocation.assign import allocate
from xinlian.engines.allocation.model import Batch, check
from xinlian.engines.allocation.order import order
from xinlian.engines.allocation.preview import compare, with_batch, with_quotas, with_seats
from xinlian.engines.allocation.tests.cases import crowd

SEEDS = [bytes([i]) for i in range(5)]


def test_alternatives_are_compared_under_the_same_orders():
    now = crowd(120, 5, 1, spare=1.5)
    found = compare(
        {
            "now": now,
            "more": with_seats(now, {"b0": now.batches[0].seats + 20}),
            "free": with_quotas(now, ()),
            "new": with_batch(now, Batch("b5", 20), like="b0"),
        },
        SEEDS,
    )
    assert found["more"].served > found["now"].served
    assert found["new"].served > found["now"].served
    for one in found.values():
        assert one.served + one.waiting == len(now.applicants)
        assert one.served == one.wished + one.possible
        assert one.served_least <= one.served <= one.served_most <= one.seats_bound
        assert abs(sum(one.left_out_groups.values()) - one.waiting) < 1e-9
        assert abs(sum(one.left_out_unions.values()) - one.waiting) < 1e-9
        assert one.first <= one.served


def test_figures_are_means_of_whole_allocations():
    now = crowd(60, 4, 2)
    outcomes = [allocate(now, order(seed, now.applicants)) for seed in SEEDS]
    assert compare({"now": now}, SEEDS)["now"].wished == sum(outcome.wished for outcome in outcomes) / 5


def test_a_new_batch_suits_whom_the_like_one_suits():
    now = crowd(60, 4, 2)
    then = with_batch(now, Batch("new", 3), like="b1")
    check(then)
    for old, new in zip(now.applicants, then.applicants, strict=True):
        assert (4 in new.wished, 4 in new.possible) == (1 in old.wished, 1 in old.possible)
