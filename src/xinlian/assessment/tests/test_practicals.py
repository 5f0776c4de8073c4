"""Panels: marks each once from whichever tablet, recusals, alarms, signatures, the lock; and who may what."""

import uuid
from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.assessment.actions import practicals as actions
from xinlian.assessment.forms.practicals import CriterionForm, row_of
from xinlian.assessment.models import Entrant, PanelSeat, Practical, RubricSheet, Scoring
from xinlian.assessment.queries import panels
from xinlian.assessment.rules import rubrics
from xinlian.assessment.tests.world import MINUTE
from xinlian.engines.rubrics.sheet import Criterion
from xinlian.notices.models import Notice
from xinlian.people.marks import mark
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
D = Decimal
SHEET = [
    Criterion("c1", "judge", "外观", D(60), levels=(("好", D(60)), ("中", D(40)), ("差", D(0)))),
    Criterion("c2", "measure", "尺寸", D(40), target=D(6), bands=((D("0.5"), D(40)), (D(1), D(20)))),
    Criterion("c3", "deduct", "夹渣", D(10), each=D(5)),
    Criterion("c4", "time", "用时", D(10), each=D(2), limit=2700, step=60),
    Criterion("c5", "veto", "烧穿"),
]
GOOD = {"c1": "0", "c2": "6", "c3": "0", "c4": "2000", "c5": "0"}


@dataclass
class Panel:
    union: Union
    officer: Person
    practical: Practical
    seats: list[PanelSeat]
    entrants: list[Entrant] = field(default_factory=list)

    def score(self, seat: int, entrant: int, minute: int = 1, **more: str) -> Scoring:
        now = timezone.now()
        judge = self.seats[seat]
        said = {**GOOD, **more}
        return actions.score(
            seat=judge,
            entrant=self.entrants[entrant],
            said=said,
            client_uid=uuid.uuid4(),
            said_at=now - 60 * MINUTE + minute * MINUTE,
            by=judge.person,
            at=now,
        )

    def sign(self, seat: int) -> PanelSeat:
        return actions.sign(seat=self.seats[seat], by=self.seats[seat].person, at=timezone.now())


@pytest.fixture
def made() -> Panel:
    union = make_union("试验县总工会")
    officer = make_officer(union)
    said = {"by": officer, "at": timezone.now()}
    sheet = actions.make_sheet(union=union, title="焊接", criteria=SHEET, **said)
    test = actions.set_practical(sheet=sheet, union=union, title="实操", on=timezone.localdate(), **said)
    people = [make_person(union) for _ in range(5)]
    actions.add_entrants(practical=test, people=people[:2], **said)
    seats = [actions.seat(practical=test, person=one, chief=n == 0, **said) for n, one in enumerate(people[2:])]
    return Panel(union, officer, test, seats, list(test.entrants.all()))


def code_of(act: object) -> str:
    with pytest.raises(Refused) as refused:
        act()  # type: ignore[operator]
    return refused.value.code


def test_the_last_said_counts_and_the_same_uuid_is_one(made: Panel) -> None:
    made.score(0, 0, minute=9, c1="1")
    made.score(0, 0, minute=3, c1="2")  # said before, arrived after: from another tablet
    given = panels.outcome(made.entrants[0]).marks[made.seats[0].pk]
    assert given is not None
    assert given.total == 80
    seat, number, now = made.seats[1], uuid.uuid4(), timezone.now()
    said = {
        "seat": seat,
        "entrant": made.entrants[0],
        "client_uid": number,
        "said_at": now,
        "by": seat.person,
        "at": now,
    }
    one = actions.score(**said, said=GOOD)
    assert actions.score(**said, said={"c1": "2"}).pk == one.pk
    assert Scoring.objects.filter(seat=seat).count() == 1


