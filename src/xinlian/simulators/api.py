"""The doors of machines: who is next, what came of it. By key or by signature; people are numbers, names are masked."""

import datetime
import math
import uuid
from typing import Annotated, Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Schema, Status
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer
from pydantic import AwareDatetime, Field, StrictFloat, StrictInt, StrictStr

from xinlian import __version__
from xinlian.people.bearing import NamedAPI
from xinlian.people.identity import mask_name
from xinlian.people.limits import spend
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import say, sentence
from xinlian.simulators.actions import taking, trainees
from xinlian.simulators.models import Device, Turn
from xinlian.simulators.queries import machines
from xinlian.simulators.reading import run_of
from xinlian.simulators.rules.signing import is_fresh, is_signed

LIMITS = ((600, 60),)
NO_NUL = r"^[^\x00]*$"  # PostgreSQL holds every letter but this one
MOST_RUNS = 200


class Key(HttpBearer):
    """The key that was shown when the device was added."""

    def authenticate(self, request: HttpRequest, token: str) -> Device | None:
        """The device, or none."""
        device = machines.device_of_key(token)
        if device is not None:
            spend(f"device:{device.pk}", LIMITS, timezone.now())
        return device


def signed(request: HttpRequest) -> Device | None:
    """A device that signs with its key instead of sending it: headers x-device, webhook-id, webhook-timestamp and
    webhook-signature by Standard Webhooks 1.0. Without the first, none.
    """
    uid, given = request.headers.get("x-device", ""), request.headers.get("webhook-signature", "")
    if not uid or not given:
        return None
    device, at = machines.device_named(uid), timezone.now()
    if device is None or device.key is None:
        return None
    name, seconds = request.headers.get("webhook-id", ""), request.headers.get("webhook-timestamp", "")
    if not is_signed(device.key, name, seconds, request.body, given):
        return None
    spend(f"device:{device.pk}", LIMITS, at)  # only what the device itself asks is counted against it
    if not is_fresh(seconds, at):
        raise Refused("device_clock", {"at": at.astimezone(datetime.UTC).isoformat(timespec="seconds")})
    return device


