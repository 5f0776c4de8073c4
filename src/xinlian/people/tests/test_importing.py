"""People from Excel: each bad row named, one person one record, the same file twice is once, nothing leaves its union."""

import datetime
import time
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import timezone

from xinlian.journal.models import Entry
from xinlian.people.keys import phone_key
from xinlian.people.models import Firm, Person, Union
from xinlian.people.tests.tables import bring, row, told
from xinlian.rows.refusals import Refused
from xinlian.sheets import kinds
from xinlian.sheets.actions import bringing, taking
from xinlian.sheets.commands import import_file
from xinlian.sheets.kinds import KEEP_DAYS
from xinlian.sheets.models import Upload
from xinlian.sheets.queries import stored
from xinlian.sheets.tests.books import book
from xinlian.testing.make import impossible_id, impossible_phone, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会", aliases=["甲县"])


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


def test_ten_thousand_rows_with_every_bad_one_named_and_twice_is_once(
    county: Union, officer: Person, tmp_path: Path
) -> None:
    street = make_union("甲县东街工会", parent=county, level="street")
    wrong = {
        17: ({"phone": "1990000"}, "B", "手机", "phone_shape"),
        1234: ({"id_number": 990101199001011230}, "D", "证件号码", "id_rounded_by_excel"),
        4321: ({"id_number": "990101199001011111"}, "D", "证件号码", "id_checksum"),
        5000: ({"name": ""}, "A", "姓名", "cell_empty"),
        7777: ({"occupation": "宇航员"}, "E", "职业", "occupation_unknown"),
        8888: ({"union": "无此工会"}, "G", "工会", "union_unknown"),
        9999: ({"phone": impossible_phone(50_000_003)}, "B", "手机", "row_twice"),
    }
    rows = [
        row(n, **{"union": "甲县东街工会" if n % 2 else "甲县", **wrong.get(n, ({},))[0]}) for n in range(1, 10_001)
    ]
    began = time.process_time()
    upload = bring(tmp_path, rows, officer)
    seconds = time.process_time() - began
    print(f"{10_000 / seconds:.0f} rows per second of processor, checked and taken")
    assert (upload.state, upload.new, upload.bad, upload.total) == ("done", 9993, 7, 10_000)
    assert told(upload) == [(n + 1, letter, header, code) for n, (_o, letter, header, code) in wrong.items()]
    assert Person.objects.filter(origin="import").count() == 9993
    assert Person.objects.filter(union=street).count() == 5000 - 4
    assert Firm.objects.count() == 1
    assert Entry.objects.filter(verb="person.imported").count() == 9993
    again = bring(tmp_path, rows, officer)
    assert (again.new, again.changed, again.same, again.bad) == (0, 0, 9993, 7)
    assert again.sha256 == upload.sha256
    assert Person.objects.filter(origin="import").count() == 9993


def test_a_person_is_found_by_phone_or_id_and_completed(county: Union, officer: Person, tmp_path: Path) -> None:
    alone = make_person(phone=impossible_phone(50_000_001), name="", phone_verified_at=timezone.now(), origin="self")
    upload = bring(tmp_path, [row(1), row(2, phone="")], officer)
    assert (upload.new, upload.changed) == (1, 1)
    alone.refresh_from_db()
    assert (alone.name, alone.union, alone.id_number) == ("试验1", county, impossible_id(500_001))
    later = bring(tmp_path, [row(2, id_type="", id_number=""), row(2)], officer)
    # the phone alone finds nobody yet: the second row then meets a different person by its ID
    assert told(later) == [(3, "B", "手机", "row_twice")]


def test_an_id_brings_the_phone_along(county: Union, officer: Person, tmp_path: Path) -> None:
    bring(tmp_path, [row(2, phone="")], officer)
    assert bring(tmp_path, [row(2)], officer).changed == 1
    assert Person.objects.get(phone_key=phone_key(impossible_phone(50_000_002))).id_number == impossible_id(500_002)