def test_codes_say_nothing_and_a_blind_tablet_holds_no_name(made: Panel) -> None:
    kept = panels.tablet_of(made.seats[0])
    assert {one["code"] for one in kept["entrants"]} == {one.code for one in made.entrants}
    assert all(not one["name"] for one in kept["entrants"])
    Practical.objects.update(blind=False)
    made.seats[0].practical.refresh_from_db()
    assert {one["name"] for one in panels.tablet_of(made.seats[0])["entrants"]} == {
        e.person.name for e in made.entrants
    }


def test_a_panel_from_marks_to_published_with_one_recused_and_one_outlier(made: Panel) -> None:
    at, officer = timezone.now(), made.officer
    for seat in range(3):
        made.score(seat, 0)
    made.score(0, 1, c1="0")
    made.score(1, 1, c1="0")
    made.score(2, 1, c1="2", c3="1")
    first, second = panels.outcomes(made.practical)
    wide = first if first.entrant.pk == made.entrants[1].pk else second
    assert wide.together.outliers == (str(made.seats[2].pk),)
    actions.recuse(seat=made.seats[1], entrant=made.entrants[0], why="亲兄弟", by=made.seats[1].person, at=at)
    assert panels.outcome(made.entrants[0]).marks[made.seats[1].pk] is None
    assert code_of(lambda: made.score(1, 0)) == "not_recused"
    assert code_of(lambda: actions.lock(practical=made.practical, by=officer, at=at)) == "panel_unsigned"
    for seat in range(3):
        made.sign(seat)
    assert code_of(lambda: made.score(2, 1, c1="0")) == "seat_not_signed"
    assert code_of(lambda: actions.lock(practical=made.practical, by=officer, at=at)) == "alarms_left"
    actions.explain(entrant=made.entrants[1], why="看了录像", by=made.seats[0].person, at=at)
    # the one who stood apart looks again: the reason was for other marks and holds no more
    actions.ask_again(seat=made.seats[2], by=made.seats[0].person, at=at)
    assert Notice.objects.filter(person=made.seats[2].person, kind="assessment.asked_again").exists()
    made.seats[2].refresh_from_db()
    made.score(2, 1, minute=20, c1="1")
    assert panels.outcome(made.entrants[1]).open_alarm
    made.score(2, 1, minute=30, c1="0")
    made.sign(2)
    actions.lock(practical=made.practical, by=made.seats[0].person, at=at)
    made.entrants[1].refresh_from_db()
    assert made.entrants[1].result == 100
    assert code_of(lambda: made.score(0, 0)) == "practical_open"
    actions.publish(practical=made.practical, by=officer, at=at)
    assert Notice.objects.filter(person=made.entrants[0].person, kind="assessment.published").exists()
    assert [one.result for one in panels.results_of(made.entrants[0].person)] == [100]
    assert panels.averages(made.entrants[0])[0] == ("外观", "60.0", "60")


def test_the_chief_has_a_page_without_any_role(made: Panel) -> None:
    chief, other = Client(), Client()
    chief.force_login(made.seats[0].person)
    other.force_login(made.seats[1].person)
    where = reverse("assessment:judge_chief", args=[made.seats[0].uid])
    assert other.get(where).status_code == 404
    assert other.get(reverse("assessment:judge_chief", args=[made.seats[1].uid])).status_code == 404
    for seat in range(3):
        for entrant in range(2):
            made.score(seat, entrant, c1="2" if (seat, entrant) == (2, 1) else "0")
        made.sign(seat)
    text = chief.get(where).content.decode()
    assert "差得多" in text
    assert all(one.person.name not in text for one in made.entrants), "the chief judges blind, too"
    assert "还没有处理" in chief.post(where, {"act": "lock"}, follow=True).content.decode()
    chief.post(where, {"act": "again", "which": made.seats[2].uid})
    made.seats[2].refresh_from_db()
    assert made.seats[2].signed_at is None
    made.sign(2)
    chief.post(where, {"act": "explain", "which": made.entrants[1].uid, "why": "看了录像"})
    assert chief.post(where, {"act": "lock"}).headers["Location"] == reverse("assessment:exams")
    made.practical.refresh_from_db()
    assert (made.practical.state, made.practical.locked_by) == ("locked", made.seats[0].person)


