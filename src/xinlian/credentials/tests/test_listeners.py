"""Systems of others are told of every change, signed, in order, each once, through failures; and may ask, by token."""

import base64
import datetime
import hashlib
import hmac
import http.server
import json
import os
import subprocess
import sys
import threading
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xinlian.credentials import hooks, outgoing
from xinlian.credentials.actions import listeners, passes, sites
from xinlian.credentials.models import Listener, Site, SiteWorker, Telling, WorkPass
from xinlian.credentials.rules import listening as rules
from xinlian.credentials.tests.test_views import signed_in
from xinlian.credentials.tests.world import DAY, World, make_world
from xinlian.rows.refusals import Refused
from xinlian.testing.make import make_officer, make_person, make_union
from xinlian.web.cli.paths import ROOT

pytestmark = pytest.mark.django_db
API = "/api/v1/passes"
MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def world() -> World:
    return make_world()


class Receiver:
    """The reference receiver of docs/examples, in a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.file, self.port, self.secret = folder / "passes.db", 0, ""
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = [sys.executable, str(ROOT / "docs/examples/receiver.py"), str(self.file), str(self.port)]
        env = {**os.environ, "RECEIVER_SECRET": self.secret}
        self.process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline().split()[-1])

    def stop(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def holds(self) -> dict[str, dict[str, Any]]:
        with urllib.request.urlopen(self.address, timeout=5) as answer:
            return {one["number"]: one for one in json.load(answer)}


@pytest.fixture
def receiver(tmp_path: Path) -> Iterator[Receiver]:
    made = Receiver(tmp_path)
    made.start()
    yield made
    made.stop()


def listen(world: World, receiver: Receiver) -> Listener:
    """Registered, and the receiver told the secret."""
    said = {"name": "三标安全码", "address": receiver.address, "by": world.officer, "at": timezone.now()}
    made, receiver.secret, _token = listeners.register(union=world.union, **said)  # type: ignore[arg-type]
    receiver.stop()
    receiver.start()
    return made


def step(world: World, made: WorkPass, to: str) -> None:
    passes.step(work_pass=made, to=to, why="试", by=world.officer, at=timezone.now())


def tell(minutes: int = 0) -> int:
    return outgoing.tell_due(timezone.now() + minutes * MINUTE)


def test_a_real_receiver_knows_each_change(world: World, receiver: Receiver) -> None:
    listen(world, receiver)
    made = world.issue()
    assert tell() == 1
    held = receiver.holds()[made.number]
    assert (held["state"], held["colour"], held["trades"][0]["name"]) == ("valid", "green", "焊工")
    assert "试验焊工" not in json.dumps(held, ensure_ascii=False)
    step(world, made, "suspended")
    fresh = passes.renew(
        work_pass=made, trades=[(103, 0)], ends_at=timezone.now() + 90 * DAY, by=world.officer, at=timezone.now()
    )
    assert tell() == 3
    held = receiver.holds()
    assert (held[made.number]["state"], held[made.number]["colour"]) == ("replaced", "red")
    assert (held[fresh.number]["state"], held[fresh.number]["replaces"]) == ("valid", made.number)
    assert tell() == 0


def test_through_a_failure_in_order_and_each_once(world: World, receiver: Receiver) -> None:
    listener = listen(world, receiver)
    made = world.issue()
    receiver.stop()
    assert tell() == 0
    first = Telling.objects.get()
    assert (first.tries, first.answer, first.next_at > timezone.now()) == (1, "ConnectionRefusedError", True)
    step(world, made, "suspended")
    assert tell() == 0  # the second waits for the first, which waits for its time
    assert Telling.objects.filter(tries=0).count() == 1
    receiver.start()
    Listener.objects.filter(pk=listener.pk).update(address=receiver.address)
    assert tell(2) == 2
    assert receiver.holds()[made.number]["state"] == "suspended"
    Telling.objects.filter(pk=first.pk).update(heard_at=None)  # as if the answer had been lost on the way
    assert tell(2) == 1
    assert receiver.holds()[made.number]["state"] == "suspended"


def test_a_wrong_secret_is_refused_and_tried_again(world: World, receiver: Receiver) -> None:
    listener = listen(world, receiver)
    listener.secret = hooks.PREFIX + base64.b64encode(b"other" * 8).decode()
    listener.save()
    world.issue()
    assert tell() == 0
    assert Telling.objects.get().answer == "HTTP 401"
    assert receiver.holds() == {}


def test_what_is_never_taken_is_given_up_after_three_days(world: World, receiver: Receiver) -> None:
    listen(world, receiver)
    world.issue()
    receiver.stop()
    now, tries = timezone.now(), 0
    while Telling.objects.filter(given_up_at=None).exists():
        now = Telling.objects.get().next_at
        outgoing.tell_due(now)
        tries += 1
    assert tries == len(rules.MINUTES) + 1
    assert DAY * 2.5 < now - Telling.objects.get().made_at < DAY * 3.5
    assert outgoing.clear(now + 29 * DAY) == 0
    assert outgoing.clear(now + 31 * DAY) == 1


def test_two_workers_do_not_tell_the_same(world: World, receiver: Receiver) -> None:
    listener = listen(world, receiver)
    world.issue()
    Listener.objects.filter(pk=listener.pk).update(busy_until=timezone.now() + MINUTE)
    assert tell() == 0
    assert tell(2) == 1  # the other one died; its time is over


def test_redirects_are_not_followed(world: World, receiver: Receiver) -> None:
    class Elsewhere(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.send_response(307)
            self.send_header("location", receiver.address)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    listen(world, receiver)
    server = http.server.HTTPServer(("127.0.0.1", 0), Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Listener.objects.update(address=f"http://127.0.0.1:{server.server_address[1]}/")
    world.issue()
    assert tell() == 0
    server.shutdown()
    server.server_close()
    assert Telling.objects.get().answer == "HTTP 307"
    assert receiver.holds() == {}


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of Standard Webhooks 1.0, recomputed from its definition."""
    secret, uid = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", uuid.UUID("0b9f4c5e-8c8b-4d56-9d39-0b8f2f6f1c11")
    at, body = datetime.datetime(2026, 11, 25, tzinfo=datetime.UTC), '{"test": 2432232314}'
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    wanted = hmac.new(key, f"{uid}.{int(at.timestamp())}.{body}".encode(), hashlib.sha256).digest()
    assert hooks.signature(secret, uid, at, body) == f"v1,{base64.b64encode(wanted).decode()}"


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("https://safety.example/hooks", True),
        ("http://127.0.0.1:8090/", True),
        ("", True),
        ("http://safety.example/", False),
        ("https://a:b@safety.example/", False),
        ("ftp://safety.example/", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[bad/", False),
    ],
)
def test_addresses(address: str, fits: bool) -> None:
    assert rules.may_register(name="x", address=address).ok == fits


