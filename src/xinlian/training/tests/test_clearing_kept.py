"""Lists of thousands from kept decisions: the same as if everybody were reckoned, over the borders of pages, and no older than said."""

import datetime
import itertools
import re
from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.credentials.actions import passes
from xinlian.credentials.models import Trade, WorkPass
from xinlian.credentials.tests.world import DAY
from xinlian.enrolment.models import Attendance
from xinlian.people.models import Person
from xinlian.people.scope import viewer_of
from xinlian.testing.make import make_person
from xinlian.training.actions import clearing
from xinlian.training.models import Builder, Clearance, Medical, Project
from xinlian.training.queries import builders, clearing_desk, kept
from xinlian.training.queries.cases import cases
from xinlian.training.queries.clearing_desk import Wanted
from xinlian.training.rules import clearance
from xinlian.training.rules.medical import Found
from xinlian.training.tests.clearing_world import HOUR, World, make_exam, make_world

pytestmark = pytest.mark.django_db
LACKS = ("", "", "medical", "class", "theory", "practical", "id")
SECOND = datetime.timedelta(seconds=1)
LIST, ALL = reverse("training:desk_clearance"), reverse("training:desk_builders")


@pytest.fixture
def world() -> World:
    return make_world()


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def here(world: World) -> list[Builder]:
    rows = Builder.objects.filter(project=world.project, left_on=None)
    return list(rows.select_related("person", "trade", "project__union", "project__site"))


def reckoned(world: World, on: datetime.date) -> dict[int, tuple[str, list[str]]]:
    """Everybody's state and reasons from everything there is, one after the other."""
    several, found = here(world), dict[int, tuple[str, list[str]]]()
    held = cases(several, on)
    for one in several:
        verdict, newest = clearance.decide(held[one.pk], on), one.clearances.order_by("-decided_at", "-pk").first()
        work_pass = WorkPass.objects.filter(person=one.person, state="valid").first()
        ends = timezone.localdate(work_pass.ends_at - SECOND) if work_pass else None
        cleared = newest is not None and newest.ok and ends == verdict.until
        state = ("cleared" if cleared else "ready") if verdict.ok else "lacking"
        found[one.pk] = (state, [reason.code for reason in verdict.reasons])
    return found


def stands(world: World, on: datetime.date, most: int = kept.LIVE) -> kept.Stands:
    project = Project.objects.get(pk=world.project.pk)
    return kept.stands(Builder.objects.filter(project=project, left_on=None).order_by("-came_at"), project, on, most)


def told(found: kept.Stands) -> dict[int, tuple[str, list[str]]]:
    return {key: (one.state, [str(reason[0]) for reason in one.reasons]) for key, one in found.found.items()}


def many(world: World) -> list[Builder]:
    """Fourteen builders who lack one thing or nothing; two of three were decided on."""
    several = [world.builder(without=lack) for lack in LACKS * 2]
    for number, one in enumerate(several):
        if number % 3:
            clearing.decide(builder=one, by=world.officer, at=world.now)
    return several


def _examined(world: World, one: Builder, at: datetime.datetime) -> None:
    Medical.objects.filter(pk=world.examined(one).pk).update(noted_at=at)


def _limited(world: World, one: Builder, at: datetime.datetime) -> None:
    made = world.examined(one, found=Found("unfit"), ago=0)
    Medical.objects.filter(pk=made.pk).update(noted_at=at)


def _withdrawn(world: World, one: Builder, at: datetime.datetime) -> None:
    one.medicals.update(withdrawn_at=at)


def _taught(world: World, one: Builder, at: datetime.datetime) -> None:
    if not one.person.applications.exists():
        Attendance.objects.filter(seat=world.taught(one)).update(arrived_at=at)


def _away(world: World, one: Builder, at: datetime.datetime) -> None:
    Attendance.objects.filter(seat__application__person=one.person).update(undone_at=at)


