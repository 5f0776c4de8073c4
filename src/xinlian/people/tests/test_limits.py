"""Limits count every try, in every process, and say how long to wait."""

import datetime
import threading

import pytest
from django.db import connection

from xinlian.people.limits import forget, limited, spend
from xinlian.people.models import Tally
from xinlian.rows.refusals import Refused

NOW = datetime.datetime(2026, 11, 23, 12, 0, 30, tzinfo=datetime.UTC)


@pytest.mark.django_db
def test_the_one_too_many_is_limited_until_the_window_ends() -> None:
    assert [limited("door", 3, 60, NOW) for _ in range(5)] == [False, False, False, True, True]
    assert not limited("other door", 3, 60, NOW)
    assert not limited("door", 3, 60, NOW + datetime.timedelta(seconds=30))


@pytest.mark.django_db
def test_two_windows_of_one_key_do_not_meet() -> None:
    for _ in range(3):
        limited("door", 9, 60, NOW)
    assert not limited("door", 1, 3600, NOW)


@pytest.mark.django_db
def test_a_refusal_says_the_minutes() -> None:
    spend("door", ((1, 3600),), NOW)
    with pytest.raises(Refused) as no:
        spend("door", ((1, 3600),), NOW)
    assert no.value.code == "limit_reached"
    assert no.value.facts == {"minutes": 60}


@pytest.mark.django_db
def test_what_is_limited_cannot_be_read_from_the_table() -> None:
    limited("code to 19912345678 from 203.0.113.9", 3, 60, NOW)
    assert "19912345678" not in Tally.objects.get().key
    assert "203" not in Tally.objects.get().key.removeprefix("60:")[:3]


@pytest.mark.django_db
def test_old_windows_are_forgotten() -> None:
    limited("door", 3, 60, NOW)
    limited("door", 3, 60, NOW + datetime.timedelta(days=3))
    assert forget(NOW + datetime.timedelta(days=1)) == 1
    assert Tally.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_all_counted() -> None:
    def knock() -> None:
        for _ in range(20):
            limited("door", 1000, 3600, NOW)
        connection.close()

    threads = [threading.Thread(target=knock) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Tally.objects.get().count == 80
