"""A draw of many: published by the worker while the page waits, and whole or not at all when a process is killed."""

import os
import secrets
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from toolchain.conftest import call, environment
from xinlian.enrolment import tasks
from xinlian.enrolment.models import Draw, Seat
from xinlian.enrolment.tests.draws import make_case

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PEOPLE = 400
SEAL = f"""
from xinlian.enrolment.tests.draws import make_case
case = make_case({PEOPLE}, 120)
print(case.seeded().pk)
"""
PUBLISH = """
import django; django.setup()
from xinlian.enrolment.models import Draw
from xinlian.enrolment.tasks import publish_draw
draw = Draw.objects.get()
by = draw.sealed_by_id
print("begins", flush=True)
publish_draw.call(draw.pk, by)
"""
LOOK = """
from xinlian.enrolment.models import Application, Draw, Publication, Seat
draw = Draw.objects.get()
print(draw.state, Seat.objects.count(), Application.objects.exclude(lot=None).count(), Publication.objects.filter(kind="result").count())
"""
AGREE = """
import json
from xinlian.enrolment.models import Application, Draw, Seat
from xinlian.enrolment.queries import draws
from xinlian.enrolment.queries.seats import drift
draw = Draw.objects.get()
told = {one["id"]: one for one in json.loads(draws.published(draw, "result"))["results"]}
rows = {one.entry["id"]: one for one in Application.objects.all()}
seats = dict(Seat.objects.values_list("application", "batch__number"))
print(draw.filled == len(seats), drift(), all(rows[key].lot == one["lot"] for key, one in told.items()),
      all(str(seats.get(rows[key].pk) or "") == (one["batch"] or "") for key, one in told.items()))
"""


def work() -> None:
    """Do what waits, as the worker does; a worker of its own would close the connection that this test looks through."""
    for waits in DBTaskResult.objects.filter(status="READY"):
        answer = tasks.publish_draw.call(*waits.args_kwargs["args"])
        DBTaskResult.objects.filter(pk=waits.pk).update(status="SUCCESSFUL", return_value=answer)


@pytest.mark.django_db
def test_many_are_drawn_by_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "IN_REQUEST", 5)
    case = make_case()
    draw, client = case.seeded(), Client()
    client.force_login(case.officer, backend=BACKEND)
    page = reverse("enrolment:desk_draw", args=[case.offering.uid])
    assert "?more=5" in client.get(page).content.decode(), "looking ahead is offered, not done"
    for _ in range(2):
        client.post(reverse("enrolment:desk_draw_publish", args=[case.offering.uid]))
    assert DBTaskResult.objects.count() == 1, "pressed twice, done once"
    assert Draw.objects.get().state == "seeded"
    assert "正在核对名单" in client.get(page).content.decode()
    work()
    assert Draw.objects.get().state == "published"
    assert Seat.objects.exists()
    assert "正在核对名单" not in client.get(page).content.decode()
    assert tasks.why_not(Draw.objects.get(pk=draw.pk)) is None


@pytest.mark.django_db
def test_what_the_worker_was_refused_is_said_and_may_be_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "IN_REQUEST", 5)
    case = make_case()
    case.seeded()
    case.applications[3].wished = [3]
    case.applications[3].save()  # an officer with access to the database
    client = Client()
    client.force_login(case.officer, backend=BACKEND)
    client.post(reverse("enrolment:desk_draw_publish", args=[case.offering.uid]))
    work()
    said = client.get(reverse("enrolment:desk_draw", args=[case.offering.uid])).content.decode()
    assert 'role="alert"' in said
    assert "%(" not in said
    assert "公布结果" in said, "the button is there again"
    assert Draw.objects.get().state == "seeded"


class House:
    """An installation of its own with a seeded draw of many."""

    def __init__(self, data: Path, database: str) -> None:
        self.data = data
        self.more = {"XINLIAN_DATABASE": database, "DJANGO_SETTINGS_MODULE": "xinlian.web.settings"}
        assert call(data, "manage", "migrate", "--verbosity=0", **self.more).returncode == 0
        self.shell(SEAL)

    def shell(self, code: str) -> str:
        done = call(self.data, "manage", "shell", "-v0", "-c", code, **self.more)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def publish(self, kill_after: float | None) -> int:
        """Publish in a process of its own, killed so many seconds after it began; its exit code."""
        with subprocess.Popen(
            [sys.executable, "-P", "-c", PUBLISH],
            env=environment(self.data, **self.more),
            cwd=self.data,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begins\n"
            if kill_after is not None:
                time.sleep(kill_after)
                process.kill()
            return process.wait(timeout=120)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, "")


@pytest.fixture
def house_on_postgres(tmp_path: Path) -> Iterator[House]:
    server = os.environ["XINLIAN_TEST_POSTGRES"]
    name = f"draw_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield House(tmp_path, urlsplit(server)._replace(path=f"/{name}").geturl())
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _killed_and_whole(house: House) -> None:
    killed = 0
    for moment in (0.05, 0.2, 0.35, 0.5):
        code, found = house.publish(moment), house.shell(LOOK)
        if found.startswith("published"):
            break  # it was quicker than the kill
        killed += code != 0
        assert found == "seeded 0 0 0", f"killed after {moment} s: nothing half done"
    assert killed >= 1
    assert house.publish(None) == 0
    state, seats, lots, files = house.shell(LOOK).split()
    assert (state, lots, files) == ("published", str(PEOPLE), "1")
    assert int(seats) > 0
    assert house.shell(AGREE) == "True [] True True"


def test_killed_while_it_publishes(house: House) -> None:
    _killed_and_whole(house)


@pytest.mark.postgres
def test_killed_while_it_publishes_on_postgres(house_on_postgres: House) -> None:
    _killed_and_whole(house_on_postgres)