def _sat(world: World, one: Builder, at: datetime.datetime) -> None:
    exam = make_exam(world, world.exam.paper, at - 3 * HOUR)
    exam.published_at = at
    exam.save()
    world.sat(one, exam=exam)


def _ran(world: World, one: Builder, at: datetime.datetime) -> None:
    made = world.ran(one)
    made.taken_at = at
    made.save()


def _violated(world: World, one: Builder, at: datetime.datetime) -> None:
    world.seen(one, 12, days_ago=0)
    clearing.follow(builder=one, by=None, at=at)


def _stopped(world: World, one: Builder, at: datetime.datetime) -> None:
    for work_pass in WorkPass.objects.filter(person=one.person, state="valid"):
        passes.step(work_pass=work_pass, to="suspended", why="打架", by=world.officer, at=at)


def _another_trade(world: World, one: Builder, at: datetime.datetime) -> None:
    trade, _made = Trade.objects.get_or_create(code=204, defaults={"name": "装载机司机"})
    Builder.objects.filter(pk=one.pk).update(trade=trade)


DOINGS = (
    _examined, _limited, _withdrawn, _taught, _away, _sat, _ran, _violated, _stopped, _another_trade,
)  # fmt: skip


@pytest.mark.parametrize("do", DOINGS, ids=lambda do: do.__name__.strip("_"))
@pytest.mark.parametrize("round_before", [False, True], ids=["no_round", "after_a_round"])
def test_whatever_is_noted_the_list_is_as_if_everybody_were_reckoned(
    world: World, do: Callable[[World, Builder, datetime.datetime], None], round_before: bool
) -> None:
    several, on = many(world), timezone.localdate(world.now)
    if round_before:
        clearing.decide_anew(by=None, at=world.now + HOUR)
    at = world.now + 2 * HOUR
    for number, one in enumerate(several[:10]):
        do(world, one, at + number * SECOND)
    assert told(stands(world, on)) == reckoned(world, on)


def test_after_a_round_of_the_clock_only_what_is_new_is_reckoned(world: World) -> None:
    several, on = many(world), timezone.localdate(world.now)
    for one in several:
        clearing.decide(builder=one, by=world.officer, at=world.now)
    clearing.decide_anew(by=None, at=world.now + HOUR)
    found = stands(world, on, most=0)
    assert (found.unseen, found.as_of) == (0, world.now + HOUR)
    _examined(world, several[2], world.now + 2 * HOUR)
    unseen = stands(world, on, most=0)
    assert (unseen.unseen, unseen.found[several[2].pk].state) == (1, "")
    assert stands(world, on, most=1).found[several[2].pk].state == "ready"


def test_what_is_too_much_to_reckon_is_counted_and_told_as_unknown(world: World) -> None:
    fresh, came = world.builder(without="class"), [world.builder() for _ in range(3)]
    on = timezone.localdate(world.now)
    found = stands(world, on, most=1)
    assert (found.unseen, found.as_of) == (3, None)
    assert Counter(one.state for one in found.found.values()) == {"ready": 1, "": 2, "lacking": 1}
    assert found.found[fresh.pk].state == "lacking", "who was at no session lacks the class for certain"
    assert {one.pk for one in came} == {key for key, one in found.found.items() if one.state in ("", "ready")}


def test_board_and_filters_are_those_of_a_full_reckoning(world: World) -> None:
    many(world)
    on, viewer = timezone.localdate(world.now), viewer_of(world.officer, timezone.localdate(world.now))
    whole = reckoned(world, on)
    board = clearing_desk.board(viewer, world.project, Wanted(), on)
    assert board.states == Counter(state for state, _codes in whole.values())
    assert board.reasons == Counter(code for _state, codes in whole.values() for code in set(codes))
    for state in ("ready", "lacking", "cleared"):
        listed = clearing_desk.board(viewer, world.project, Wanted(state=state), on).stands
        assert {one.builder for one in listed} == {key for key, (said, _codes) in whole.items() if said == state}
    for reason in board.reasons:
        listed = clearing_desk.board(viewer, world.project, Wanted(reason=reason), on).stands
        assert {one.builder for one in listed} == {key for key, (_state, codes) in whole.items() if reason in codes}
    for state in ("ready", "lacking"):
        rows = builders.found(viewer, builders.Wanted(state=state))
        assert list(builders.narrowed(rows, state, on).keys) == [one.pk for one in builders.exactly(rows, state, on)]


