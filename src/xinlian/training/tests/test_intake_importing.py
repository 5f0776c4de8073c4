"""Builders and checks from Excel: a team at once, bad rows named, twice is once."""

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from xinlian.enrolment.models import Application
from xinlian.people.models import Person
from xinlian.sheets.actions import bringing
from xinlian.sheets.commands import import_file
from xinlian.sheets.models import Upload
from xinlian.sheets.queries import stored
from xinlian.sheets.tests.books import book
from xinlian.simulators.models import Trainee
from xinlian.testing.make import impossible_id, impossible_phone, make_officer
from xinlian.training.actions import projects
from xinlian.training.models import Builder, Medical
from xinlian.training.rules.medical import opened
from xinlian.training.tests.intake_world import World, browser, text, world

pytestmark = pytest.mark.django_db
HEADERS = ["姓名", "手机", "证件类型", "证件号码", "工种", "标段", "班组", "语言"]
CHECKS = ["姓名", "证件号码", "体检日期", "有效期", "结果", "限制", "机构"]
BORN = datetime.date(1990, 5, 6)


@pytest.fixture
def base() -> World:
    return world()


def row(number: int, **more: str) -> list[object]:
    said = {"name": f"工人{number}", "phone": impossible_phone(800_000 + number), "type": "居民身份证"}
    said |= {"id": impossible_id(number, BORN), "trade": "试验焊工", "section": "一标", "team": "焊工一班"}
    return list({**said, "language": "", **more}.values())


def bring(path: Path, rows: list[list[object]], base: World, *, kind: str = "builders", dry: bool = False) -> Upload:
    headers = HEADERS if kind == "builders" else CHECKS
    by = base.officer if kind == "builders" else base.medic
    file = book(path / f"{kind}.xlsx", ("表", [headers, *rows]))
    options = {"project": str(base.project.uid)}
    return import_file(kind=kind, path=file, by=by, at=timezone.now(), options=options, dry=dry)


def codes(upload: Upload) -> list[tuple[int, str]]:
    return list(upload.problems.order_by("row").values_list("row", "code"))


def test_a_team_of_thirty_comes_in_one_file_and_the_same_again_is_nothing_new(base: World, tmp_path: Path) -> None:
    base.entry(base.welder)
    rows = [row(number) for number in range(600, 630)]
    assert bring(tmp_path, rows, base, dry=True).new == 30
    assert not Builder.objects.exists()
    assert not Person.objects.filter(name="工人600").exists()
    assert bring(tmp_path, rows, base).new == 30
    assert Builder.objects.filter(team=base.team, way="table").count() == 30
    assert Trainee.objects.filter(union=base.union, team="焊工一班").count() == 30
    assert Application.objects.filter(state="standing", way="table").count() == 30
    again = bring(tmp_path, rows, base)
    assert (again.new, again.changed, again.same, again.bad) == (0, 0, 30, 0)
    assert Builder.objects.count() == 30


def test_the_same_person_under_another_team_moves(base: World, tmp_path: Path) -> None:
    bring(tmp_path, [row(640)], base)
    upload = bring(tmp_path, [row(640, team="司机班", phone="")], base)
    assert (upload.new, upload.changed) == (0, 1)
    assert Builder.objects.get().team == base.other
    assert Trainee.objects.get().team == "司机班"


def test_bad_rows_are_named_and_the_good_ones_come(base: World, tmp_path: Path) -> None:
    young = impossible_id(651, base.today.replace(year=base.today.year - 17))
    second = projects.add_team(
        section=base.project.sections.get(name="二标"), values={"name": "司机班"}, by=base.officer, at=base.now
    )
    rows = [
        row(650),
        row(651, id=young),
        row(652, trade="宇航员"),
        row(653, section="九标"),
        row(654, team="无名班"),
        row(655, section="", team="司机班"),
        row(656, phone="", id=""),
        row(657, id="110101199001011234"),
        row(650, phone=impossible_phone(800_000 + 658), id=""),
        row(659, section="二标", team="司机班"),
        row(660, section="", team=""),
    ]
    upload = bring(tmp_path, rows, base)
    assert codes(upload) == [
        (3, "age_under"),
        (4, "trade_unknown"),
        (5, "section_unknown"),
        (6, "team_unknown"),
        (7, "team_without_section"),
        (8, "phone_or_id_needed"),
        (9, "id_checksum"),
    ]
    assert upload.new == 4
    assert Builder.objects.get(person__name="工人659").team == second


