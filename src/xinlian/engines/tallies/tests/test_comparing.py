"""Several surveys of a series beside each other."""

from hypothesis import given
from hypothesis import strategies as st

from xinlian.engines.tallies.comparing import Figures, compare, texts
from xinlian.engines.tallies.counting import Asked
from xinlian.engines.tallies.hiding import Share, small

SCALE = Asked("a", "scale", ("1", "2", "3", "4", "5"))
MANY = Asked("b", "many", ("x", "y"))
TEXT = Asked("c", "text")


def said(*steps: int) -> list[dict[str, object]]:
    return [{"a": str(place)} for place, n in enumerate(steps, 1) for _ in range(n)]


def test_each_stands_beside_all() -> None:
    each, whole = compare(SCALE, [said(0, 0, 5, 5, 10), said(0, 0, 0, 10, 10)])
    assert each[0] == Figures(20, (0, 0, 5, 5, 10), Share(0.75, 0.75), 4.25, 4.5)
    assert each[1].liked == Share(1, 1)
    assert (whole.people, whole.counts, whole.mean) == (40, (0, 0, 5, 15, 20), 4.375)


def test_a_survey_of_four_is_hidden_and_not_in_the_total_either() -> None:
    each, whole = compare(SCALE, [said(0, 0, 0, 4, 0), said(0, 0, 0, 6, 6)])
    assert each[0] == Figures(None, (None,) * 5)
    assert whole.people == 12


def test_nothing_is_said_where_all_are_small() -> None:
    assert compare(SCALE, [said(1), said(0, 4)])[1] == Figures(None, (None,) * 5)
    assert compare(MANY, [])[1].people is None


def test_mean_and_median_stay_away_where_a_step_is_hidden() -> None:
    figures = compare(SCALE, [said(0, 0, 2, 11, 35)])[0][0]
    assert (figures.mean, figures.median) == (None, None)
    assert figures.liked is not None
    assert not figures.liked.exact


@given(st.lists(st.integers(0, 20), min_size=1, max_size=4))
def test_ticks_show_no_small_group_that_ticked_or_did_not(chosen: list[int]) -> None:
    surveys = [[{"b": ["x"]}] * n + [{"b": ["y"]}] * (20 - n) for n in chosen]
    each, whole = compare(MANY, surveys)
    for figures in (*each, whole):
        assert figures.people is not None
        assert not any(small(n) or small(figures.people - n) for n in figures.counts if n is not None)


def test_texts_need_five_who_wrote_and_lose_their_order() -> None:
    sheets = [{"c": word} for word in ("丁", "丙", "乙", "甲")]
    assert texts(TEXT, sheets) is None
    assert texts(TEXT, [*sheets, {"c": "一"}, {}]) == ("一", "丁", "丙", "乙", "甲")
    assert compare(TEXT, [[{"c": "甲"}] * 6])[1] == Figures(6, ())