def test_a_veto_leaves_nothing(made: Panel) -> None:
    for seat in range(3):
        made.score(seat, 0, c5="1" if seat == 2 else "0")
    found = panels.outcome(made.entrants[0])
    assert (found.vetoed, found.together.result) == (True, 0)


def test_signing_wants_everything_and_is_the_judges_own(made: Panel) -> None:
    made.score(0, 0)
    assert code_of(lambda: made.sign(0)) == "scores_missing"
    made.score(0, 1, c4="")
    assert code_of(lambda: made.sign(0)) == "scores_missing"
    made.score(0, 1, minute=5)
    signed = made.sign(0)
    assert made.sign(0).signed_at == signed.signed_at
    other = made.seats[1].person
    assert code_of(lambda: actions.sign(seat=made.seats[0], by=other, at=timezone.now())) == "seat_yours"


def test_who_may_what(made: Panel) -> None:
    at, neighbour = timezone.now(), make_officer(make_union("乙县总工会"))
    judge, entrant = made.seats[1].person, made.entrants[0]
    assert code_of(lambda: actions.lock(practical=made.practical, by=judge, at=at)) == "role_trainer"
    for by in (neighbour, judge):
        assert (
            code_of(
                lambda by=by: actions.seat(practical=made.practical, person=make_person(), chief=False, by=by, at=at)
            )
            == "role_trainer"
        )
        assert code_of(lambda by=by: actions.explain(entrant=entrant, why="算", by=by, at=at)) == "role_trainer"
    said = {"practical": made.practical, "by": made.officer, "at": at}
    assert code_of(lambda: actions.seat(person=entrant.person, chief=False, **said)) == "panel_is_entrant"
    assert code_of(lambda: actions.seat(person=judge, chief=False, **said)) == "panel_already"
    assert code_of(lambda: actions.seat(person=make_person(), chief=True, **said)) == "panel_chief_already"
    assert code_of(lambda: actions.publish(**said)) == "practical_locked"


@pytest.mark.parametrize(
    ("entry", "words"), [({"c1": "7"}, "外观"), ({"c2": "六"}, "尺寸"), ({"c4": "99999999"}, "用时")]
)
def test_nonsense_is_named(made: Panel, entry: dict[str, str], words: str) -> None:
    with pytest.raises(Refused, match="score_wrong") as refused:
        made.score(0, 0, **entry)
    assert refused.value.facts == {"words": words}


