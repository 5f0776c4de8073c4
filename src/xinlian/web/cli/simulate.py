"""Sends runs as simulators would: loader, gantry crane, paver, forklift, welding, at a chosen rate, through the doors of a
running site. The devices, their keys and the people are those of this installation.

Without a network, or while the site is down, runs wait and are sent again under the same ids. The last line says what became of
them. Exit code 1 when the site refused any.
"""

import argparse
import base64
import datetime
import http.client
import json
import random
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from xinlian.testing.machines import MACHINES, Machine, play
from xinlian.web.cli import boot
from xinlian.web.cli.exits import FAILED, OK, Missing, Usage

if TYPE_CHECKING:
    from xinlian.simulators.models import Device

HELP = "send runs as simulators would"
EPILOG = """examples:
  ./xinlian simulate
  ./xinlian simulate --rate 20 --runs 500 --door next
  ./xinlian simulate --url http://localhost:8080 --seed 7"""
DOORS = ("post", "next", "xapi", "mixed")
PATIENCE, AGAIN = 10, 1.0


def add(parser: argparse.ArgumentParser) -> None:
    """Its options."""
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="where the site answers (default: %(default)s)")
    parser.add_argument("--rate", type=float, default=1.0, help="runs a second (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=0, help="end after so many (default: until Ctrl-C)")
    parser.add_argument("--door", choices=DOORS, default="mixed", help="which door they take (default: all in turn)")
    parser.add_argument("--seed", type=int, help="the same seed plays the same runs")


def run(options: argparse.Namespace) -> int:
    """Send until told to stop."""
    address = urlsplit(options.url)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise Usage("--url is an address such as http://localhost:8000")
    if options.rate <= 0 or options.runs < 0:
        raise Usage("--rate is above 0, --runs at least 0")
    boot.django()
    hall = _Hall(options.url.rstrip("/"), random.Random(options.seed))  # noqa: S311 - play, no secret
    try:
        for number in _beats(options.rate, options.runs):
            hall.play(options.door if options.door != "mixed" else DOORS[number % 3])
    except KeyboardInterrupt:
        print()
    hall.settle()
    print(f"{hall.taken} taken, {hall.refused} refused, {len(hall.waiting)} not sent")
    return FAILED if hall.refused or hall.waiting else OK


def _beats(rate: float, runs: int) -> Iterator[int]:
    """Numbers at a rate; a late one does not make those after it later."""
    began, number = time.monotonic(), 0
    while not runs or number < runs:
        wait = began + number / rate - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        yield number
        number += 1


@dataclass(slots=True)
class _Hall:
    """Devices with people at them, and a line to the site."""

    url: str
    rng: random.Random
    taken: int = 0
    refused: int = 0
    waiting: "list[tuple[Device, dict[str, Any]]]" = field(default_factory=list)
    devices: "list[tuple[Machine, Device]]" = field(default_factory=list)
    people: list[Any] = field(default_factory=list)
    skills: dict[str, float] = field(default_factory=dict)
    tries: dict[tuple[str, str], int] = field(default_factory=dict)
    line: http.client.HTTPConnection | None = None

    def __post_init__(self) -> None:
        from xinlian.simulators.models import Device, Trainee

        kinds = {one.kind: one for one in MACHINES}
        rows = Device.objects.filter(blocked_at=None).select_related("version__simulator")
        self.devices = [(kinds[kind], one) for one in rows if (kind := one.version.simulator.kind) in kinds]
        self.people = list(Trainee.objects.select_related("person").order_by("pk"))
        if not self.devices or not self.people:
            raise Missing(
                "this installation has no simulators of the known kinds with trainees; start the demo, or add them"
            )
        self.skills = {one.number: self.rng.gauss(0, 1) for one in self.people}

    def play(self, door: str) -> None:
        """Somebody tries something, and the machine says what came of it."""
        machine, device = self.rng.choice(self.devices)
        union = device.version.simulator.union_id
        person = self.rng.choice([one for one in self.people if one.union_id == union])
        task = self.rng.choice(list(device.version.simulator.scenarios.filter(retired_at=None)))
        said = self._called(device, person, task) if door == "next" else None
        number = said["trainee"]["number"] if said else person.number
        before = self.tries.get((number, machine.kind), 0)
        self.tries[number, machine.kind] = before + 1
        score = play(machine, self.skills.get(number, 0.0), before, self.rng)
        run = {
            "uid": str(uuid.uuid4()),
            "trainee": number,
            "scenario": said["scenario"]["code"] if said else task.code,
            "marks": float(score.marks),
            "seconds": score.seconds,
            "ended_at": datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds"),
            "mode": said["mode"] if said else "graded",
            "registration": said["registration"] if said else None,
            "faults": [{"name": name, "count": count} for name, count in score.faults],
        }
        self.waiting.append((device, run | {"door": door}))
        self._send_waiting()

    def settle(self) -> None:
        """Try what waits a few times more."""
        for _ in range(PATIENCE):
            if not self.waiting:
                return
            time.sleep(AGAIN)
            self._send_waiting()

    def _called(self, device: "Device", person: Any, task: Any) -> dict[str, Any] | None:
        """Queue somebody as they would at the machine, and ask it who is next."""
        from django.utils import timezone

        from xinlian.rows.refusals import Refused
        from xinlian.simulators.actions import trainees

        turn = {"trainee": person, "scenario": task, "graded": True, "client_uid": uuid.uuid4()}
        try:
            trainees.queue(device=device, **turn, by=None, at=timezone.now())
        except Refused as refused:
            print(f"  {device.name}: {refused.code}")
        status, answer = self._ask(device, "next", {})
        return answer if status == http.HTTPStatus.OK else None

    def _send_waiting(self) -> None:
        while self.waiting:
            device, run = self.waiting[0]
            status, answer = self._told(device, dict(run))
            if status is None or status >= http.HTTPStatus.INTERNAL_SERVER_ERROR:
                return
            self.waiting.pop(0)
            self._heard(device, run, status, answer)

    def _told(self, device: "Device", run: dict[str, Any]) -> tuple[int | None, Any]:
        """Through its door; xAPI answers no results, but what the store says."""
        if run.pop("door") != "xapi":
            return self._ask(device, "runs", {"runs": [run]})
        status, answer = self._state(device, run)
        taken = status in (http.HTTPStatus.NO_CONTENT, http.HTTPStatus.OK)
        if status is None or not taken:
            return status, answer
        return http.HTTPStatus.OK, {"results": [{"ok": True, "words": ""}]}

    def _state(self, device: "Device", run: dict[str, Any]) -> tuple[int | None, Any]:
        from xinlian.records.models import Client
        from xinlian.simulators.models import Scenario
        from xinlian.simulators.statements import FAULTS, MODE

        task = Scenario.objects.get(simulator=device.version.simulator_id, code=run["scenario"])
        full = float(device.version.full)
        said = {
            "actor": {"account": {"homePage": self.url, "name": run["trainee"]}},
            "verb": {"id": "http://adlnet.gov/expapi/verbs/completed", "display": {"zh": "做完"}},
            "object": {"id": task.iri, "definition": {"name": {"zh": task.name}}},
            "result": {
                "score": {"raw": run["marks"], "min": 0, "max": full, "scaled": run["marks"] / full},
                "duration": f"PT{run['seconds']}S",
                "extensions": {FAULTS: run["faults"]},
            },
            "context": {"extensions": {MODE: run["mode"]}},
            "timestamp": run["ended_at"],
        }
        user = Client.objects.get(about_uid=device.uid).public_id
        pair = base64.b64encode(f"{user}:{device.key}".encode()).decode()
        headers = {"Authorization": f"Basic {pair}", "X-Experience-API-Version": "2.0.0"}
        return self._send("PUT", f"/xapi/statements?statementId={run['uid']}", json.dumps(said).encode(), headers)

    def _heard(self, device: "Device", run: dict[str, Any], status: int, answer: Any) -> None:
        result: dict[str, Any] = (
            answer["results"][0] if status == http.HTTPStatus.OK else {"ok": False, "words": str(answer)}
        )
        self.taken += result["ok"]
        self.refused += not result["ok"]
        clock = f"{datetime.datetime.now().astimezone():%H:%M:%S}"
        said = "taken" if result["ok"] else f"refused: {result['words']}"
        print(f"{clock}  {device.name}  {run['trainee']}  {run['scenario']}  {run['marks']:5.1f}  {said}", flush=True)

    def _ask(self, device: "Device", what: str, said: dict[str, Any]) -> tuple[int | None, Any]:
        """POST, signed with the device's key: status and answer; None when there is no network."""
        from xinlian.simulators.rules.signing import signature

        body, name, now = json.dumps(said).encode(), str(uuid.uuid4()), str(int(time.time()))
        headers = {"X-Device": str(device.uid), "Webhook-Id": name}
        headers |= {"Webhook-Timestamp": now, "Webhook-Signature": signature(str(device.key), name, now, body)}
        return self._send("POST", f"/api/v1/simulators/{what}", body, headers)

    def _send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int | None, Any]:
        try:
            line = self.line = self.line or _line(self.url)
            headers = {"Content-Type": "application/json"} | headers
            line.request(method, f"{urlsplit(self.url).path}{path}", body, headers)
            answer = line.getresponse()
            text = answer.read()
            return answer.status, json.loads(text) if text else None
        except (OSError, http.client.HTTPException, ValueError) as error:
            print(f"  no answer ({type(error).__name__}); {len(self.waiting)} wait", flush=True)
            if self.line is not None:
                self.line.close()
            self.line = None
            return None, None


def _line(url: str) -> http.client.HTTPConnection:
    address = urlsplit(url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    return kind(str(address.hostname), address.port, timeout=PATIENCE)
