"""What is offered: its batches, groups and quotas until the list is sealed, and its way from draft to done."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlian.enrolment.actions import offering as acts
from xinlian.enrolment.models import Batch, Group, Offering, Quota
from xinlian.journal.models import Entry
from xinlian.people.models import Person, Union
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_application, make_batch, make_officer, make_person, make_union

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def now() -> datetime.datetime:
    return timezone.now()


@pytest.fixture
def county() -> Union:
    return make_union("甲县总工会")


@pytest.fixture
def officer(county: Union) -> Person:
    return make_officer(county)


@pytest.fixture
def offering(county: Union, officer: Person, now: datetime.datetime) -> Offering:
    return draw_up(county, officer, now)


def draw_up(union: Union, by: Person, now: datetime.datetime, **more: object) -> Offering:
    said = {"opens_at": now, "closes_at": now + 7 * DAY, "party_max": 2, "answer_hours": 48} | more
    return acts.draw_up(union=union, room="trips", series="rest", title="试验", mode="draw", by=by, at=now, **said)  # type: ignore[arg-type]


def refusal(call: object) -> str:
    with pytest.raises(Refused) as no, transaction.atomic():
        call()  # type: ignore[operator]
    return no.value.code


def test_drawn_up_by_officers_of_the_union(county: Union, offering: Offering, now: datetime.datetime) -> None:
    assert (offering.state, offering.union_path) == ("draft", county.union_path)
    assert refusal(lambda: draw_up(county, make_person(county), now)) == "role_officer"
    assert refusal(lambda: draw_up(county, make_officer(make_union()), now)) == "role_officer"


def test_a_window_that_can_be(county: Union, officer: Person, now: datetime.datetime) -> None:
    assert refusal(lambda: draw_up(county, officer, now, closes_at=now)) == "closes_after_it_opens"
    with pytest.raises(IntegrityError), transaction.atomic():
        Offering.objects.create(
            union=county, room="trips", series="r", title="t", mode="draw", opens_at=now, closes_at=now, made_at=now
        )


def test_the_way_by_hand(offering: Offering, officer: Person, now: datetime.datetime) -> None:
    def move(to: str, why: str = "") -> Offering:
        return acts.move(offering=offering, to=to, by=officer, at=now, why=why)

    assert refusal(lambda: move("open")) == "offering_batches"
    make_batch(offering)
    assert move("open").state == "open"
    assert refusal(lambda: move("sealed")) == "offering_step"
    move("closed")
    assert refusal(lambda: move("done")) == "offering_step"
    assert refusal(lambda: move("cancelled", " ")) == "why_needed"
    assert move("cancelled", "台风").state == "cancelled"
    assert refusal(lambda: move("open")) == "offering_step"
    facts = Entry.objects.filter(verb="offering.moved").order_by("id").last()
    assert facts is not None
    assert facts.facts["why"] == "台风"


def test_two_who_move_at_once(offering: Offering, officer: Person, now: datetime.datetime) -> None:
    make_batch(offering)
    Offering.objects.update(state="cancelled")
    assert refusal(lambda: acts.move(offering=offering, to="open", by=officer, at=now)) == "offering_step"


def test_batches_are_numbered_and_never_smaller_than_taken(
    offering: Offering, officer: Person, now: datetime.datetime
) -> None:
    said = {"starts_at": now + 30 * DAY, "ends_at": now + 33 * DAY, "capacity": 40, "by": officer, "at": now}
    one, two = (acts.add_batch(offering=offering, **said) for _ in range(2))  # type: ignore[arg-type]
    assert (one.number, two.number) == (1, 2)
    assert one.proof_key != two.proof_key
    Batch.objects.filter(pk=one.pk).update(taken=30)
    small = {"capacity": 29}
    assert refusal(lambda: acts.change_batch(batch=one, values=small, by=officer, at=now)) == "capacity_under_taken"
    assert acts.change_batch(batch=one, values={"capacity": 30}, by=officer, at=now).capacity == 30
    early = {"ends_at": now}
    assert refusal(lambda: acts.change_batch(batch=one, values=early, by=officer, at=now)) == "ends_after_it_starts"
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=one.pk).update(taken=31)


def test_nothing_is_shaped_behind_a_seal(offering: Offering, officer: Person, now: datetime.datetime) -> None:
    batch = make_batch(offering)
    acts.set_quota(offering=offering, union=offering.union, guarantee=1, by=officer, at=now)
    quota = Quota.objects.get()
    Offering.objects.update(state="sealed")
    offering.refresh_from_db()
    batch.refresh_from_db()
    quota = Quota.objects.get(pk=quota.pk)
    said = {"by": officer, "at": now}
    for call in (
        lambda: acts.change(offering=offering, values={"title": "别的"}, **said),
        lambda: acts.add_batch(offering=offering, starts_at=now, ends_at=now, capacity=1, **said),
        lambda: acts.change_batch(batch=Batch.objects.get(), values={"capacity": 1}, **said),
        lambda: acts.set_groups(offering=offering, groups=[("甲", [])], **said),
        lambda: acts.set_quota(offering=offering, union=offering.union, guarantee=2, **said),
        lambda: acts.drop_quota(quota=quota, **said),
    ):
        assert refusal(call) == "offering_unsealed"


def test_groups_in_their_order(offering: Offering, officer: Person, now: datetime.datetime) -> None:
    def groups(*named: tuple[str, list[str]]) -> list[Group]:
        return acts.set_groups(offering=offering, groups=named, by=officer, at=now)

    assert [one.name for one in groups(("骑手", ["rider"]), ("其他", []))] == ["骑手", "其他"]
    assert refusal(lambda: groups(("", ["rider"]))) == "groups_named"
    assert refusal(lambda: groups(("其他", []), ("骑手", ["rider"]))) == "groups_open_end"
    assert refusal(lambda: groups(("甲", ["rider"]), ("乙", ["rider"]))) == "groups_apart"
    make_application(offering, group=Group.objects.get(rank=1))
    assert refusal(lambda: groups(("骑手", ["rider"]))) == "group_in_use"


def test_a_quota_is_of_one_kind_and_replaced(offering: Offering, officer: Person, now: datetime.datetime) -> None:
    def quota(**said: object) -> Quota:
        return acts.set_quota(offering=offering, by=officer, at=now, **said)  # type: ignore[arg-type]

    assert refusal(lambda: quota(guarantee=1)) == "quota_one_kind"
    assert refusal(lambda: quota(union=offering.union, guarantee=5, ceiling=4)) == "quota_ceiling"
    quota(union=offering.union, guarantee=5)
    quota(union=offering.union, guarantee=6, ceiling=9)
    assert list(Quota.objects.values_list("guarantee", "ceiling")) == [(6, 9)]
    acts.drop_quota(quota=Quota.objects.get(), by=officer, at=now)
    assert Quota.objects.count() == 0


def test_the_mode_is_settled_once_open(offering: Offering, officer: Person, now: datetime.datetime) -> None:
    acts.change(offering=offering, values={"mode": "first_come"}, by=officer, at=now)
    make_batch(offering)
    acts.move(offering=offering, to="open", by=officer, at=now)
    again = {"mode": "draw"}
    assert refusal(lambda: acts.change(offering=offering, values=again, by=officer, at=now)) == "mode_settled"
