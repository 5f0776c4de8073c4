"""A base in numbers: each figure from rows that the test knows, and nobody sees another project's."""

import datetime
import io
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from xinlian.people.models import Grant
from xinlian.testing.make import make_grant, make_person
from xinlian.training.models import Clearance, Medical
from xinlian.training.queries import figures, months
from xinlian.training.rules.medical import Found
from xinlian.training.tests.figures_world import DAY, HOUR, NOW, Base

pytestmark = pytest.mark.django_db


def span(base: Base) -> tuple[datetime.datetime, datetime.datetime]:
    return months.bounds(2030, 6)


def test_a_person_time_is_somebody_who_came_to_a_class() -> None:
    base, other = Base(), Base()
    first, second = base.add_class(NOW - 40 * DAY), base.add_class(NOW - 5 * DAY)
    several = [base.add_builder(NOW - 50 * DAY) for _ in range(3)]
    base.seat(several[0], first)
    base.seat(several[1], second)
    base.seat(several[2], second, state="missed")
    other.seat(other.add_builder(NOW), other.add_class(NOW - DAY))
    found = figures.goal(base.project, NOW)
    assert (found.done, found.goal) == (2, 1000)
    assert found.months == [(datetime.date(2030, 5, 1), 1), (datetime.date(2030, 6, 1), 1)]
    assert found.even == round(1000 * 170 / 1096)


def test_the_funnel_counts_each_stage_by_itself_and_only_who_came_in_the_span() -> None:
    base = Base()
    held = base.add_class(NOW - 5 * DAY)
    before = base.add_builder(NOW - 60 * DAY)
    base.seat(before, held)
    several = [base.add_builder(NOW - 10 * DAY) for _ in range(4)]
    for one in several[:3]:
        note(base, one, datetime.date(2031, 1, 1))
    note(base, several[3], datetime.date(2030, 6, 1))
    for one, marks in zip(several[:3], (90, 60, 59), strict=True):
        base.seat(one, held)
        base.sat(one, held, marks)
    Clearance.objects.create(
        builder=several[0], ok=True, trade=base.trade, until=NOW.date(), decided_at=NOW, **base.own
    )
    stages = figures.funnel(base.project, *span(base), NOW)
    assert [(one.code, one.people) for one in stages] == [
        ("registered", 4),
        ("medical", 3),
        ("trained", 3),
        ("theory", 2),
        ("cleared", 1),
        ("holds", 0),
    ]


def note(base: Base, builder: object, until: datetime.date) -> None:
    found = Found("fit").sealed()
    said = {"checked_on": datetime.date(2030, 1, 2), "valid_until": until, "found": found, "noted_at": NOW}
    Medical.objects.create(builder=builder, client_uid=uuid.uuid4(), **said, **base.own)


def test_pass_rates_stand_with_trainer_and_team_the_lowest_first() -> None:
    base = Base()
    held, other = base.add_class(NOW - 5 * DAY), base.add_team("焊接班")
    several = [base.add_builder(NOW - 10 * DAY, team) for team in (base.team, base.team, other)]
    for one, marks in zip(several, (90, 10, 70), strict=True):
        base.sat(one, held, marks)
    assert [(one.name, one.sat, one.passed, one.percent) for one in figures.by_trainer(base.project, *span(base))] == [
        ("老师甲", 3, 2, 66)
    ]
    assert [(one.name, one.percent) for one in figures.by_team(base.project, *span(base))] == [
        ("一标 钢筋班", 50),
        ("一标 焊接班", 100),
    ]
    weak = figures.weakest(base.project, *span(base))
    assert [(one.count, round((one.facility or 0) * 100)) for one in weak] == [(3, 57)]
    assert figures.by_trainer(base.project, *months.bounds(2030, 5)) == []


def test_the_day_says_what_waits() -> None:
    base = Base()
    held = base.add_class(NOW - 5 * DAY)
    came, waits, old = base.add_builder(NOW - HOUR), base.add_builder(NOW - DAY), base.add_builder(NOW - 9 * DAY)
    base.seat(old, held)
    base.seat(waits, held, state="moved")
    note(base, came, NOW.date() + 10 * DAY)
    note(base, old, NOW.date() + 10 * DAY)
    note(base, old, NOW.date() + 90 * DAY)
    found = figures.today(base.project, NOW)
    assert (found.came, found.waiting, found.runs_out, found.not_cleared) == (1, 1, 1, 3)


@pytest.mark.parametrize(("month", "ends"), [(12, (2031, 1, 1)), (1, (2030, 2, 1))])
def test_a_month_ends_where_the_next_begins(month: int, ends: tuple[int, int, int]) -> None:
    first, after = months.bounds(2030, month)
    assert (timezone.localdate(first), timezone.localdate(after)) == (
        datetime.date(2030, month, 1),
        datetime.date(*ends),
    )


def officer_of(base: Base) -> Client:
    person = make_person(base.union)
    make_grant(person, "officer", base.union)
    client = Client()
    client.force_login(person)
    return client


def test_the_page_the_workbook_and_the_paper_say_the_same(client: Client) -> None:
    base = Base()
    held = base.add_class(NOW - 5 * DAY)
    base.seat(base.add_builder(NOW - 9 * DAY), held)
    client = officer_of(base)
    address = reverse("training:desk_month", args=[base.project.uid, 2030, 6])
    page = client.get(address).content.decode()
    assert "教培室" in page
    assert "老师甲" in page
    assert base.project.name in page
    book = client.get(f"{address}xlsx/")
    rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(b"".join(book.streaming_content))).get_sheet_by_index(0).to_python()
    )  # type: ignore[attr-defined]
    assert rows[1][3:] == ["教培室", "老师甲", 1.0, 1.0]
    paper = client.get(f"{address}pdf/")
    assert paper.content.startswith(b"%PDF-")
    assert client.get(f"{address}docx/").status_code == 404
    assert client.get(reverse("training:desk_month", args=[base.project.uid, 2030, 13])).status_code == 404
    assert client.get(reverse("training:desk_figures"))["Location"].startswith(
        f"/desk/base/figures/{base.project.uid}/"
    )


def test_a_neighbour_and_a_stranger_see_nothing(client: Client) -> None:
    base, other = Base(), Base()
    address = reverse("training:desk_month", args=[base.project.uid, 2030, 6])
    neighbour = officer_of(other)
    assert neighbour.get(address).status_code == 404
    assert neighbour.get(f"{address}xlsx/").status_code == 404
    assert client.get(address).status_code in (302, 403)
    client.force_login(make_person(base.union))
    assert client.get(address).status_code == 403
    assert not Grant.objects.filter(union=base.union).exists()


def test_a_union_without_a_base_is_told_what_to_do_first() -> None:
    base = Base()
    client = officer_of(base)
    base.programme.delete()
    base.project.delete()
    assert "还没有项目的培训基地" in client.get(reverse("training:desk_figures")).content.decode()
