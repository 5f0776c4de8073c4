"""Classes formed out of any waiting list, sessions given to any trainers, quarters: what holds always."""

import datetime
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from xinlian.training.rules import forming, timetable
from xinlian.training.rules.forming import Waiting
from xinlian.training.rules.reasons import Reason
from xinlian.training.rules.timetable import QUARTER, Span, Teacher

NOW = datetime.datetime(2026, 5, 4, 8, tzinfo=datetime.UTC)
ENDS = datetime.date(2026, 5, 10)
HOUR = datetime.timedelta(hours=1)


@st.composite
def lists(draw: st.DrawFn) -> list[Waiting]:
    """Up to 25 people with any mixture of teams, languages and medicals."""
    found = []
    for key in range(draw(st.integers(0, 25))):
        fit = draw(st.one_of(st.none(), st.integers(-3, 3)))
        found.append(
            Waiting(
                key=key,
                since=NOW + draw(st.integers(0, 5)) * HOUR,
                team=draw(st.sampled_from(["", "a", "b", "c"])),
                language=draw(st.sampled_from(["zh", "ug", "bo"])),
                fit_until=None if fit is None else ENDS + datetime.timedelta(days=fit),
                barred=draw(st.sampled_from([None, None, None, Reason("medical_bars_trade")])),
            )
        )
    return found


@given(waiting=lists(), seats=st.lists(st.integers(1, 8), max_size=4), least=st.integers(1, 5))
def test_classes_are_fair_and_whole(waiting: list[Waiting], seats: list[int], least: int) -> None:
    found = forming.formed(waiting, seats=seats, least=least, ends_on=ENDS)
    people, by_key = [key for one in found.classes for key in one.people], {one.key: one for one in waiting}
    assert len(people) == len(set(people)), "somebody is in two classes"
    assert set(people) | set(found.left) == set(by_key)
    assert not set(people) & set(found.left)
    assert len(found.classes) <= len(seats)
    for room, one in zip(sorted(seats, reverse=True), found.classes, strict=False):
        assert len(one.people) <= room
        assert len(one.people) >= min(least, room)
        assert {by_key[key].language for key in one.people} == {one.language}
    for key in people:
        assert by_key[key].barred is None
        assert (by_key[key].fit_until or datetime.date.min) >= ENDS


@given(waiting=lists(), room=st.integers(1, 8))
def test_a_team_that_fits_whole_is_not_torn_while_its_turn_has_come(waiting: list[Waiting], room: int) -> None:
    found = forming.formed(waiting, seats=[room], least=1, ends_on=ENDS)
    if not found.classes:
        return
    language, people = found.classes[0].language, set(found.classes[0].people)
    ready = sorted(
        (one for one in waiting if one.language == language and (one.key in people or one.key in found.left)),
        key=lambda one: (one.since, one.key),
    )
    ready = [one for one in ready if one.key in people or found.left[one.key].code in ("class_full", "class_too_small")]
    first = [one.key for one in ready if one.team == ready[0].team] if ready[0].team else [ready[0].key]
    if len(first) <= room:
        assert set(first) <= people, "who waits longest is there, with the whole team"
    assert len(people) == min(room, len(ready)), "no seat stays empty while somebody of the language waits"


@st.composite
def weeks(draw: st.DrawFn) -> tuple[list[Span], list[Teacher], dict[int, set[datetime.datetime]]]:
    """Spans on the quarters of three days, teachers who may some of them, and what they teach already."""
    spans = []
    for _ in range(draw(st.integers(0, 12))):
        begins = NOW + draw(st.integers(0, 3 * 24 * 4 - 1)) * QUARTER
        spans.append(Span(draw(st.integers(1, 3)), begins, begins + draw(st.integers(1, 12)) * QUARTER))
    teachers = [
        Teacher(
            key,
            draw(st.sets(st.integers(1, 3))),
            draw(st.sets(st.integers(1, 4))),
            draw(st.sampled_from([(), ((ENDS - datetime.timedelta(days=5), ENDS - datetime.timedelta(days=5)),)])),
        )
        for key in range(draw(st.integers(0, 4)))
    ]
    busy = {one.key: {NOW + n * QUARTER for n in draw(st.sets(st.integers(0, 40), max_size=5))} for one in teachers}
    return spans, teachers, busy


@given(weeks())
def test_nobody_teaches_twice_at_a_time_and_only_what_they_may(
    week: tuple[list[Span], list[Teacher], dict[int, set[datetime.datetime]]],
) -> None:
    spans, teachers, busy = week
    given_to = timetable.chosen(spans, teachers, busy)
    by_key = {one.key: one for one in teachers}
    held: Counter[tuple[int, datetime.datetime]] = Counter()
    for span, key in zip(spans, given_to, strict=True):
        if key is None:
            continue
        assert by_key[key].teaches(span.subject, span.starts_at.date())
        quarters = timetable.quarters(span.starts_at, span.ends_at)
        assert not busy[key] & set(quarters)
        held.update((key, at) for at in quarters)
    assert not held or max(held.values()) == 1


@given(weeks())
def test_a_session_is_without_a_teacher_only_when_all_who_may_teach_then(
    week: tuple[list[Span], list[Teacher], dict[int, set[datetime.datetime]]],
) -> None:
    spans, teachers, busy = week
    given_to = timetable.chosen(spans, teachers, busy)
    taken = {one.key: set(busy[one.key]) for one in teachers}
    for span, key in zip(spans, given_to, strict=True):
        if key is not None:
            taken[key] |= set(timetable.quarters(span.starts_at, span.ends_at))
    for span, key in zip(spans, given_to, strict=True):
        if key is None:
            quarters = set(timetable.quarters(span.starts_at, span.ends_at))
            able = [one.key for one in teachers if one.teaches(span.subject, span.starts_at.date())]
            assert all(taken[one] & quarters for one in able)


@given(start=st.integers(0, 2000), length=st.integers(1, 600))
def test_quarters_cover_a_span_and_nothing_else(start: int, length: int) -> None:
    begins = NOW + datetime.timedelta(minutes=start)
    ends = begins + datetime.timedelta(minutes=length)
    found = timetable.quarters(begins, ends)
    assert found[0] <= begins < found[0] + QUARTER
    assert found[-1] < ends <= found[-1] + QUARTER
    assert all(after - one == QUARTER for one, after in pairwise(found))
    assert all(one.minute % 15 == 0 for one in found)


@given(start=st.integers(0, 400), first=st.integers(1, 90), second=st.integers(1, 90), gap=st.integers(0, 90))
def test_spans_that_overlap_share_a_quarter(start: int, first: int, second: int, gap: int) -> None:
    minute = datetime.timedelta(minutes=1)
    one = (NOW + start * minute, NOW + (start + first) * minute)
    other = (one[0] + gap * minute, one[0] + (gap + second) * minute)
    shared = set(timetable.quarters(*one)) & set(timetable.quarters(*other))
    if max(one[0], other[0]) < min(one[1], other[1]):
        assert shared
