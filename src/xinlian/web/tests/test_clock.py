"""What comes round runs when it is due, once, and one failure does not stop the rest."""

import datetime
import logging

import pytest

from xinlian.web import clock
from xinlian.web.models import Tick

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
MINUTE = datetime.timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[datetime.datetime]:
    calls: list[datetime.datetime] = []
    mine = [clock.Due("a", 60, calls.append), clock.Due("b", 3600, lambda at: None)]
    monkeypatch.setattr(clock, "all_due", lambda: mine)
    return calls


def test_a_job_runs_when_it_is_due_and_not_before(ran: list[datetime.datetime]) -> None:
    assert clock.tick(NOW) == ["a", "b"]
    assert clock.tick(NOW + MINUTE / 2) == []
    assert clock.tick(NOW + MINUTE) == ["a"]
    assert ran == [NOW, NOW + MINUTE]


def test_two_workers_that_tick_at_once_run_a_job_once(ran: list[datetime.datetime]) -> None:
    clock.tick(NOW)
    clock.tick(NOW + MINUTE)
    clock.tick(NOW + MINUTE)
    assert ran == [NOW, NOW + MINUTE]


def test_a_job_that_fails_is_logged_and_the_others_run(
    ran: list[datetime.datetime], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(at: datetime.datetime) -> None:
        raise ValueError("broken")

    both = [clock.Due("broken", 60, fail), *clock.all_due()]
    monkeypatch.setattr(clock, "all_due", lambda: both)
    with caplog.at_level(logging.ERROR):
        assert clock.tick(NOW) == ["a", "b"]
    assert [record.job for record in caplog.records] == ["broken"]  # type: ignore[attr-defined]
    assert Tick.objects.get(name="broken").due_at == NOW + MINUTE


def test_the_jobs_of_this_house_all_run() -> None:
    assert set(clock.tick(NOW)) == {job.name for job in clock.all_due()}