def test_registering(world: World) -> None:
    said = {"union": world.union, "at": timezone.now()}
    made, secret, token = listeners.register(name="甲", address="", by=world.officer, **said)  # type: ignore[arg-type]
    assert secret.startswith("whsec_")
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret, token_hash FROM credentials_listener")
        stored, digest = cursor.fetchone()
    assert secret.encode() not in bytes(stored)
    assert (digest, made.secret) == (hashlib.sha256(token.encode()).hexdigest(), secret)
    for code, more in {
        "listener_known": {"name": "甲"},
        "listener_name": {"name": " "},
        "role_officer": {"name": "乙", "by": make_officer(make_union("丙县总工会"))},
    }.items():
        with pytest.raises(Refused) as caught:
            listeners.register(**{"address": "", "by": world.officer, **said, **more})  # type: ignore[arg-type]
        assert caught.value.code == code


def test_a_blocked_one_is_told_nothing_and_gets_no_answer(world: World, receiver: Receiver) -> None:
    said = {"name": "甲", "address": receiver.address, "by": world.officer, "at": timezone.now()}
    made, _secret, token = listeners.register(union=world.union, **said)  # type: ignore[arg-type]
    world.issue()
    assert ask(token, "/sites").status_code == 200
    stranger = make_officer(make_union("乙县总工会"))
    with pytest.raises(Refused, match="role_officer"):
        listeners.block(listener=made, by=stranger, at=timezone.now())
    listeners.block(listener=made, by=world.officer, at=timezone.now())
    assert not Telling.objects.exists()
    assert ask(token, "/sites").status_code == 401
    assert outgoing.note(WorkPass.objects.get(), "x", timezone.now()) == 0


def test_officers_see_and_block_it(world: World, receiver: Receiver) -> None:
    listener = listen(world, receiver)
    world.issue()
    receiver.stop()
    tell()
    desk, url = signed_in(world.officer), reverse("credentials:desk_listener_block", args=[listener.uid])
    page = desk.get(reverse("credentials:desk_sites")).content.decode()
    assert all(words in page for words in ("三标安全码", "发不过去", "ConnectionRefusedError"))
    assert signed_in(make_officer(make_union("乙县总工会"))).post(url).status_code == 404
    desk.post(url)
    listener.refresh_from_db()
    assert listener.blocked_at
    assert "已停用" in desk.get(reverse("credentials:desk_sites")).content.decode()


def ask(token: str, path: str, **query: object) -> Any:
    return Client().get(f"{API}{path}", query, headers={"authorization": f"Bearer {token}"})


