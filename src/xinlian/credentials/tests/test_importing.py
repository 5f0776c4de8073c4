"""Certificates from Excel: bad rows named, good ones awarded, twice is once, a killed batch goes on; and the progress moves."""

import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from xinlian.credentials.actions import certificates
from xinlian.credentials.models import Certificate, CertificateTemplate
from xinlian.credentials.queries import verifying
from xinlian.credentials.tests.world import DAY, World, make_world
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.sheets.actions import bringing, taking
from xinlian.sheets.commands import import_file
from xinlian.sheets.models import Upload
from xinlian.sheets.tests.books import book
from xinlian.testing.make import impossible_phone, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
HEADERS = ["姓名", "手机", "发证日期", "工种", "等级", "学时"]


@pytest.fixture
def world() -> World:
    return make_world()


def workers(world: World, count: int) -> list[Person]:
    return [make_person(world.union, name=f"试验{n}", phone=impossible_phone(80_000 + n)) for n in range(count)]


def row(person: Person, **more: object) -> list[object]:
    said = {"name": person.name, "phone": str(person.phone), "day": str(timezone.localdate() - DAY)}
    return list({**said, "trade": "焊工", "level": "三星", "hours": 20, **more}.values())


def bring(
    path: Path, rows: list[list[object]], template: CertificateTemplate, by: Person, *, dry: bool = False
) -> Upload:
    made = book(path / "证书.xlsx", ("证书", [HEADERS, *rows]))
    options = {"template": str(template.uid)}
    return import_file(kind="certificates", path=made, by=by, at=timezone.now(), options=options, dry=dry)


def test_good_rows_are_awarded_and_bad_ones_named(world: World, tmp_path: Path) -> None:
    people, template = workers(world, 9), world.template()
    elsewhere = make_person(make_union("乙县总工会"), name="别处", phone=impossible_phone(90_000))
    rows = [row(one) for one in people]
    rows[1][2] = str(timezone.localdate() + DAY)
    rows[2][3] = "宇航员"
    rows[3][4] = "三级/高级工"
    rows[4][0] = "别的名字"
    rows[5][1] = str(impossible_phone(99_999))
    rows[6] = row(people[0])
    rows[7] = row(elsewhere)
    upload = bring(tmp_path, rows, template, world.officer)
    assert list(upload.problems.order_by("row").values_list("row", "code")) == [
        (3, "award_day"),
        (4, "trade_known"),
        (5, "level_of_scheme"),
        (6, "person_other_name"),
        (7, "person_unknown"),
        (8, "person_twice"),
        (9, "pass_person_elsewhere"),
    ]
    assert (upload.new, upload.bad) == (2, 7)
    made = Certificate.objects.get(person=people[0])
    assert made.level is not None
    assert made.trade is not None
    assert (made.trade.name, made.level.name, made.hours) == ("焊工", "三星", 20)
    found = verifying.by_code(made.code, timezone.now())
    assert found is not None
    assert found.outcome == "valid"


def test_twice_is_once(world: World, tmp_path: Path) -> None:
    people, template = workers(world, 4), world.template()
    rows = [row(one) for one in people]
    assert bring(tmp_path, rows, template, world.officer).new == 4
    again = bring(tmp_path, rows, template, world.officer)
    assert (again.new, again.same, Certificate.objects.count()) == (0, 4, 4)
    assert sorted(one.number[-6:] for one in Certificate.objects.all()) == ["000001", "000002", "000003", "000004"]


def test_a_killed_batch_goes_on_where_it_stood_and_the_bar_moves_in_small_steps(world: World, tmp_path: Path) -> None:
    people, template = workers(world, 60), world.template()
    upload = bring(tmp_path, [row(one) for one in people], template, world.officer, dry=True)
    bringing.confirm(upload=upload, by=world.officer, at=timezone.now())
    seen: list[int] = []

    def watch(what: str, done: int, total: int) -> None:
        seen.append(done)
        if done == 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        taking.take(upload_id=upload.pk, by=None, at=timezone.now(), report=watch)
    assert seen == [0, 25, 50]
    assert Certificate.objects.count() == 50
    Upload.objects.filter(pk=upload.pk).update(moved_at=timezone.now() - bringing.STALLED)
    upload.refresh_from_db()
    bringing.go_on(upload=upload, by=world.officer, at=timezone.now())
    taking.take(upload_id=upload.pk, by=None, at=timezone.now())
    upload.refresh_from_db()
    assert (upload.state, upload.new, Certificate.objects.count()) == ("done", 60, 60)
    assert len({one.place for one in Certificate.objects.all()}) == 60


def test_the_role_is_asked_again_while_it_is_taken(world: World, tmp_path: Path) -> None:
    template = world.template()
    stranger = make_officer(make_union("丙县总工会"))
    with pytest.raises(Refused):
        bring(tmp_path, [row(world.worker)], template, make_person(world.union, name="没有角色"))
    upload = bring(tmp_path, [row(world.worker)], template, stranger)
    assert list(upload.problems.values_list("code", flat=True)) == ["role_officer"]
    assert not Certificate.objects.exists()


def test_a_template_that_is_none_or_retired(world: World, tmp_path: Path) -> None:
    template = world.template()
    made = book(tmp_path / "证书.xlsx", ("证书", [HEADERS, row(world.worker)]))
    for wrong in ("x", "0b9f4c5e-8c8b-4d56-9d39-0b8f2f6f1c11"):
        said = {"kind": "certificates", "path": made, "by": world.officer, "at": timezone.now()}
        upload = import_file(**said, options={"template": wrong})  # type: ignore[arg-type]
        assert upload.failure == "template_unknown"
    CertificateTemplate.objects.update(retired_at=timezone.now() - datetime.timedelta(hours=1))
    upload = bring(tmp_path, [row(world.worker)], template, world.officer)
    assert list(upload.problems.values_list("code", flat=True)) == ["template_retired"]
    with pytest.raises(Refused, match="template_retired"):
        certificates.award(
            template=template,
            person=world.worker,
            awarded_on=timezone.localdate(),
            by=world.officer,
            at=timezone.now(),
        )
