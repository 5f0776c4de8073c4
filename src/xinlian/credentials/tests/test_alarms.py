"""Alarms long before anything of the keys runs out, and when it has."""

import datetime

import pytest
from django.utils import timezone

from xinlian.credentials.actions import keys
from xinlian.credentials.models import SigningKey, StatusList, TrustBundle
from xinlian.credentials.queries import alarms
from xinlian.credentials.tests.world import DAY, World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    made = make_world()
    made.issue()
    made.held()
    return made


def said(days: int = 0) -> list[tuple[str, bool]]:
    return [(one.code, one.bad) for one in alarms.standing(timezone.now() + days * DAY)]


def test_nothing_is_said_where_no_pass_was_ever_issued_and_while_all_is_well(world: World) -> None:
    assert said() == []
    SigningKey.objects.update(private=None)
    assert said() != []


def test_the_bundle_is_called_out_before_and_after_its_end(world: World) -> None:
    StatusList.objects.update(issued_at=timezone.now() + 400 * DAY)
    assert said(43) == []
    assert said(46) == [("bundle_soon", False)]
    assert said(90) == [("bundle_over", True)]
    TrustBundle.objects.all().delete()
    assert said() == [("no_bundle", True)]


def test_keys_are_called_out_two_months_before(world: World) -> None:
    StatusList.objects.update(issued_at=timezone.now() + 900 * DAY)
    TrustBundle.objects.update(expires_at=timezone.now() + 900 * DAY)
    assert said(338) == []
    assert said(341) == [("key_soon_pass", False), ("key_soon_status", False)]
    assert said(401) == [("key_over_pass", True), ("key_over_status", True)]
    keys.make_key(
        issuer=world.union, use="pass", algorithm=-7, begins_at=timezone.now() + 300 * DAY, by=None, at=timezone.now()
    )
    assert said(401) == [("key_over_status", True), ("key_waits", False)]


def test_a_key_that_no_bundle_names_is_called_out_until_one_does(world: World) -> None:
    now = timezone.now()
    key = keys.make_key(issuer=world.union, use="pass", algorithm=-7, begins_at=now, by=None, at=now)
    assert said() == [("key_waits", False)]
    assert "1" in alarms.standing(now)[0].words()
    SigningKey.objects.filter(pk=key.pk).update(named_in=2)
    assert said() == []


def test_a_list_that_nobody_signs_any_more_is_called_out(world: World) -> None:
    StatusList.objects.update(issued_at=timezone.now() - datetime.timedelta(hours=7))
    assert said() == [("list_late", True)]
    assert all(one.words() for one in alarms.standing(timezone.now()))