def asking(world: World) -> tuple[str, Site, WorkPass]:
    """A token, a site, and the pass of somebody who works there."""
    _made, _secret, token = listeners.register(
        union=world.union, name="甲", address="", by=world.officer, at=timezone.now()
    )
    site = sites.open_site(union=world.union, name="三标", fresh_hours=24, by=world.officer, at=timezone.now())
    sites.add_people(site=site, people=[world.worker], team="焊工班", by=world.officer, at=timezone.now())
    return token, site, world.issue()


def test_a_site_is_asked_about(world: World) -> None:
    token, site, made = asking(world)
    assert ask(token, "/sites").json() == [{"uid": str(site.uid), "name": "三标", "union": "甲县总工会"}]
    page = ask(token, f"/sites/{site.uid}/passes").json()
    assert [(one["number"], one["colour"], one["sites"]) for one in page["passes"]] == [
        (made.number, "green", [str(site.uid)])
    ]
    assert "试验焊工" not in json.dumps(page, ensure_ascii=False)
    step(world, made, "retrain")
    since = timezone.now() - MINUTE
    assert (
        ask(token, f"/sites/{site.uid}/passes", changed_since=since.isoformat()).json()["passes"][0]["colour"]
        == "yellow"
    )
    later = (timezone.now() + MINUTE).isoformat()
    assert ask(token, f"/sites/{site.uid}/passes", changed_since=later).json() == {"passes": [], "next": None}
    assert ask(token, f"/passes/{made.number}").json()["state"] == "retrain"


def test_page_by_page(world: World) -> None:
    token, site, _made = asking(world)
    more = [make_person(world.union, name=f"试{n}") for n in range(4)]
    sites.add_people(site=site, people=more, team="", by=world.officer, at=timezone.now())
    numbers = {world.issue(one).number for one in more}
    seen: list[str] = []
    after: int | None = 0
    while after is not None:
        page = ask(token, f"/sites/{site.uid}/passes", per_page=2, after=after).json()
        seen += [one["number"] for one in page["passes"]]
        after = page["next"]
    assert len(seen) == len(set(seen)) == 5
    assert numbers < set(seen)


def test_neighbours_get_nothing(world: World) -> None:
    token, site, made = asking(world)
    other = make_union("乙县总工会")
    _made, _secret, theirs = listeners.register(union=other, name="乙", address="", by=None, at=timezone.now())
    assert ask(theirs, "/sites").json() == []
    assert ask(theirs, f"/sites/{site.uid}/passes").status_code == 404
    assert ask(theirs, f"/passes/{made.number}").status_code == 404
    for wrong in ("", "x", token[:-1]):
        assert ask(wrong, f"/sites/{site.uid}/passes").status_code == 401
    assert Client().get(f"{API}/sites").status_code == 401
    assert ask(token, f"/sites/{site.uid}/passes", per_page=0).status_code == 422
    assert ask(token, f"/sites/{site.uid}/passes", after=2**63).status_code == 422


def test_a_system_of_one_site_hears_of_guests_who_work_there(world: World, receiver: Receiver) -> None:
    """Somebody with a pass of another county works on our site: their suspension is told here too."""
    base = make_union("丁县总工会")
    said = {"name": "丁", "address": receiver.address, "by": None, "at": timezone.now()}
    listeners.register(union=base, **said)  # type: ignore[arg-type]
    made = world.issue()
    assert not Telling.objects.exists()
    officer = make_officer(base)
    site = sites.open_site(union=base, name="四标", fresh_hours=24, by=officer, at=timezone.now())
    Site.objects.filter(pk=site.pk).update(union_path=base.union_path)
    SiteWorker.objects.create(
        site=site, person=world.worker, since_on=timezone.localdate(), union_path=base.union_path, shard=base.shard
    )
    step(world, made, "suspended")
    assert Telling.objects.count() == 1


def test_answers_keep_to_their_own_description(world: World) -> None:
    token, site, made = asking(world)
    described = schemathesis.openapi.from_dict(json.loads(Client().get(f"{API}/openapi.json").content))
    count = 0
    for operation in described.get_all_operations():
        found = operation.ok()
        path = found.path.replace("{uid}", str(site.uid)).replace("{number}", made.number)
        answer = Client().get(path, headers={"authorization": f"Bearer {token}"})
        assert answer.status_code == 200
        found.validate_response(_response(path, answer.content))
        count += 1
    assert count == 3


def _response(path: str, content: bytes) -> Any:
    import requests

    return schemathesis.Response(
        status_code=200,
        headers={"content-type": ["application/json"]},
        content=content,
        request=requests.Request("GET", f"http://testserver{path}").prepare(),
        elapsed=0.1,
        verify=False,
    )
