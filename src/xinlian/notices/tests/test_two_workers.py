"""Two worker processes at once, one of them killed: no message leaves twice, and what is not known is said."""

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from toolchain.conftest import call, environment

GATEWAY = "xinlian.notices.tests.kinds.Gateway"
PEOPLE = 60
TELL = f"""
from django.utils import timezone
from xinlian.notices.actions import tell_many
from xinlian.testing.make import make_person, make_union
union = make_union("甲")
people = [make_person(union) for _ in range({PEOPLE})]
facts = {{"station": "甲站"}}
print(tell_many(to=people, kind="stations.keeper_asked", facts=facts, key="k", by=None, at=timezone.now()))
"""
STATES = """
from collections import Counter
from xinlian.notices.models import Delivery
print(sorted(Counter(Delivery.objects.order_by().values_list("state", flat=True)).items()))
"""
CALL_LOST = """
import datetime
from django.utils import timezone
from xinlian.notices.sending import call_lost
print(call_lost(timezone.now() + datetime.timedelta(minutes=11)))
"""
SEND = "import django; django.setup(); from xinlian.notices.sending import send_what_waits; print(send_what_waits())"


class House:
    """An installation of its own, whose workers are processes of their own."""

    def __init__(self, data: Path, database: str) -> None:
        self.data = data
        self.more = {
            "XINLIAN_DATABASE": database,
            "XINLIAN_SMS_SENDER": GATEWAY,
            "XINLIAN_QUIET_HOURS": "03:00-03:00",
            "DJANGO_SETTINGS_MODULE": "xinlian.web.settings",
        }
        assert self.call("manage", "migrate", "--verbosity=0").returncode == 0
        assert self.shell(TELL) == str(PEOPLE)

    def call(self, *words: str) -> subprocess.CompletedProcess[str]:
        return call(self.data, *words, **self.more)

    def shell(self, code: str) -> str:
        done = self.call("manage", "shell", "-v0", "-c", code)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def worker(self) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-P", "-c", SEND],
            env=environment(self.data, **self.more),
            cwd=self.data,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def sent(self) -> list[str]:
        """The numbers that messages left for."""
        lines = (self.data / "sent.txt").read_text(encoding="utf-8").splitlines()
        return [line.split("\t")[0] for line in lines]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, "")


@pytest.fixture
def house_on_postgres(tmp_path: Path) -> Iterator[House]:
    server = os.environ["XINLIAN_TEST_POSTGRES"]
    name = f"notices_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    try:
        yield House(tmp_path, urlsplit(server)._replace(path=f"/{name}").geturl())
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _two_and_one_dies(house: House) -> None:
    (house.data / "die").touch()  # the first whose message has left takes this with it
    workers = [house.worker(), house.worker()]
    said = [worker.communicate(timeout=120) for worker in workers]
    codes = sorted(worker.returncode for worker in workers)
    assert codes == [-9, 0], said
    left = house.sent()
    assert len(left) == len(set(left)) == PEOPLE
    assert house.shell(STATES) == f"[('sending', 1), ('sent', {PEOPLE - 1})]"
    assert house.shell(CALL_LOST) == "1"
    after = house.worker()
    assert after.communicate(timeout=60)[0].strip() == "0"
    assert house.shell(STATES) == f"[('lost', 1), ('sent', {PEOPLE - 1})]"
    assert len(house.sent()) == PEOPLE


def _two_share_the_work(house: House) -> None:
    workers = [house.worker(), house.worker()]
    went = [int(worker.communicate(timeout=120)[0]) for worker in workers]
    assert sum(went) == PEOPLE
    assert len(set(house.sent())) == len(house.sent()) == PEOPLE


def test_one_of_two_is_killed(house: House) -> None:
    _two_and_one_dies(house)


def test_two_at_once(house: House) -> None:
    _two_share_the_work(house)


@pytest.mark.postgres
def test_one_of_two_is_killed_on_postgres(house_on_postgres: House) -> None:
    _two_and_one_dies(house_on_postgres)


@pytest.mark.postgres
def test_two_at_once_on_postgres(house_on_postgres: House) -> None:
    _two_share_the_work(house_on_postgres)


def test_the_worker_of_the_house_sends_what_an_action_told(house: House) -> None:
    done = house.call("worker", "--once")
    assert done.returncode == 0, done.stderr
    assert house.shell(STATES) == f"[('sent', {PEOPLE})]"
    assert len(house.sent()) == PEOPLE
