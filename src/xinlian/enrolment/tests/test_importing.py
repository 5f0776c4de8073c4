"""Applications from Excel: people found, every bad row named, the good ones taken, twice is once, phones outrank tables."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.enrolment.models import Application, Condition, Group, Offering, Party
from xinlian.people.models import Person, Union
from xinlian.people.sensitive import keyed_hash
from xinlian.sheets.commands import import_file
from xinlian.sheets.models import Upload
from xinlian.sheets.tests.books import book
from xinlian.testing.make import (
    impossible_id,
    impossible_phone,
    make_application,
    make_batch,
    make_offering,
    make_officer,
    make_person,
    make_union,
)

pytestmark = pytest.mark.django_db
HEADERS = ["姓名", "手机", "身份证号", "想去批次", "能去批次", "结伴", "备注"]


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


@pytest.fixture
def offering(county: Union) -> Offering:
    made = make_offering(county, mode="draw", party_max=2)
    for _ in range(5):
        make_batch(made, 10)
    Group.objects.create(offering=made, rank=0, name="快递员", occupations=["courier"], union_path=county.union_path)
    return made


def workers(county: Union, count: int) -> list[Person]:
    return [
        make_person(county, name=f"试验{n}", phone=impossible_phone(70_000 + n), occupation="courier")
        for n in range(count)
    ]


def row(person: Person, wished: str = "1、2", possible: str = "3", **more: str) -> list[object]:
    values = {"name": person.name, "phone": str(person.phone), "id": "", "wished": wished, "possible": possible}
    return list({**values, "party": "", "note": "", **more}.values())


def bring(path: Path, rows: list[list[object]], by: Person, offering: Offering) -> Upload:
    made = book(path / "报名.xlsx", ("报名", [HEADERS, *rows]))
    options = {"offering": str(offering.uid)}
    return import_file(kind="applications", path=made, by=by, at=timezone.now(), options=options)


def told(upload: Upload) -> list[tuple[int, str]]:
    return list(upload.problems.values_list("row", "code"))


def test_good_rows_are_taken_and_bad_ones_named(
    county: Union, officer: Person, offering: Offering, tmp_path: Path
) -> None:
    people = workers(county, 8)
    by_id = make_person(
        county,
        name="试验号",
        id_type="mainland",
        id_number=impossible_id(9),
        id_key=keyed_hash(impossible_id(9), "people.person.id_number"),
    )
    rows = [
        row(people[0]),
        row(people[1], wished="第3批，5", possible=""),
        row(by_id, phone="", id=impossible_id(9)),
        row(people[2], phone=impossible_phone(79_999)),  # nobody
        row(people[3], name="别人"),
        row(people[4], wished="九"),
        row(people[5], wished="1", possible="1"),
        row(people[6], wished="17"),
        row(people[0]),
        row(people[7], wished="", possible=""),
    ]
    upload = bring(tmp_path, rows, officer, offering)
    assert upload.new == 3
    assert told(upload) == [
        (5, "person_unknown"),
        (6, "person_other_name"),
        (7, "batch_number"),
        (8, "dates_once"),
        (9, "dates_known"),
        (10, "person_twice"),
        (11, "dates_some"),
    ]
    found = {one.person_id: one for one in Application.objects.select_related("group")}
    assert (found[people[0].pk].wished, found[people[0].pk].possible) == ([1, 2], [3])
    assert found[people[1].pk].wished == [3, 5]
    assert found[people[0].pk].group.name == "快递员"  # type: ignore[union-attr]
    assert {one.way for one in found.values()} == {"table"}


def test_twice_is_once_and_a_changed_row_changes(
    county: Union, officer: Person, offering: Offering, tmp_path: Path
) -> None:
    people = workers(county, 3)
    bring(tmp_path, [row(one) for one in people], officer, offering)
    again = bring(tmp_path, [row(people[0]), row(people[1], wished="4"), row(people[2])], officer, offering)
    assert (again.new, again.changed, again.same, again.bad) == (0, 1, 2, 0)
    assert Application.objects.count() == 3
    assert Application.objects.get(person=people[1]).wished == [4]


def test_what_somebody_said_on_their_phone_stays(
    county: Union, officer: Person, offering: Offering, tmp_path: Path
) -> None:
    [person] = workers(county, 1)
    make_application(offering, person, wished=[5])
    upload = bring(tmp_path, [row(person)], officer, offering)
    assert told(upload) == [(2, "applied_by_phone")]
    assert Application.objects.get().wished == [5]


def test_the_same_mark_goes_together_as_far_as_parties_reach(
    county: Union, officer: Person, offering: Offering, tmp_path: Path
) -> None:
    people = workers(county, 5)
    rows = [row(one, party="甲" if n < 3 else "") for n, one in enumerate(people)]
    upload = bring(tmp_path, rows, officer, offering)
    assert told(upload) == [(4, "party_full")]
    assert Party.objects.get().size == 2
    assert Application.objects.filter(party__isnull=False).count() == 2


def test_conditions_are_asked_of_everybody(county: Union, officer: Person, offering: Offering, tmp_path: Path) -> None:
    Condition.objects.create(
        union=county,
        series=offering.series,
        kind="occupation",
        params={"codes": ["domestic"]},
        effective_on=timezone.localdate(),
        source="试验",
        made_at=timezone.now(),
        union_path=county.union_path,
    )
    upload = bring(tmp_path, [row(one) for one in workers(county, 2)], officer, offering)
    assert told(upload) == [(2, "not_of_occupation"), (3, "not_of_occupation")]


def test_an_officer_elsewhere_enters_nobody(county: Union, offering: Offering, tmp_path: Path) -> None:
    stranger = make_officer(make_union("乙县总工会"))
    upload = bring(tmp_path, [row(one) for one in workers(county, 2)], stranger, offering)
    assert [code for _row, code in told(upload)] == ["role_officer", "role_officer"]
    assert not Application.objects.exists()


def test_a_table_for_nothing_known_says_so(county: Union, officer: Person, offering: Offering, tmp_path: Path) -> None:
    Offering.objects.update(state="draft")
    upload = bring(tmp_path, [row(one) for one in workers(county, 1)], officer, offering)
    assert (upload.state, upload.failure) == ("failed", "offering_unknown")


def test_the_page_knows_what_the_table_is_for(
    client: Client, county: Union, officer: Person, offering: Offering
) -> None:
    client.force_login(officer)
    address = reverse("enrolment:desk_import", args=[offering.uid])
    page = client.get(address).content.decode()
    assert offering.title in page
    assert f'value="{offering.uid}"' in page
    client.force_login(make_officer(make_union("丙县总工会")))
    assert client.get(address).status_code == 404


def test_seven_hundred_rows(county: Union, officer: Person, offering: Offering, tmp_path: Path) -> None:
    upload = bring(tmp_path, [row(one) for one in workers(county, 700)], officer, offering)
    assert (upload.new, upload.bad) == (700, 0)
