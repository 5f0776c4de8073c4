"""The desk's page of conditions: tried, set and ended by officers there, refused beside the field, unseen by strangers."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.enrolment.actions.conditions import set_condition
from xinlian.enrolment.models import Condition
from xinlian.enrolment.queries.conditions import standing
from xinlian.people.models import Person, Union
from xinlian.testing.make import (
    make_application,
    make_batch,
    make_grant,
    make_offering,
    make_officer,
    make_person,
    make_union,
)

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGE = reverse("enrolment:desk_conditions")


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


def signed_in(person: Person) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def sent(by: Person, kind: str, union: Union, **more: Any) -> str:
    """The page after the form of a kind was sent."""
    said = {"union": str(union.uid), "series": "trips", "effective_on": "2030-01-01", "source": "办法第三条", **more}
    answer = signed_in(by).post(f"{PAGE}?kind={kind}", said, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def mark(page: str) -> str:
    """What the page says was tried."""
    return page.split('name="tried" value="')[1].split('"')[0].replace("&#x27;", "'")


def put(union: Union, by: Person, kind: str = "not_again", on: datetime.date | None = None, **more: Any) -> Condition:
    said = {"params": {"years": 2}, "source": "试验办法第八条"} | more
    on = on or timezone.localdate()
    return set_condition(union=union, series="trips", kind=kind, effective_on=on, by=by, at=timezone.now(), **said)


def test_tried_first_then_set(county: Union, officer: Person) -> None:
    now, town = timezone.now(), make_union(parent=county)
    offering = make_offering(
        town, series="trips", opens_at=now - datetime.timedelta(days=9), closes_at=now - datetime.timedelta(days=8)
    )
    make_batch(offering)
    for occupation in ("courier", "courier", "domestic"):
        make_application(offering, make_person(town, occupation=occupation))
    said = {"codes": ["courier"]}
    unseen = sent(officer, "occupation", county, step="set", **said)
    assert "最近一年报过名的有 3 人：照这样，2 人能报，1 人报不了。" in unseen
    assert "职业不在里面：1 人" in unseen
    other = sent(officer, "occupation", county, step="set", tried=mark(unseen), codes=["domestic"])
    assert "1 人能报，2 人报不了" in other
    assert Condition.objects.count() == 0
    page = sent(officer, "occupation", county, step="set", tried=mark(unseen), **said)
    row = Condition.objects.get()
    assert (row.kind, row.params, row.series, row.union) == ("occupation", said, "trips", county)
    assert (row.source, row.effective_on, row.made_by) == ("办法第三条", datetime.date(2030, 1, 1), officer)
    assert "职业是快递员" in page
    assert "疗休养" in page


@pytest.mark.parametrize(
    ("kind", "more", "params"),
    [
        ("age", {"least": "18", "most": ""}, {"least": 18}),
        ("not_again", {"years": "2"}, {"years": 2}),
        ("no_shows", {"most": "0", "months": "12"}, {"most": 0, "months": 12}),
    ],
)
def test_each_kind_keeps_what_was_typed(
    county: Union, officer: Person, kind: str, more: dict[str, Any], params: dict[str, Any]
) -> None:
    tried = sent(officer, kind, county, **more)
    assert "算不出会影响谁" in tried
    sent(officer, kind, county, step="set", tried=mark(tried), **more)
    assert Condition.objects.get().params == params


def test_unions_are_chosen_by_name_and_kept_as_paths(county: Union, officer: Person) -> None:
    town = make_union("乙镇工会", parent=county)
    tried = sent(officer, "union", county, paths=[str(town.uid)])
    page = sent(officer, "union", county, step="set", tried=mark(tried), paths=[str(town.uid)])
    assert Condition.objects.get().params == {"paths": [town.union_path]}
    assert "属于乙镇工会和它们下面的工会" in page
    assert "只能选上面那个工会和它下面的工会。" in sent(officer, "union", town, paths=[str(county.uid)])


@pytest.mark.parametrize(
    ("kind", "more", "field", "words"),
    [
        ("age", {}, "least", "至少填一个"),
        ("age", {"least": "60", "most": "18"}, "most", "最大不能比最小还小"),
        ("not_again", {"years": "0"}, "years", "1"),
        ("occupation", {}, "codes", ""),
        ("not_again", {"years": "2", "source": " "}, "source", ""),
        ("not_again", {"years": "2", "effective_on": "x"}, "effective_on", ""),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    county: Union, officer: Person, kind: str, more: dict[str, Any], field: str, words: str
) -> None:
    page = sent(officer, kind, county, step="set", **more)
    assert words in page.split(f'id="id_{field}_error"')[1].split("</div></div>")[0]
    assert Condition.objects.count() == 0


def test_twice_on_a_day_is_said_beside_the_day(county: Union, officer: Person) -> None:
    put(county, officer, on=datetime.date(2030, 1, 1))
    tried = sent(officer, "not_again", county, years="3")
    page = sent(officer, "not_again", county, step="set", tried=mark(tried), years="3")
    assert "同一天已经有一条" in page.split('id="id_effective_on_error"')[1].split("</div></div>")[0]
    assert Condition.objects.get().params == {"years": 2}


def test_kinds_about_proofs_are_offered_only_where_somebody_knows_of_proofs(officer: Person) -> None:
    page = signed_in(officer).get(PAGE, {"kind": "has"}).content.decode()
    assert "?kind=age#new" in page
    assert "?kind=has#new" not in page
    assert 'name="source"' not in page


def test_ended_on_a_day(county: Union, officer: Person) -> None:
    row, client = put(county, officer), signed_in(officer)
    assert 'name="ends_on"' in client.get(PAGE, {"end": row.uid}).content.decode()
    address = reverse("enrolment:desk_condition_end", args=[row.uid])
    early = client.post(address, {"ends_on": (row.effective_on - datetime.timedelta(days=1)).isoformat()})
    assert "停用的日期不能早于" in early.content.decode().split('id="id_ends_on_error"')[1].split("</div></div>")[0]
    row.refresh_from_db()
    assert row.ends_on is None
    assert client.post(address, {"ends_on": row.effective_on.isoformat()}).status_code == 302
    row.refresh_from_db()
    assert row.ends_on == row.effective_on


def test_a_neighbour_sees_and_changes_nothing(county: Union, officer: Person) -> None:
    row, stranger = put(county, officer), make_officer(make_union("丙县总工会"))
    client = signed_in(stranger)
    page = client.get(PAGE, {"kind": "not_again"}).content.decode()
    assert "试验办法第八条" not in page
    assert str(county.uid) not in page
    assert client.get(PAGE, {"end": row.uid}).status_code == 404
    address = reverse("enrolment:desk_condition_end", args=[row.uid])
    assert client.post(address, {"ends_on": "2040-01-01"}).status_code == 404
    assert 'id="id_union_error"' in sent(stranger, "not_again", county, step="set", years="3")
    assert Condition.objects.get().ends_on is None


@pytest.mark.parametrize("role", ["approver", "auditor"])
def test_those_who_only_read_read(county: Union, officer: Person, role: str) -> None:
    row, reader = put(county, officer), make_person(county)
    make_grant(reader, role, county)
    client = signed_in(reader)
    page = client.get(PAGE, {"kind": "not_again", "end": row.uid}).content.decode()
    assert "参加过的，隔 2 年才能再参加" in page
    assert "试验办法第八条" in page
    assert "?end=" not in page
    assert 'method="post" action="?' not in page
    assert 'name="ends_on"' not in page
    assert client.post(f"{PAGE}?kind=not_again", {"years": "3"}).status_code == 403
    assert client.post(reverse("enrolment:desk_condition_end", args=[row.uid]), {}).status_code == 403


def test_workers_do_not_come_in(county: Union) -> None:
    assert signed_in(make_person(county)).get(PAGE).status_code == 403


def test_how_each_stands(county: Union, officer: Person) -> None:
    today = timezone.localdate()
    days = {name: today + datetime.timedelta(days=n) for name, n in {"old": -9, "now": -1, "next": 9}.items()}
    rows = {name: put(county, officer, on=on) for name, on in days.items()}
    newest_first = [rows["next"], rows["now"], rows["old"]]
    assert [state for _row, state in standing(newest_first, today)] == ["coming", "holds", "replaced"]
    rows["now"].ends_on = today - datetime.timedelta(days=1)
    assert [state for _row, state in standing(newest_first, today)] == ["coming", "ended", "holds"]


def test_many_conditions_take_as_many_queries_as_few(
    county: Union, officer: Person, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        put(
            make_union(parent=county), officer, "union", params={"paths": [county.union_path]}, source=f"第 {number} 条"
        )
    client = signed_in(officer)
    client.get(PAGE)
    with django_assert_max_num_queries(14):
        client.get(PAGE)
