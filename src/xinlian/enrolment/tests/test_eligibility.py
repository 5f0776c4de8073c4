"""Conditions: each kind at its edges, whose they are, from when, and what they would have done last year."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from xinlian.enrolment.actions.conditions import end_condition, set_condition
from xinlian.enrolment.models import Condition
from xinlian.enrolment.queries.conditions import in_force, judged, rehearse
from xinlian.enrolment.rules.eligibility import Asked, Day, age, judge, months_before, wrong_params
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused
from xinlian.testing.make import (
    impossible_id,
    make_application,
    make_batch,
    make_offering,
    make_officer,
    make_person,
    make_union,
)

D = datetime.date
DAY = Day(D(2030, 5, 1), D(2030, 6, 10))


def codes(kind: str, params: dict[str, Any], **facts: Any) -> list[str]:
    return [reason.code for reason in judge([Asked(kind, params)], facts, DAY)]


@pytest.mark.parametrize(
    ("kind", "params", "facts", "expected"),
    [
        ("occupation", {"codes": ["a"]}, {"occupation": "a"}, []),
        ("occupation", {"codes": ["a"]}, {}, ["not_of_occupation"]),
        ("union", {"paths": ["01"]}, {"union": ""}, ["not_of_union"]),
        ("age", {"least": 18}, {"born": D(2012, 6, 10)}, []),
        ("age", {"least": 18}, {"born": D(2012, 6, 11)}, ["too_young"]),
        ("age", {"most": 60}, {"born": D(1969, 6, 10)}, ["too_old"]),
        ("age", {"most": 60}, {"born": D(1969, 6, 11)}, []),
        ("age", {"least": 18}, {}, ["age_unknown"]),
        ("not_again", {"years": 2}, {"attended": [D(2028, 5, 1)]}, []),
        ("not_again", {"years": 2}, {"attended": [D(2020, 1, 1), D(2028, 5, 2)]}, ["been_already"]),
        ("no_shows", {"most": 1, "months": 12}, {"missed": [D(2029, 5, 1), D(2030, 1, 1)]}, ["missed_before"]),
        ("no_shows", {"most": 1, "months": 12}, {"missed": [D(2029, 4, 30), D(2030, 1, 1)]}, []),
        ("valid_until", {"fact": "medical"}, {"medical": D(2030, 6, 10)}, []),
        ("valid_until", {"fact": "medical"}, {"medical": D(2030, 6, 9)}, ["proof_ends"]),
        ("valid_until", {"fact": "medical"}, {}, ["proof_missing"]),
        ("has", {"fact": "trained"}, {"trained": True}, []),
        ("has", {"fact": "trained"}, {}, ["proof_missing"]),
    ],
)
def test_each_kind_at_its_edge(kind: str, params: dict[str, Any], facts: dict[str, Any], expected: list[str]) -> None:
    assert codes(kind, params, **facts) == expected


@given(st.dates(D(1930, 1, 1), D(2020, 1, 1)), st.dates(D(2021, 1, 1), D(2040, 1, 1)))
def test_one_is_a_year_older_on_no_day_but_the_birthday(born: D, on: D) -> None:
    older = age(born, on + datetime.timedelta(days=1)) - age(born, on)
    after = on + datetime.timedelta(days=1)
    birthday = (after.month, after.day) == (born.month, born.day) or (
        (born.month, born.day) == (2, 29) and (after.month, after.day) == (3, 1) and on.day == 28
    )
    assert older == int(birthday)


@given(st.dates(D(2000, 1, 1), D(2040, 1, 1)), st.integers(0, 60))
def test_months_go_back_and_forth_within_the_month(day: D, months: int) -> None:
    back = months_before(day, months)
    assert (day.year * 12 + day.month) - (back.year * 12 + back.month) == months
    assert back.day <= day.day


@given(st.sampled_from(["occupation", "union", "age", "not_again", "no_shows", "valid_until", "has", "other"]))
def test_an_empty_condition_is_none(kind: str) -> None:
    assert wrong_params(kind, {})


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


def put(union: Union, by: Person, on: datetime.date, kind: str = "occupation", **more: Any) -> Condition:
    said = {"params": {"codes": ["courier"]}, "source": "办法第三条"} | more
    return set_condition(union=union, series="rest", kind=kind, effective_on=on, by=by, at=timezone.now(), **said)


@pytest.mark.django_db
def test_whose_and_from_when(county: Union, officer: Person) -> None:
    town, today = make_union(parent=county), D(2030, 1, 1)
    old = put(county, officer, today)
    new = put(county, officer, D(2030, 2, 1), params={"codes": ["domestic"]})
    assert in_force(town.union_path, "rest", D(2029, 12, 31)) == []
    assert in_force(town.union_path, "rest", D(2030, 1, 31)) == [old]
    assert in_force(town.union_path, "rest", D(2030, 2, 1)) == [new]
    assert in_force(make_union().union_path, "rest", D(2030, 2, 1)) == []
    assert in_force(town.union_path, "other", D(2030, 2, 1)) == []
    end_condition(condition=new, ends_on=D(2030, 3, 1), by=officer, at=timezone.now())
    assert in_force(town.union_path, "rest", D(2030, 3, 1)) == [new]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"kind": "moon"}, "condition_kind"),
        ({"params": {"codes": []}}, "condition_params"),
        ({"kind": "has", "params": {"fact": "nobody_knows"}}, "condition_fact"),
        ({"source": " "}, "condition_source"),
    ],
)
def test_conditions_without_sense(county: Union, officer: Person, more: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as no:
        put(county, officer, D(2030, 1, 1), **more)
    assert no.value.code == code
    assert Condition.objects.count() == 0


@pytest.mark.django_db
def test_only_officers_there_and_once_a_day(county: Union, officer: Person) -> None:
    put(county, officer, D(2030, 1, 1))
    for by, code in ((officer, "condition_twice"), (make_officer(make_union()), "role_officer")):
        with pytest.raises(Refused) as no:
            put(county, by, D(2030, 1, 1))
        assert no.value.code == code


@pytest.mark.django_db
def test_many_are_judged_in_as_many_queries_as_few(
    county: Union, officer: Person, django_assert_num_queries: Any
) -> None:
    offering = make_offering(county)
    make_batch(offering)
    today = timezone.localdate()
    put(county, officer, today)
    put(county, officer, today, "not_again", params={"years": 2})
    put(county, officer, today, "age", params={"least": 18, "most": None})
    grown = impossible_id(7)
    fit = make_person(county, occupation="courier", id_type="mainland", id_number=grown)
    others = [make_person(county, occupation="domestic") for _ in range(20)]
    with django_assert_num_queries(3):
        found = judged(offering, [fit, *others], today)
    assert found[fit.pk] == ()
    assert {reason.code for reason in found[others[0].pk]} == {"not_of_occupation", "age_unknown"}


@pytest.mark.django_db
def test_a_rehearsal_counts_people_once(county: Union) -> None:
    now = timezone.now()
    last = [
        make_offering(county, opens_at=now - datetime.timedelta(days=90), closes_at=now - datetime.timedelta(days=80))
        for _ in range(2)
    ]
    rider = make_person(county, occupation="courier")
    for offering in last:
        make_batch(offering)
        make_application(offering, rider)
    make_application(last[0], make_person(county, occupation="domestic"))
    make_application(last[0], state="withdrawn")
    seen = rehearse(county.union_path, "rest", [Asked("occupation", {"codes": ["courier"]})], timezone.localdate(now))
    assert (seen.people, seen.passed, seen.shut_out, dict(seen.why)) == (2, 1, 1, {"not_of_occupation": 1})
    assert Condition.objects.count() == 0


@pytest.mark.django_db
def test_a_rehearsal_asks_those_of_unions_below_by_their_own_conditions_too(county: Union, officer: Person) -> None:
    now, town = timezone.now(), make_union(parent=county)
    today = timezone.localdate(now)
    window = {"opens_at": now - datetime.timedelta(days=9), "closes_at": now - datetime.timedelta(days=8)}
    below, beside = make_offering(town, **window), make_offering(make_union(), **window)
    for offering in (below, beside):
        make_batch(offering)
        make_application(offering, make_person(offering.union, occupation="courier"))
    make_application(below, make_person(town, occupation="domestic"))
    put(town, officer, today, "age", params={"least": 18})
    put(county, officer, today, params={"codes": ["domestic"]})
    put(town, officer, today, params={"codes": ["courier", "domestic"]})
    seen = rehearse(county.union_path, "rest", [Asked("occupation", {"codes": ["courier"]})], today)
    assert (seen.people, seen.passed, dict(seen.why)) == (2, 0, {"age_unknown": 2, "not_of_occupation": 1})
    assert rehearse(town.union_path[:4], "other", [], today).people == 0