def test_phone_and_id_of_two_people_are_a_conflict(county: Union, officer: Person, tmp_path: Path) -> None:
    bring(tmp_path, [row(1), row(2)], officer)
    upload = bring(tmp_path, [row(1, id_number=impossible_id(500_002))], officer)
    assert told(upload) == [(2, "", "", "person_conflict")]
    assert dict(upload.problems.get().facts) == {"phone_name": "试*1", "id_name": "试*2"}


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"id_number": impossible_id(600_000)}, "phone_has_other_id"),
        ({"name": "别人", "id_type": "", "id_number": ""}, "name_differs"),
        ({"phone": impossible_phone(59_999_999)}, "id_has_other_phone"),
    ],
)
def test_a_row_that_contradicts_the_record_is_not_taken(
    county: Union, officer: Person, tmp_path: Path, other: dict[str, str], code: str
) -> None:
    bring(tmp_path, [row(1)], officer)
    Person.objects.filter(origin="import").update(phone_verified_at=timezone.now())
    before = Person.objects.filter(origin="import").values().get()
    upload = bring(tmp_path, [row(1, **other)], officer)
    assert [problem[3] for problem in told(upload)] == [code]
    assert Person.objects.filter(origin="import").values().get() == before


def test_other_unions_are_neither_seen_nor_changed(county: Union, officer: Person, tmp_path: Path) -> None:
    other = make_union("乙县总工会")
    theirs = make_person(other, phone=impossible_phone(50_000_001), name="邻居")
    upload = bring(tmp_path, [row(1), row(2, union="乙县总工会"), row(3, union="丙县")], officer)
    assert told(upload) == [
        (2, "B", "手机", "person_elsewhere"),
        (3, "G", "工会", "union_outside"),
        (4, "G", "工会", "union_unknown"),
    ]
    assert "邻居" not in str([*upload.problems.values_list("facts", flat=True), upload.sample])
    theirs.refresh_from_db()
    assert (theirs.name, theirs.union, theirs.id_key) == ("邻居", other, None)
    with pytest.raises(Refused, match="role_missing"):
        bring(tmp_path, [row(1)], officer, union_path=other.union_path)
    with pytest.raises(Refused, match="role_missing"):
        bring(tmp_path, [row(1)], make_person(county))


def test_unions_by_alias_by_path_closed_and_of_one_name(county: Union, officer: Person, tmp_path: Path) -> None:
    east, west = make_union("东镇工会", parent=county), make_union("西镇工会", parent=county)
    make_union("快递联合工会", parent=east)
    make_union("快递联合工会", parent=west)
    make_union("旧工会", parent=county, closed_on=timezone.localdate())
    names = ["甲县", "西镇工会 / 快递联合工会", "快递联合工会", "旧工会"]
    upload = bring(tmp_path, [row(n, union=name) for n, name in enumerate(names)], officer)
    assert told(upload) == [(4, "G", "工会", "union_ambiguous"), (5, "G", "工会", "union_closed")]
    assert Person.objects.get(name="试验1").union.parent == west  # type: ignore[union-attr]


def test_neither_phone_nor_id_and_an_id_without_its_type(county: Union, officer: Person, tmp_path: Path) -> None:
    rows = [
        row(1, phone="", id_number=""),
        row(2, id_type="", id_number="E12345678"),
        row(3, id_type="护照", id_number="e12345679"),
        row(4, id_type=""),
    ]
    upload = bring(tmp_path, rows, officer)
    assert told(upload) == [(2, "B", "手机", "phone_or_id_needed"), (3, "C", "证件类型", "id_type_missing")]
    assert Person.objects.get(name="试验3").id_number == "E12345679"
    assert Person.objects.get(name="试验4").id_type == "mainland"


def test_numbers_as_excel_mangles_them(county: Union, officer: Person, tmp_path: Path) -> None:
    rows = [
        row(1, phone=19950000001.0),
        row(2, phone="１９９ ５０００ ０００２"),
        row(3, phone="+86 199-5000-0003"),
        row(4, phone="1.995E+10"),
        row(5, id_number="990101199001011000"),
    ]
    upload = bring(tmp_path, rows, officer)
    assert told(upload) == [(5, "B", "手机", "number_rounded"), (6, "D", "证件号码", "id_rounded_by_excel")]
    assert upload.new == 3