def test_two_rows_of_one_person_are_one(base: World, tmp_path: Path) -> None:
    bring(tmp_path, [row(670)], base)
    upload = bring(tmp_path, [row(670, id=""), row(670, phone="")], base)
    assert codes(upload) == [(3, "row_same_person")]
    assert Builder.objects.count() == 1


def test_only_the_own_project(base: World, tmp_path: Path) -> None:
    near = world()
    base.project = near.project
    assert bring(tmp_path, [row(680)], base).failure == "project_unknown"
    assert not Builder.objects.exists()


def _check(builder: Builder, **more: str) -> list[object]:
    said = {"name": builder.person.name, "id": str(builder.person.id_number), "on": "2026-11-20", "until": "2027-11-19"}
    return list({**said, "result": "合格有限制", "restrictions": "高处、夜班", "clinic": "密医院", **more}.values())


def test_checks_come_by_id_number_and_their_previews_hold_no_value(base: World, tmp_path: Path) -> None:
    first, second, third = (base.builder(name) for name in ("甲一", "乙二", "丙三"))
    rows = [
        _check(first),
        _check(second, name="别人"),
        _check(third, result="很好"),
        _check(third, id=impossible_id(9), name="丁四"),
    ]
    at = base.now.replace(year=2026, month=11, day=29)
    assert at.date() >= datetime.date(2026, 11, 20)
    upload = bring(tmp_path, rows, base, kind="medicals")
    assert codes(upload) == [(3, "name_of_another"), (4, "medical_result_unknown"), (5, "builder_unknown")]
    row = Medical.objects.get()
    assert opened(row.found).restrictions == ("height", "night")
    assert row.builder == first
    kept = f"{upload.sample} {list(upload.problems.values())}"
    assert not [word for word in ("高处", "height", "limited", "夜班", "密医院", "很好") if word in kept]
    assert bring(tmp_path, [_check(first)], base, kind="medicals").same == 1
    later = _check(first, until="2027-10-01")
    assert codes(bring(tmp_path, [later], base, kind="medicals")) == [(2, "medical_there")]


def test_a_table_of_checks_lies_on_the_disk_for_a_day(base: World, tmp_path: Path) -> None:
    first = base.builder()
    people, checks = bring(tmp_path, [], base), bring(tmp_path, [_check(first)], base, kind="medicals")
    files = stored(checks)
    assert files[0].exists()
    bringing.put_away(by=None, at=checks.made_at + datetime.timedelta(hours=23))
    assert files[0].exists()
    bringing.put_away(by=None, at=checks.made_at + datetime.timedelta(days=1, minutes=1))
    assert not any(path.exists() for path in files)
    assert stored(people)[0].exists()


def test_officers_neither_bring_nor_see_tables_of_checks(base: World, tmp_path: Path) -> None:
    upload = bring(tmp_path, [_check(base.builder())], base, kind="medicals")
    assert (settings.UPLOADS / upload.path).exists()
    medic, officer = browser(base.medic), browser(base.officer)
    for end in ("", "rows/", "progress/"):
        address = f"/desk/imports/{upload.uid}/{end}"
        shown = medic.get(address)
        assert shown.status_code == 200, address
        text(shown)
        assert officer.get(address).status_code == 404, address
    assert upload.file_name not in text(officer.get("/desk/imports/"))
    assert upload.file_name in text(medic.get("/desk/imports/"))
    bring_in = f"/desk/medicals/import/{base.project.uid}/"
    assert (officer.get(bring_in).status_code, medic.get(bring_in).status_code) == (403, 200)
    assert officer.get("/desk/imports/template/medicals/").status_code == 403
    assert medic.get("/desk/imports/template/builders/").status_code == 403
    both = make_officer(base.union)
    assert browser(both).get(f"/desk/builders/import/{base.project.uid}/").status_code == 200


@pytest.mark.slow
def test_three_thousand_rows_come_in_one_file(base: World, tmp_path: Path) -> None:
    base.entry()
    upload = bring(tmp_path, [row(number) for number in range(10_000, 13_000)], base)
    assert (upload.new, upload.bad) == (3000, 0)
    assert Builder.objects.count() == Trainee.objects.count() == Application.objects.count() == 3000
