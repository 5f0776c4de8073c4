"""The desk's pages: what an officer sees and does, what a neighbour does not, and what each number of queries is."""

import io
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.journal.actions import record, seal
from xinlian.journal.models import Entry
from xinlian.people.models import DataRequest, Firm, Grant, Person, Union
from xinlian.people.tests.tables import HEADERS, bring, row
from xinlian.people.urls import desk as addresses
from xinlian.sheets.actions import taking
from xinlian.sheets.cells import cell
from xinlian.sheets.models import Upload
from xinlian.sheets.tests.books import book
from xinlian.sheets.workbook import sheets
from xinlian.testing.make import impossible_phone, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会", parent=make_union("省总工会", level="province"))


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


def _as(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _body(answer: Any) -> bytes:
    """A whole download; the test client closes its file at the end."""
    return b"".join(answer.streaming_content)


@pytest.fixture
def client(officer: Person) -> Client:
    return _as(officer)


def _file(path: Path, rows: list[list[object]], name: str = "名单.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, book(path / "f.xlsx", ("人员", [HEADERS, *rows])).read_bytes())


def test_a_table_from_upload_to_result(client: Client, county: Union, tmp_path: Path) -> None:
    page = client.post(reverse("people:import"), {"file": _file(tmp_path, [row(1), row(2, phone="1")])})
    upload = Upload.objects.get()
    address = reverse("people:upload", args=[upload.uid])
    assert (page.status_code, page["Location"]) == (302, address)
    shown = client.get(address).content.decode()
    assert "正在检查" in shown
    assert '<meta http-equiv="refresh"' in shown
    taking.check(upload_id=upload.pk, by=None, at=timezone.now())
    shown = client.get(address).content.decode()
    assert "确认导入 1 行" in shown
    assert "请填 11 位手机号" in shown
    assert impossible_phone(50_000_001) not in shown
    assert client.get(reverse("people:upload_progress", args=[upload.uid]))["HX-Refresh"] == "true"
    assert client.post(reverse("people:upload_confirm", args=[upload.uid])).status_code == 302
    assert client.post(reverse("people:upload_confirm", args=[upload.uid])).status_code == 409
    taking.take(upload_id=upload.pk, by=None, at=timezone.now())
    assert "已导入" in client.get(address).content.decode()
    assert Person.objects.filter(origin="import", union=county).count() == 1
    assert upload.file_name in client.get(reverse("people:uploads")).content.decode()


def test_bad_rows_come_back_to_be_mended(client: Client, officer: Person, tmp_path: Path) -> None:
    upload = bring(tmp_path, [row(1), row(2, phone="1", name="=1+1"), row(3, occupation="宇航员")], officer)
    answer = client.get(reverse("people:upload_rows", args=[upload.uid]))
    path = tmp_path / "bad.xlsx"
    path.write_bytes(_body(answer))
    rows = [[cell(raw).text for raw in cells] for _n, cells in sheets(path)[0].rows]
    assert rows[0] == [*HEADERS, "原行号", "原因"]
    assert [(one[0], one[1], one[-2]) for one in rows[1:]] == [
        ("=1+1", "1", "人员 3"),
        ("试验3", impossible_phone(50_000_003), "人员 4"),
    ]
    assert "11 位手机号" in rows[1][-1]
    mended = [[*one[:4], "快递员", *one[5:]] for one in rows[1:]]
    mended[0][1] = impossible_phone(50_000_002)
    again = book(tmp_path / "again.xlsx", ("人员", [rows[0], *mended]))
    client.post(reverse("people:import"), {"file": SimpleUploadedFile("再来.xlsx", again.read_bytes())})
    second = Upload.objects.get(file_name="再来.xlsx")
    taking.check(upload_id=second.pk, by=None, at=timezone.now())
    second.refresh_from_db()
    assert (second.new, second.bad, second.notes) == (2, 0, [])


def test_what_is_no_table_is_said_beside_the_field(client: Client) -> None:
    page = client.post(reverse("people:import"), {"file": SimpleUploadedFile("a.exe", b"MZ")})
    assert page.status_code == 422
    assert "只能读 Excel" in page.content.decode()
    big = io.BytesIO(b"PK" + bytes(21 * 1024 * 1024))
    big.name = "big.xlsx"
    page = client.post(reverse("people:import"), {"file": big})
    assert (page.status_code, "最大可以是 20 MB" in page.content.decode()) == (422, True)
    client.post(reverse("people:import"), {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04no")})
    upload = Upload.objects.get()
    taking.check(upload_id=upload.pk, by=None, at=timezone.now())
    page = client.get(reverse("people:upload", args=[upload.uid]))
    assert "这个文件打不开" in page.content.decode()


def test_the_template_has_headers_the_import_knows(client: Client, officer: Person, tmp_path: Path) -> None:
    answer = client.get(reverse("people:import_template", args=["people"]))
    path = tmp_path / "t.xlsx"
    path.write_bytes(_body(answer))
    assert sheets(path)[0].rows[0][1] == HEADERS
    assert sheets(path)[1].name == "说明"


def test_people_are_found_and_narrowed(client: Client, county: Union, django_assert_max_num_queries: Callable) -> None:
    street = make_union("东街工会", parent=county)
    people = [make_person(street, name=f"试验甲{n}", occupation="rider") for n in range(3)]
    make_person(county, name="试验乙", occupation="courier")
    make_person(make_union("乙县总工会"), name="试验甲邻")

    def names(**asked: str) -> list[str]:
        page = client.get(reverse("people:people"), asked)
        return [row["cells"]["name"] for row in page.context["table"]["rows"]]

    assert names(q="甲") == ["试验甲0", "试验甲1", "试验甲2"]
    assert names(q=str(people[1].phone)) == ["试验甲1"]
    assert names(q=str(people[1].phone)[:-1]) == []
    assert names(union=str(street.uid)) == ["试验甲0", "试验甲1", "试验甲2"]
    assert names(occupation="courier") == ["试验乙"]
    assert names(q="甲", sort="-name") == ["试验甲2", "试验甲1", "试验甲0"]
    assert len(names(role="officer")) == 1
    with django_assert_max_num_queries(14):
        body = client.get(reverse("people:people")).content.decode()
    assert str(people[0].phone) not in body


def test_export_needs_a_reason_and_hides_numbers(
    client: Client, county: Union, officer: Person, tmp_path: Path
) -> None:
    person = make_person(county, name="=1+1")
    address = reverse("people:people_export")
    assert client.post(address, {"reason": ""}).status_code == 422
    for who, shown in ((officer, False), (make_officer(county, "approver"), True)):
        answer = _as(who).post(address, {"reason": "核对", "whole": "on"})
        path = tmp_path / f"{who.pk}.xlsx"
        path.write_bytes(_body(answer))
        cells = [[cell(raw).text for raw in cells] for _n, cells in sheets(path)[0].rows]
        assert (str(person.phone) in str(cells)) is shown
        assert "=1+1" in str(cells)
    assert Entry.objects.filter(verb="people.exported", facts__whole=True).count() == 1


def test_adding_correcting_and_seeing_whole(client: Client, county: Union) -> None:
    given = {"name": "试验", "phone": impossible_phone(80_000_001), "union": str(county.uid), "employer": "新快递"}
    assert client.post(reverse("people:person_new"), {**given, "phone": "12"}).status_code == 422
    assert client.post(reverse("people:person_new"), {**given, "phone": ""}).status_code == 422
    assert client.post(reverse("people:person_new"), given).status_code == 302
    person = Person.objects.get(origin="desk")
    assert person.employer == Firm.objects.get()
    edit = reverse("people:person_edit", args=[person.uid])
    assert client.post(edit, {**given, "phone": "", "name": "改名"}).status_code == 302
    person.refresh_from_db()
    assert (person.name, person.phone) == ("改名", given["phone"])
    address = reverse("people:person_reveal", args=[person.uid])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert given["phone"] in client.post(address, {"reason": "通知体检"}).content.decode()
    assert given["phone"] not in client.get(reverse("people:person", args=[person.uid])).content.decode()


def test_a_role_a_login_and_the_first_sign_in(client: Client, county: Union) -> None:
    person = make_person(county)
    give = reverse("people:role_give", args=[person.uid])
    assert client.post(give, {"role": "officer", "union": ""}).status_code == 422
    assert client.post(give, {"role": "officer", "union": str(county.uid)}).status_code == 302
    page = client.post(reverse("people:account_open", args=[person.uid]), {"username": "east"})
    password = page.context["password"]
    assert password in page.content.decode()
    assert password not in client.get(reverse("people:person", args=[person.uid])).content.decode()
    person.refresh_from_db()
    fresh = _as(person)
    answer = fresh.get(reverse("people:people"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_change_password"))
    end = reverse("people:role_end", args=[Grant.objects.get(person=person).uid])
    assert client.post(end).status_code == 302
    assert fresh.get(reverse("people:people")).status_code == 403


def test_requests_are_answered_in_the_own_union_alone(client: Client, county: Union) -> None:
    asked = {"kind": "correct", "asked_at": timezone.now(), "wish": "名字错了"}
    near, far = make_person(county, name="试验近"), make_person(make_union(), name="试验远")
    one = DataRequest.objects.create(person=near, union_path=near.union_path, **asked)
    other = DataRequest.objects.create(person=far, union_path=far.union_path, **asked)
    body = client.get(reverse("people:requests")).content.decode()
    assert "试验近" in body
    assert "试验远" not in body
    address = reverse("people:request_answer", args=[one.uid])
    assert client.post(address, {f"{one.uid}-state": "refused"}).status_code == 422
    assert client.post(address, {f"{one.uid}-state": "done"}).status_code == 302
    one.refresh_from_db()
    assert one.state == "done"
    assert client.post(reverse("people:request_answer", args=[other.uid])).status_code == 404


def test_the_journal_is_read_by_auditors_and_by_officers_of_themselves(county: Union, officer: Person) -> None:
    worker = make_person(county, name="试验职工")
    record("person.added", worker, by=officer, at=timezone.now(), how="desk")
    record("sign_in.done", worker, by=worker, at=timezone.now())
    record("person.added", make_person(make_union()), by=None, at=timezone.now())
    seal()
    auditor = make_officer(county, "auditor")
    address = reverse("people:journal")

    def lines(who: Person, **asked: str) -> list[tuple[str, str]]:
        rows = _as(who).get(address, asked).context["table"]["rows"]
        return [(row["cells"]["who"], row["cells"]["what"]) for row in rows]

    assert ("试**工", "登录") in lines(auditor)
    assert (officer.name, "登记人员") in lines(auditor)
    assert len(lines(auditor)) == len(Entry.objects.filter(union_path__startswith=county.union_path))
    assert {who for who, _what in lines(officer)} == {officer.name}
    assert lines(auditor, verb="sign_in.done") == [("试**工", "登录")]
    assert [who for who, _what in lines(auditor, person=officer.name)] == [officer.name]
    assert lines(auditor, until="2020-01-01") == []
    assert lines(auditor, since="not a day", union="nor a uid") == lines(auditor)
    page = _as(auditor).get(address, {"verify": "1"}).content.decode()
    assert "条核对无误" in page
    answer = _as(auditor).post(reverse("people:journal_export"), {"verb": "sign_in.done"})
    assert _body(answer).startswith(b"PK")
    assert Entry.objects.filter(verb="journal.exported", facts__rows=1).exists()


def _of_ours(county: Union, officer: Person, path: Path) -> dict[str, object]:
    """Something of ours behind each kind of address."""
    person = make_person(county, name="试验邻居")
    request = DataRequest.objects.create(
        person=person, kind="correct", asked_at=timezone.now(), union_path=county.union_path
    )
    firm = Firm.objects.create(name="试验邻居快递", union=county, union_path=county.union_path)
    return {
        "person": person.uid,
        "role_end": officer.grants.get().uid,
        "union": county.uid,
        "firm": firm.uid,
        "request": request.uid,
        "upload": bring(path, [row(1, name="试验邻居乙"), row(2, phone="1")], officer, dry=True).uid,
    }


def _uid(name: str, ours: dict[str, object]) -> object:
    kinds = {"role_give": "person", "account_open": "person"}
    return ours[kinds.get(name) or next(k for k in (name, name.split("_")[0]) if k in ours)]


def test_a_neighbour_sees_and_changes_nothing(county: Union, officer: Person, tmp_path: Path) -> None:
    ours = _of_ours(county, officer, tmp_path)
    stranger = make_officer(make_union("乙县总工会"), "officer")
    for role in ("approver", "auditor"):
        Grant.objects.create(
            person=stranger, role=role, union=stranger.union, union_path=stranger.union_path, since_on="2024-01-01"
        )
    neighbour, before = _as(stranger), _everything()
    for pattern in addresses.urlpatterns:
        name = f"people:{pattern.name}"
        if "<uuid" in str(pattern.pattern):
            address = reverse(name, args=[_uid(str(pattern.name), ours)])
            answers = [neighbour.get(address), neighbour.post(address, {"reason": "想看看"})]
            assert {answer.status_code for answer in answers} <= {404, 405}, name
            assert neighbour.get(reverse(name, args=[uuid.uuid4()])).status_code in (404, 405)
        elif "<slug" not in str(pattern.pattern):
            answer = neighbour.get(reverse(name))
            body = _body(answer) if answer.streaming else answer.content
            assert "试验邻居" not in body.decode(errors="replace"), name
    assert _everything() == before


def _everything() -> list[object]:
    models = (Person, Grant, Union, Firm, DataRequest, Upload)
    ignored = {"last_login"}
    return [
        sorted(str({k: v for k, v in row.items() if k not in ignored}) for row in model.objects.values())
        for model in models
    ]


def test_workers_and_keepers_do_not_enter(county: Union) -> None:
    for person in (make_person(county), make_officer(county, "keeper")):
        for pattern in addresses.urlpatterns:
            if "<" not in str(pattern.pattern):
                answer = _as(person).get(reverse(f"people:{pattern.name}"))
                assert answer.status_code in (403, 405), pattern.name