@pytest.mark.parametrize("query", ["", "sort=name", "sort=-name", "sort=until", "state=lacking"])
def test_pages_follow_each_other_without_a_gap(world: World, query: str) -> None:
    for number, lack in zip(range(63), itertools.cycle(("", "medical")), strict=False):
        world.builder(without=lack, person=make_person(world.union, name=f"人{number:03}"))
    client = browser(world.officer)
    shown = [names(client, f"{LIST}?{query}&page={page}") for page in ((1,) if "lacking" in query else (1, 2))]
    whole = [name for page in shown for name in page]
    assert (len(set(whole)), len(whole)) == ((31, 31) if "lacking" in query else (63, 63))
    if query.endswith("name"):
        assert whole == sorted(whole, reverse="-" in query)
    if not query:
        assert [int(name[1:]) % 2 for name in whole] == [0] * 32 + [1] * 31, "the ready ones first"


def names(client: Client, url: str) -> list[str]:
    page = client.get(url).content.decode()
    return re.findall(r">(人\d{3})<", page.partition("<tbody")[2])


def test_builders_who_may_go_to_work_are_paged_as_keys(world: World) -> None:
    for number, lack in zip(range(53), itertools.cycle(("", "medical")), strict=False):
        world.builder(without=lack, person=make_person(world.union, name=f"人{number:03}"))
    client = browser(world.officer)
    assert [len(set(names(client, f"{ALL}?state={state}"))) for state in ("ready", "lacking")] == [27, 26]
    world.builder(), [world.builder() for _ in range(25)]
    pages = [client.get(f"{ALL}?state=ready&page={page}").content.decode() for page in (1, 2)]
    assert [page.count('data-id="') or page.count("<tr") - 1 for page in pages] == [50, 3]


def test_the_page_says_from_when_it_counts_and_its_lines_are_of_now(world: World) -> None:
    builder = world.builder(without="medical", person=make_person(world.union, name="快到期"))
    world.examined(builder, days=-1)
    today = timezone.localdate(world.now)
    Clearance.objects.create(
        builder=builder,
        ok=False,
        reasons=[["medical_missing", {}]],
        trade=builder.trade,
        decided_at=world.now + SECOND,
        **world.mine,
    )
    Project.objects.filter(pk=world.project.pk).update(looked_at=world.now + DAY)
    page = browser(world.officer).get(LIST).content.decode()
    assert "核对的算" in page
    assert "体检过期" in page.partition("<tbody")[2], "the line is of now"
    board = clearing_desk.board(
        viewer_of(world.officer, today), Project.objects.get(pk=world.project.pk), Wanted(), today
    )
    assert (dict(board.reasons), board.as_of) == ({"medical_missing": 1}, world.now + DAY)


def test_a_yes_whose_last_day_is_over_is_not_taken_for_one(world: World) -> None:
    builder = world.builder(without="medical")
    world.examined(builder, days=3)
    clearing.decide(builder=builder, by=world.officer, at=world.now)
    clearing.decide_anew(by=None, at=world.now + HOUR)
    today = timezone.localdate(world.now)
    assert stands(world, today + datetime.timedelta(days=3)).found[builder.pk].state == "cleared"
    after = stands(world, today + datetime.timedelta(days=4)).found[builder.pk]
    assert (after.state, [reason[0] for reason in after.reasons]) == ("lacking", ["medical_over"])