api = NamedAPI(
    title="Xinlian simulators",
    version=__version__,
    description=(
        "For simulators that score by themselves. Send `Authorization: Bearer KEY`, or sign each request with the key by "
        "Standard Webhooks 1.0 and name the device in `x-device`. A run is taken once, under the UUID that the machine "
        "gives it: send it again until it is answered. Late runs are taken, in any order."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="simulators:machines",
    auth=[Key(), signed],
)


class Task(Schema):
    """A scenario."""

    code: str
    name: str
    iri: str


class Machine(Schema):
    """Who asks, and what it may send. `now`: to set a clock by."""

    device: str
    simulator: str
    version: str
    full: float
    scenarios: list[Task]
    waiting: int
    now: datetime.datetime


class Trainee(Schema):
    """Somebody by number; the name with a letter hidden, for them to see that it is right."""

    number: str
    name: str


class Next(Schema):
    """Whose turn it is. `registration`: what the run must say."""

    registration: uuid.UUID
    trainee: Trainee
    scenario: Task
    mode: str


class Fault(Schema):
    """What marks were lost for, and how often."""

    name: str = Field(min_length=1, max_length=60, pattern=NO_NUL)
    count: int = Field(1, ge=1, le=10_000)


class RunIn(Schema):
    """A run. `trainee`: the number; `scenario`: its code or IRI; `marks`: at most the full marks."""

    uid: uuid.UUID
    trainee: str = Field(max_length=20, pattern=NO_NUL)
    scenario: str = Field(max_length=200, pattern=NO_NUL)
    marks: StrictFloat | StrictInt | Annotated[StrictStr, Field(max_length=200, pattern=NO_NUL)] | None
    seconds: int | None = Field(None, ge=0, le=86_400)
    ended_at: AwareDatetime
    mode: str = Field("graded", max_length=10, pattern=NO_NUL)
    registration: uuid.UUID | None = None
    faults: list[Fault] = Field(default_factory=list, max_length=50)


class RunsIn(Schema):
    """Runs, in any order."""

    runs: list[RunIn] = Field(min_length=1, max_length=MOST_RUNS)


class Result(Schema):
    """What became of a run: taken (`known`: it was before), or why not. A refused one is kept for the officers to see."""

    uid: uuid.UUID
    ok: bool
    known: bool = False
    code: str = ""
    words: str = ""


class Results(Schema):
    """In the order of the runs."""

    results: list[Result]
    now: datetime.datetime


def _device(request: HttpRequest) -> Device:
    return cast(Device, request.auth)  # type: ignore[attr-defined]


def _working(request: HttpRequest) -> Device:
    """The device, unless it is blocked: whoever found a lost key learns no names by it. Raises Refused device_blocked."""
    device = _device(request)
    if device.blocked_at is not None:
        raise Refused("device_blocked")
    return device


@api.get("/me", response=Machine, summary="Who I am, what I may send, what time it is")
def me(request: HttpRequest) -> dict[str, Any]:
    """The device's simulator, its scenarios, and how many wait."""
    device = _device(request)
    return machines.machine(device) | {"now": timezone.now()}


@api.get("/trainees/{number}", response=Trainee, summary="Whose number this is")
def trainee(request: HttpRequest, number: str) -> dict[str, str]:
    """Only of people who train at the device's union."""
    found = machines.trainee_numbered(_working(request), number)
    if found is None:
        raise HttpError(404, say("run_for_nobody", {"number": number[:20]}))
    return {"number": found.number, "name": mask_name(found.person.name)}


@api.post("/next", response={200: Next, 204: None}, summary="Call who is next")
def call(request: HttpRequest) -> Status[Any]:
    """Whoever is called stays so until their run comes or they are missed; 204 when nobody waits."""
    turn = trainees.call_next(device=_device(request), by=None, at=timezone.now())
    return Status(204, None) if turn is None else Status(200, _next(turn))


def _next(turn: Turn) -> dict[str, Any]:
    task = turn.scenario
    return {
        "registration": turn.uid,
        "trainee": {"number": turn.trainee.number, "name": mask_name(turn.trainee.person.name)},
        "scenario": {"code": task.code, "name": task.name, "iri": task.iri},
        "mode": "graded" if turn.graded else "practice",
    }


@api.post("/turns/{registration}/missed", response={204: None}, summary="Whoever was called did not come")
def missed(request: HttpRequest, registration: uuid.UUID) -> Status[None]:
    """The next one may be called."""
    turn = machines.turn_of(_working(request), registration)
    if turn is None:
        raise HttpError(404, "not found")
    trainees.miss(turn=turn, by=None, at=timezone.now())
    return Status(204, None)


@api.post("/runs", response=Results, summary="Runs that were made")
def runs(request: HttpRequest, said: RunsIn) -> dict[str, Any]:
    """Each is answered by itself: one that is refused does not keep the others back."""
    device, now = _device(request), timezone.now()
    told = [_told(one) for one in said.runs]
    version = device.version
    became = taking.take(
        simulator=version.simulator, version=version, device=device, door=_door(said), told=told, by=None, at=now
    )
    return {"results": [_result(one) for one in became], "now": now}


def _door(said: RunsIn) -> str:
    return "next" if all(one.registration for one in said.runs) else "post"


def _told(one: RunIn) -> taking.Told:
    said = run_of(one.dict(), ((fault.name, fault.count) for fault in one.faults))
    raw = one.dict(exclude={"uid"}, exclude_defaults=True)
    raw["ended_at"] = one.ended_at.isoformat()
    raw["registration"] = said.registration
    if isinstance(one.marks, float) and not math.isfinite(one.marks):
        raw["marks"] = str(one.marks)  # JSON has no word for it
    return taking.Told(one.uid, said, raw)


def _result(one: taking.Taken) -> dict[str, Any]:
    words = say(one.code, dict(one.facts)) if one.code else ""
    return {"uid": one.uid, "ok": not one.code, "known": one.known, "code": one.code, "words": words}


@api.exception_handler(AuthenticationError)
def not_known(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """401, with how to do it."""
    answer = api.create_response(request, {"code": "device_unknown", "words": say("device_unknown", {})}, status=401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """422 with what is wrong where."""
    wrong = [{"where": ".".join(str(part) for part in one["loc"]), "what": one["msg"]} for one in error.errors]
    return api.create_response(request, {"code": "not_valid", "errors": wrong}, status=422)


@api.exception_handler(Refused)
def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """409, or 429 for too many, with the reason."""
    status = 429 if error.code == "limit_reached" else 409
    return api.create_response(request, {"code": error.code, "words": sentence(error)}, status=status)
