"""A pass is issued, checked with no network, stopped, and stays stopped; the database is the last guard."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from xinlian.credentials import signing
from xinlian.credentials.actions import keys, passes, statuses
from xinlian.credentials.models import PassStep, StatusChange, StatusList, WorkPass
from xinlian.credentials.queries import trust as queries
from xinlian.credentials.rules import codes
from xinlian.credentials.tests.world import DAY, World, make_world
from xinlian.engines.seals.check import check, check_token
from xinlian.engines.seals.text import as_address
from xinlian.journal.models import Entry
from xinlian.notices.kinds import said
from xinlian.notices.models import Notice
from xinlian.people.actions.erase import erase_person
from xinlian.people.models import Person
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person, make_union

USES = ("pass", "status")
pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def now() -> int:
    return int(timezone.now().timestamp())


def outcome(world: World, work_pass: WorkPass, at: int | None = None) -> tuple[str, str]:
    found = check_token(bytes(work_pass.token), world.held(), at or now())
    return found.outcome, found.why


def step(world: World, work_pass: WorkPass, to: str) -> None:
    passes.step(work_pass=work_pass, to=to, why="试", by=world.officer, at=timezone.now())


def test_a_fresh_pass_is_valid_and_says_what_was_issued(world: World) -> None:
    made = world.issue()
    found = check(as_address(bytes(made.token), queries.pass_host()), world.held(), now())
    assert (found.outcome, found.issuer) == ("valid", "甲县总工会")
    assert found.found is not None
    assert (found.found.name, found.found.trades) == ("试验焊工", ((101, 13),))
    assert found.found.number.hex() == made.number
    assert codes.code_of(found.found.number) == made.code
    assert Entry.objects.filter(verb="pass.issued").count() == 1


@pytest.mark.parametrize("to", ["suspended", "retrain", "revoked"])
def test_stopped_is_told_by_its_own_word(world: World, to: str) -> None:
    made = world.issue()
    step(world, made, to)
    assert outcome(world, made) == ("barred", to)
    assert list(PassStep.objects.filter(work_pass=made).values_list("state", "why")) == [("valid", ""), (to, "试")]


def test_let_go_on_it_is_valid_again_and_revoked_it_never_is(world: World) -> None:
    made = world.issue()
    step(world, made, "suspended")
    step(world, made, "valid")
    assert outcome(world, made) == ("valid", "")
    step(world, made, "revoked")
    with pytest.raises(Refused, match="pass_step"):
        step(world, made, "valid")


def test_a_new_pass_in_place_of_an_old_one_ends_the_old_one(world: World) -> None:
    old = world.issue()
    new = passes.renew(
        work_pass=old, trades=[(101, 0), (205, 0)], ends_at=timezone.now() + DAY, by=world.officer, at=timezone.now()
    )
    assert (outcome(world, old), outcome(world, new)) == (("barred", "revoked"), ("valid", ""))
    assert new.replaces == old
    with pytest.raises(Refused, match="pass_step"):
        passes.renew(
            work_pass=old, trades=[(101, 0)], ends_at=timezone.now() + DAY, by=world.officer, at=timezone.now()
        )


def test_one_pass_stands_at_a_time(world: World) -> None:
    made = world.issue()
    with pytest.raises(Refused, match="pass_already"):
        world.issue()
    twin = WorkPass.objects.get(pk=made.pk)
    twin.pk, twin.uid, twin.number, twin.code, twin.place = made.pk + 1, made.listed.uid, "0" * 16, "x", made.place + 1
    with pytest.raises(IntegrityError, match=r"work_pass_one_stands|UNIQUE.*person_id"), transaction.atomic():
        twin.save(force_insert=True)


def test_a_place_is_never_given_twice(world: World) -> None:
    made = world.issue()
    step(world, made, "revoked")
    twin = WorkPass.objects.get(pk=made.pk)
    twin.pk, twin.uid, twin.number, twin.code = made.pk + 1, made.listed.uid, "0" * 16, "x"
    with pytest.raises(IntegrityError, match=r"work_pass_place_once|UNIQUE.*place"), transaction.atomic():
        twin.save(force_insert=True)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"trades": []}, "pass_trades"),
        ({"trades": [(101, 13), (101, 0)]}, "pass_trades"),
        ({"trades": [(999, 0)]}, "trade_known"),
        ({"trades": [(101, 77)]}, "level_known"),
        ({"ends_at": timezone.now() - DAY, "begins_at": timezone.now() - 2 * DAY}, "pass_window"),
        ({"ends_at": timezone.now() + 7 * 366 * DAY}, "pass_too_long"),
    ],
)
def test_what_a_pass_cannot_say(world: World, more: dict[str, object], code: str) -> None:
    with pytest.raises(Refused, match=code):
        world.issue(**more)
    assert not WorkPass.objects.exists()


def test_only_officers_of_the_issuer_for_their_own_people(world: World) -> None:
    stranger = make_officer(make_union("乙县总工会"))
    with pytest.raises(Refused, match="role_officer"):
        world.issue(by=stranger)
    with pytest.raises(Refused, match="pass_person_elsewhere"):
        world.issue(person=make_person(stranger.union))


def test_without_a_key_nothing_is_issued(world: World) -> None:
    keys.give_up_for_lost(key=world.key, since=timezone.now(), by=None, at=timezone.now())
    with pytest.raises(Refused, match="key_missing"):
        world.issue()
    world.key.refresh_from_db()
    assert world.key.private is None, "a lost key signs nothing more"


def test_what_a_lost_key_signed_since_then_is_refused_by_the_next_bundle(world: World) -> None:
    before = world.issue()
    middle = timezone.now()
    after = world.issue(person=make_person(world.union), at=middle + datetime.timedelta(seconds=2))
    keys.give_up_for_lost(key=world.key, since=middle + datetime.timedelta(seconds=1), by=None, at=timezone.now())
    world.publish(version=2)
    assert outcome(world, before) == ("valid", "")
    assert outcome(world, after, now() + 5) == ("refused", "key_compromised")


def test_whoever_leaves_has_no_pass_any_more(world: World) -> None:
    made = world.issue()
    token = bytes(made.token)
    erase_person(person=world.worker, by=None, at=timezone.now())
    made.refresh_from_db()
    assert (made.state, made.name, bytes(made.token)) == ("revoked", "", b"")
    assert check_token(token, world.held(), now()).why == "revoked"


def test_a_list_is_signed_when_something_changed_or_an_hour_went_by(world: World) -> None:
    made, at = world.issue(), timezone.now()
    assert statuses.publish(number=1, by=None, at=at) is True
    assert statuses.publish(number=1, by=None, at=at + datetime.timedelta(minutes=5)) is False
    assert StatusList.objects.get().version == 1
    assert statuses.publish(number=1, by=None, at=at + datetime.timedelta(minutes=61)) is True
    assert StatusList.objects.get().version == 1, "nothing changed: the same version, said again"
    step(world, made, "suspended")
    assert statuses.publish(number=1, by=None, at=at + datetime.timedelta(minutes=62)) is True
    assert StatusList.objects.get().version == 2
    assert list(StatusChange.objects.values_list("place", "status", "version")) == [(made.place, 2, 2)]


def test_changes_since_a_version_are_the_last_word_of_each_place(world: World) -> None:
    made = world.issue()
    world.held()
    for to in ("suspended", "valid", "retrain"):
        step(world, made, to)
        world.held()
    listed = queries.status_list(1)
    assert listed is not None
    assert queries.changes(listed, 1) == [(made.place, 3)]
    assert queries.changes(listed, listed.version) == []
    assert queries.changes(listed, 99) is None
    assert queries.changes(listed, 0) is None


def test_a_bundle_must_be_just_what_stands_here(world: World) -> None:
    old = bytes(queries.newest().content)  # type: ignore[union-attr]
    keys.make_key(issuer=world.union, use="pass", algorithm=-8, begins_at=timezone.now(), by=None, at=timezone.now())
    world.publish(version=2)
    with pytest.raises(Refused) as no:
        keys.take_bundle(content=old, by=None, at=timezone.now())
    assert (no.value.code, no.value.facts["what"]) == ("bundle_unfit", "rolled_back")
    keys.make_key(issuer=world.union, use="pass", algorithm=-8, begins_at=timezone.now(), by=None, at=timezone.now())
    newest = queries.newest()
    assert newest is not None
    assert newest.version == 2
    world.publish(version=3)
    assert {key.kid.hex() for key in queries.trusted().bundle.keys} >= {world.key.kid}  # type: ignore[union-attr]


def test_a_new_key_signs_only_once_devices_know_it(world: World) -> None:
    """Else whoever got their pass in between would stand before every gate that was not told yet."""
    moment = timezone.now()
    own = [
        keys.make_key(issuer=world.union, use=use, algorithm=-8, begins_at=moment, by=None, at=moment) for use in USES
    ]
    assert world.issue().key == world.key
    assert signing.for_lists(timezone.now()) != own[1]
    world.publish(version=2)
    assert world.issue(person=make_person(world.union)).key == own[0]
    assert signing.for_lists(timezone.now()) == own[1]


def test_a_key_in_place_of_a_lost_one_signs_at_once(world: World) -> None:
    moment = timezone.now()
    keys.give_up_for_lost(key=world.key, since=moment, by=None, at=moment)
    own = keys.make_key(issuer=world.union, use="pass", algorithm=-8, begins_at=moment, by=None, at=moment)
    assert world.issue().key == own


def told(person: Person) -> list[str]:
    rows = Notice.objects.filter(person=person).order_by("made_at", "id")
    return [" · ".join(said(one.kind, one.facts)) for one in rows]


def test_the_holder_is_told_of_every_step_once(world: World) -> None:
    made = world.issue(ends_at=timezone.now() + 20 * DAY)
    step(world, made, "suspended")
    step(world, made, "valid")
    for _ in range(2):
        passes.remind(by=None, at=timezone.now())
    words = told(world.worker)
    assert len(words) == 4, words
    assert "发下来了" in words[0]
    assert "暂停 · 理由：试" in words[1]
    assert "恢复有效" in words[2]
    assert "为止" in words[3]
    assert passes.remind(by=None, at=timezone.now()) == 0


def test_nobody_is_reminded_of_a_pass_that_is_stopped_or_has_time(world: World) -> None:
    stopped = world.issue(ends_at=timezone.now() + 20 * DAY)
    step(world, stopped, "suspended")
    world.issue(person=make_person(world.union))
    assert passes.remind(by=None, at=timezone.now()) == 0