def test_a_killed_import_goes_on_where_it_stood(
    county: Union, officer: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = book(
        tmp_path / "a.xlsx",
        ("人员", [["姓名", "手机"], *[[f"试{n}", impossible_phone(40_000_000 + n)] for n in range(60)]]),
    )
    monkeypatch.setitem(kinds._kinds, "people", replace(kinds.kind_named("people"), chunk=10))
    upload = import_file(kind="people", path=made, by=officer, at=timezone.now(), dry=True)
    bringing.confirm(upload=upload, by=officer, at=timezone.now())

    def kill(what: str, done: int, total: int) -> None:
        if done == 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taking.take(upload_id=upload.pk, by=None, at=timezone.now(), report=kill)
    upload.refresh_from_db()
    assert (upload.state, upload.done, upload.new) == ("taking", 30, 30)
    with pytest.raises(Refused, match="upload_ended"):
        bringing.go_on(upload=upload, by=officer, at=timezone.now())
    Upload.objects.filter(pk=upload.pk).update(moved_at=timezone.now() - bringing.STALLED)
    assert bringing.go_on(upload=upload, by=officer, at=timezone.now()) == "taking"
    taking.take(upload_id=upload.pk, by=None, at=timezone.now())
    upload.refresh_from_db()
    assert (upload.state, upload.done, upload.new, upload.same) == ("done", 60, 60, 0)
    assert Person.objects.filter(origin="import").count() == 60


def test_cancel_stops_between_chunks(
    county: Union, officer: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._kinds, "people", replace(kinds.kind_named("people"), chunk=10))
    made = book(
        tmp_path / "a.xlsx",
        ("人员", [["姓名", "手机"], *[[f"试{n}", impossible_phone(40_000_000 + n)] for n in range(60)]]),
    )
    upload = import_file(kind="people", path=made, by=officer, at=timezone.now(), dry=True)
    bringing.confirm(upload=upload, by=officer, at=timezone.now())

    def cancel(what: str, done: int, total: int) -> None:
        if done == 20:
            bringing.cancel(upload=upload, by=officer, at=timezone.now())

    taking.take(upload_id=upload.pk, by=None, at=timezone.now(), report=cancel)
    upload.refresh_from_db()
    assert (upload.state, upload.new) == ("cancelled", 20)
    assert Person.objects.filter(origin="import").count() == 20


def test_who_lost_the_role_midway_goes_no_further(county: Union, officer: Person, tmp_path: Path) -> None:
    made = book(tmp_path / "a.xlsx", ("人员", [["姓名", "手机"], ["试", impossible_phone(1)]]))
    upload = import_file(kind="people", path=made, by=officer, at=timezone.now(), dry=True)
    bringing.confirm(upload=upload, by=officer, at=timezone.now())
    officer.grants.all().delete()
    taking.take(upload_id=upload.pk, by=None, at=timezone.now())
    upload.refresh_from_db()
    assert (upload.state, upload.failure) == ("failed", "role_missing")
    assert not Person.objects.filter(origin="import").exists()


def test_the_preview_shows_no_whole_number(county: Union, officer: Person, tmp_path: Path) -> None:
    upload = bring(tmp_path, [row(1), row(2, id_number="990101199001011111")], officer, dry=True)
    assert upload.state == "checked"
    assert upload.sample[0]["cells"]["phone"] == "199****0001"
    kept = str([upload.sample, list(upload.problems.values()), list(Entry.objects.values_list("facts", flat=True))])
    assert impossible_phone(50_000_001) not in kept
    assert "990101199001011111" not in kept
    assert not Person.objects.filter(origin="import").exists()


def test_files_are_put_away(county: Union, officer: Person, tmp_path: Path) -> None:
    upload = bring(tmp_path, [row(1)], officer)
    files = stored(upload)
    assert [path.exists() for path in files] == [True, True, False]
    assert bringing.put_away(by=None, at=timezone.now()) == 0
    later = timezone.now() + datetime.timedelta(days=KEEP_DAYS + 1)
    assert bringing.put_away(by=None, at=later) == 1
    assert not any(path.exists() for path in files)
    upload.refresh_from_db()
    assert (upload.path, upload.sample, upload.state) == ("", [], "done")


def test_of_two_workers_on_one_upload_one_gives_way(
    county: Union, officer: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(kinds._kinds, "people", replace(kinds.kind_named("people"), chunk=10))
    rows = [[f"试{n}", impossible_phone(40_000_000 + n)] for n in range(40)]
    made = book(tmp_path / "a.xlsx", ("人员", [["姓名", "手机"], *rows]))
    upload = import_file(kind="people", path=made, by=officer, at=timezone.now(), dry=True)
    bringing.confirm(upload=upload, by=officer, at=timezone.now())

    def overtaken(what: str, done: int, total: int) -> None:
        if done == 10:
            taking.take(upload_id=upload.pk, by=None, at=timezone.now())

    taking.take(upload_id=upload.pk, by=None, at=timezone.now(), report=overtaken)
    upload.refresh_from_db()
    assert (upload.state, upload.done, upload.new, upload.same) == ("done", 40, 40, 0)
    assert Entry.objects.filter(verb="person.imported").count() == 40