def test_the_database_holds_one_chief_and_one_seat(made: Panel) -> None:
    for more in ({"chief": True, "person": make_person()}, {"person": made.seats[0].person}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PanelSeat.objects.create(practical=made.practical, added_at=timezone.now(), **more)


def test_a_sheet_of_the_same_title_is_its_next_version(made: Panel) -> None:
    said = {"by": made.officer, "at": timezone.now()}
    again = actions.make_sheet(union=made.union, title="焊接", criteria=SHEET[:2], **said)
    assert again.version == 2
    made.practical.refresh_from_db()
    assert len(made.practical.sheet.sheet) == 5
    with pytest.raises(Refused, match="rubric_sheet_empty"):
        actions.make_sheet(union=made.union, title="空", criteria=[], **said)
    assert RubricSheet.objects.filter(title="空").count() == 0


@pytest.mark.parametrize("one", SHEET, ids=[one.kind for one in SHEET])
def test_a_row_of_the_editor_says_the_criterion_it_shows(one: Criterion) -> None:
    row = {name: "" if value is None else str(value) for name, value in row_of(one).items()}
    form = CriterionForm({f"{one.code}-{name}": value for name, value in row.items()}, prefix=one.code)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["criterion"] == one


@pytest.mark.parametrize(
    ("kind", "detail"), [("judge", "好"), ("measure", "大概 6"), ("time", "45 分钟"), ("deduct", "")]
)
def test_a_row_that_cannot_be_read_is_said_so(kind: str, detail: str) -> None:
    form = CriterionForm({"kind": kind, "words": "看", "most": "5", "detail": detail})
    assert not form.is_valid() or kind == "measure"
    if kind == "measure":
        assert form.cleaned_data["criterion"].bands == ()


def test_time_stands_in_two_fields(made: Panel) -> None:
    fields = {"c4-min": ["45"], "c4-sec": ["9"]}
    assert rubrics.said(SHEET, fields)["c4"] == "2709"
    assert rubrics.shown(SHEET, {"c4": "2709"}) == {"c4-min": "45", "c4-sec": "9"}
    assert rubrics.said(SHEET, {"c4-min": ["45"], "c4-sec": ["75"]})["c4"] == "45:75"


def test_pages_of_judge_and_desk(made: Panel) -> None:
    judge, officer = Client(), Client()
    judge.force_login(made.seats[0].person)
    officer.force_login(made.officer)
    seat, entrant = made.seats[0].uid, made.entrants[0].uid
    told = judge.get(reverse("assessment:judge_data")).json()
    assert told["panels"][0]["needed"] == ["c1", "c2", "c3", "c4"]
    where = reverse("assessment:judge_one", args=[seat, entrant])
    fields = {"c1": "0", "c2": "6", "c3": "0", "c4-min": "40", "c4-sec": "0", "client_uid": uuid.uuid4()}
    wrong = judge.post(where, {**fields, "c2": "六"})
    assert wrong.status_code == 422
    assert "“尺寸”填得不对" in wrong.content.decode()
    assert judge.post(where, fields).status_code == 302
    assert "还没有打完" in judge.post(reverse("assessment:judge_sign", args=[seat]), follow=True).content.decode()
    now = int(timezone.now().timestamp() * 1000)
    item = {
        "kind": "score",
        "as": mark(made.seats[0].person),
        "said_at": now,
        "seat": str(seat),
        "uid": str(uuid.uuid4()),
    }
    item |= {"entrant": str(made.entrants[1].uid), "c1": "1", "c2": "6", "c3": "0", "c4-min": "40", "c4-sec": "0"}
    sign = {"kind": "sign", "as": item["as"], "said_at": now, "seat": str(seat), "uid": str(uuid.uuid4())}
    body = {"sent_at": now, "items": [item, item, sign, {**sign, "uid": str(uuid.uuid4()), "seat": str(uuid.uuid4())}]}
    became = judge.post("/sync/", body, content_type="application/json").json()["results"]
    assert [one.get("code", "ok") for one in became] == ["ok", "ok", "ok", "seat_yours"]
    made.seats[0].refresh_from_db()
    assert made.seats[0].signed_at is not None
    page = reverse("assessment:desk_practical", args=[made.practical.uid])
    assert "签了" in officer.get(page).content.decode()
    for name in ("desk_practicals", "desk_practical_new", "desk_sheet_new"):
        assert officer.get(reverse(f"assessment:{name}")).status_code == 200
    rows = {"c-TOTAL_FORMS": "1", "c-INITIAL_FORMS": "0", "c-0-kind": "judge", "c-0-words": "外观", "c-0-most": "10"}
    sheet = {"union": str(made.union.uid), "title": "新表", **rows}
    bad = officer.post(reverse("assessment:desk_sheet_new"), {**sheet, "c-0-detail": "好=5；差=9"})
    assert "第 1 行的等级" in bad.content.decode()
    officer.post(reverse("assessment:desk_sheet_new"), {**sheet, "c-0-detail": "好=10；差=0"})
    found = RubricSheet.objects.get(title="新表")
    again = officer.get(reverse("assessment:desk_sheet_new") + f"?from={found.uid}").content.decode()
    assert "好=10；差=0" in again
    act = reverse("assessment:desk_practical_act", args=[made.practical.uid])
    answer = officer.post(act, {"act": "lock"}, follow=True).content.decode()
    assert "还有裁判没有签字" in answer
    stranger = Client()
    stranger.force_login(make_officer(make_union("乙县总工会")))
    assert stranger.get(page).status_code == 404
    assert stranger.get(reverse("assessment:judge_plain", args=[seat])).status_code == 404
