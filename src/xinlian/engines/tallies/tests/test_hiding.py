"""An attacker with every total in hand learns no small group: all subtractions are tried."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xinlian.engines.tallies.hiding import SMALLEST, Row, Share, Shown, protect, share, small

GOOD = frozenset({3, 4})


@st.composite
def tables(draw: st.DrawFn, rows: int = 5, columns: int = 5, most: int = 12) -> list[list[int]]:
    """Rows of five people or more, with many small groups among them."""
    width = draw(st.integers(2, columns))
    one = st.lists(st.one_of(st.integers(0, 6), st.integers(0, most)), min_size=width, max_size=width)
    return draw(st.lists(one.filter(lambda row: sum(row) >= SMALLEST), min_size=1, max_size=rows))


Equation = tuple[dict[tuple[int, int], int], int]


def equations(table: list[list[int]], shown: Shown) -> list[Equation]:
    """What the attacker can write down: {hidden cell: coefficient} = number. Everybody knows the size of each row."""
    last, found = len(table), []
    rows: list[Row] = [*shown.rows, shown.total] if last > 1 else [*shown.rows]
    people = [*map(sum, table), sum(map(sum, table))]
    for r, row in enumerate(rows):
        known = sum(n or 0 for n in row)
        found.append(({(r, c): 1 for c, n in enumerate(row) if n is None}, people[r] - known))
    for c in range(len(table[0]) if last > 1 else 0):
        unknown = {(r, c): 1 for r in range(last) if shown.rows[r][c] is None}
        known = (shown.total[c] or 0) - sum(row[c] or 0 for row in shown.rows)
        if shown.total[c] is None:
            unknown[last, c] = -1
        found.append((unknown, known))
    return [one for one in found if one[0]]


def pinned(found: list[Equation]) -> set[tuple[int, int]]:
    """The cells that some linear combination of the equations isolates: those alone in a row of the reduced matrix."""
    cells = sorted({cell for unknown, _known in found for cell in unknown})
    matrix = [[Fraction(unknown.get(cell, 0)) for cell in cells] for unknown, _known in found]
    top = 0
    for column in range(len(cells)):
        pivot = next((r for r in range(top, len(matrix)) if matrix[r][column]), None)
        if pivot is None:
            continue
        matrix[top], matrix[pivot] = matrix[pivot], matrix[top]
        matrix[top] = [value / matrix[top][column] for value in matrix[top]]
        for r in range(len(matrix)):
            if r != top and matrix[r][column]:
                factor = matrix[r][column]
                matrix[r] = [a - factor * b for a, b in zip(matrix[r], matrix[top], strict=True)]
        top += 1
    alone = [[cells[c] for c, value in enumerate(row) if value] for row in matrix]
    return {row[0] for row in alone if len(row) == 1}


def small_sums(table: list[list[int]], shown: Shown) -> list[int]:
    """Groups of one to four that adding and subtracting equations yields, all of one sign, totals not among them."""
    found, groups = equations(table, shown), []
    for signs in product((-1, 0, 1), repeat=len(found)):
        mixed: dict[tuple[int, int], int] = {}
        for sign, (unknown, _known) in zip(signs, found, strict=True):
            for cell, coefficient in unknown.items():
                mixed[cell] = mixed.get(cell, 0) + sign * coefficient
        left = {cell: value for cell, value in mixed.items() if value}
        if left and set(left.values()) == {1} and all(r < len(table) for r, _c in left):
            groups.append(sum(table[r][c] for r, c in left))
    return [group for group in groups if small(group)]


@given(tables())
def test_no_small_group_is_shown(table: list[list[int]]) -> None:
    shown = protect(table, GOOD)
    for row in (*shown.rows, shown.total):
        assert not any(small(n) for n in row if n is not None)


@given(tables())
def test_what_is_shown_is_true(table: list[list[int]]) -> None:
    shown = protect(table, GOOD)
    for real, row in zip(table, shown.rows, strict=True):
        assert all(n in (None, real[c]) for c, n in enumerate(row))
    assert all(n in (None, sum(row[c] for row in table)) for c, n in enumerate(shown.total))


@settings(max_examples=300)
@given(tables())
def test_no_combination_of_totals_gives_a_hidden_cell(table: list[list[int]]) -> None:
    shown = protect(table, GOOD)
    assert pinned(equations(table, shown)) == set()


@settings(max_examples=60, deadline=None)
@given(tables(rows=3, columns=4))
def test_no_subtraction_gives_a_small_group(table: list[list[int]]) -> None:
    assert small_sums(table, protect(table, GOOD)) == []


@settings(max_examples=150, deadline=None)
@given(tables(rows=1, columns=4, most=7))
def test_every_hidden_group_could_be_of_another_size(table: list[list[int]]) -> None:
    """By trying out every table that would look the same; a hidden nobody may be known to be nobody."""
    shown = protect(table, GOOD)
    hidden = [c for c, n in enumerate(shown.rows[0]) if n is None]
    left = sum(table[0]) - sum(n or 0 for n in shown.rows[0])
    fits = [values for values in product(range(left + 1), repeat=len(hidden)) if sum(values) == left]
    for place in range(len(hidden)):
        assert len({values[place] for values in fits}) > 1


def test_two_batches_and_their_total_give_no_third() -> None:
    """Without the second pass 48 - 41 and the total would give the batch of 3 away."""
    table = [[3, 7, 38], [6, 8, 34], [9, 9, 30]]
    shown = protect(table)
    assert shown.rows[0][0] is None
    assert sum(row[0] is None for row in shown.rows) >= 2
    assert shown.total == (18, 24, 102)


def test_a_table_without_small_groups_is_shown_whole() -> None:
    table = [[0, 5, 9], [6, 0, 7]]
    assert protect(table) == Shown(((0, 5, 9), (6, 0, 7)), (6, 5, 16))


@pytest.mark.parametrize("table", [[[4, 0]], [[9, 9], [2, 2]], [[9]]])
def test_small_surveys_are_not_taken(table: list[list[int]]) -> None:
    with pytest.raises(ValueError, match="fewer than five"):
        protect(table)


def test_no_surveys_are_nothing() -> None:
    assert protect([]) == Shown((), ())


def test_a_share_is_told_when_what_is_hidden_lies_on_one_side() -> None:
    counts = (5, 0, 0, 3, 40)
    shown = protect([counts], GOOD).rows[0]
    assert shown == (5, 0, 0, None, None)
    assert share(counts, shown, GOOD) == Share(43 / 48, 43 / 48)


def test_a_handful_who_are_not_satisfied_are_only_said_to_be_few() -> None:
    counts = (0, 0, 2, 11, 35)
    found = share(counts, protect([counts], GOOD).rows[0], GOOD)
    assert (found.low, found.exact) == (44 / 48, False)


@given(tables(rows=1, columns=5))
def test_a_share_lies_within_its_bounds_and_never_tells_a_small_side(table: list[list[int]]) -> None:
    counts, good = tuple(table[0]), frozenset({len(table[0]) - 1})
    liked, people = counts[-1], sum(counts)
    found = share(counts, protect(table, good).rows[0], good)
    assert found.low <= liked / people <= found.high
    if small(liked) or small(people - liked):
        assert not found.exact
