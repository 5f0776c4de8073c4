"""Checking what lies before one: anybody a pass or a certificate, a gate with its secret whoever comes."""

import datetime
import uuid
from typing import Any, Literal, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema
from ninja.security import HttpBearer
from pydantic import Field

from xinlian import __version__
from xinlian.credentials import outcome_texts
from xinlian.credentials.actions import scanning, sites
from xinlian.credentials.models import Gate
from xinlian.credentials.queries import gate as queries
from xinlian.credentials.queries import verifying
from xinlian.people.address import address_of
from xinlian.people.bearing import NO_NUL, NamedAPI, found, refusing, says
from xinlian.people.limits import spend

LOOKS = ((30, 600), (200, 86400))  # from one address, as on the page
TRIES, ASKED = ((20, 3600),), ((600, 60),)
MOST = scanning.MOST

api = NamedAPI(
    title="Xinlian checks",
    version=__version__,
    description=(
        "Whether a pass or a certificate holds: for anybody, without a key (30 looks in ten minutes from one address), and for "
        "gates, whose devices fetch all that they decide with and send what they scanned. A gate sends `Authorization: Bearer "
        "SECRET`; the secret is had once, with the code that an officer is shown under 工地和门."
    ),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="credentials:checks",
)
refusing(api)


class Device(HttpBearer):
    """The secret that a gate's device got."""

    def authenticate(self, request: HttpRequest, token: str) -> Gate | None:
        """The gate, or none. Refused: limit_reached."""
        gate = queries.gate_of(token)
        if gate is not None:
            spend(f"gate:{gate.pk}", ASKED, timezone.now())
        return gate


class Shown(Schema):
    """What a pass or certificate shows: its short code, or what its square code says."""

    text: str = Field(min_length=1, max_length=2000, pattern=NO_NUL)


class Said(Schema):
    """A trade with its level, in words."""

    trade: str
    level: str


class Verified(Schema):
    """`outcome`: valid, held, barred, expired, undecided, refused. What it says itself, and nothing of what is not ours.

    `kind` is certificate or pass, empty for neither. `colour` for who works: green, yellow for not now, red.
    """

    outcome: str
    words: str
    why: str
    why_words: str
    colour: Literal["green", "yellow", "red"]
    kind: str
    name: str
    issuer: str
    title: str
    number: str
    trades: list[Said]
    begins_at: datetime.datetime | None
    ends_at: datetime.datetime | None


class CodeIn(Schema):
    """The code that an officer was shown, for half an hour and one device."""

    code: str = Field(max_length=40, pattern=NO_NUL)


class Secret(Schema):
    """What the device shows from now on."""

    secret: str


class GateOut(Schema):
    """The gate: both ways, or in or out alone; `fresh`: for how many seconds its lists are fresh."""

    name: str
    way: str
    site: str
    fresh: int


class RootOut(Schema):
    """A key that is trusted from the start, in hexadecimal digits."""

    kid: str
    algorithm: int
    public: str


class Worker(Schema):
    """Who works on the site, by the number of their pass; `photo`: the hash of it, `token`: what the pass signs."""

    number: str
    code: str
    name: str
    team: str
    photo: str
    token: str


class Package(Schema):
    """All that a device decides with while there is no network; binary parts in Base64. `inside`: who went which way last."""

    gate: GateOut
    roots: list[RootOut]
    bundle: str
    lists: dict[str, str]
    roster: list[Worker]
    inside: dict[str, str]
    now: float


class ScanIn(Schema):
    """A scan as the device decided it; `at` in seconds since 1970."""

    uid: uuid.UUID
    number: str = Field("", max_length=40, pattern=NO_NUL)
    outcome: Literal["valid", "barred", "expired", "undecided", "refused"]
    why: str = Field("", max_length=24, pattern=NO_NUL)
    way: Literal["in", "out"]
    means: Literal["camera", "scanner", "typed"]
    at: float = Field(ge=0, le=4102444800)
    list_version: int = Field(0, ge=0, lt=1 << 31)


class ScansIn(Schema):
    """Several at once."""

    scans: list[ScanIn] = Field(max_length=MOST)


class Stored(Schema):
    """Those that are here now, and may be forgotten there; how many were new."""

    stored: list[uuid.UUID]
    new: int


def _gate(request: HttpRequest) -> Gate:
    return cast(Gate, request.auth)  # type: ignore[attr-defined]


def _verified(one: verifying.Verified) -> dict[str, Any]:
    outcome = outcome_texts.shade(one.outcome, one.why)
    kind = "certificate" if one.title else "pass" if one.name else ""
    wait = outcome in ("held", "undecided") or one.why == "not_begun"
    return {
        "outcome": outcome,
        "words": str(outcome_texts.OUTCOMES[outcome]),
        "why": one.why,
        "why_words": outcome_texts.why(one.why),
        "colour": "green" if outcome == "valid" else "yellow" if wait else "red",
        "kind": kind,
        "name": one.name,
        "issuer": one.issuer,
        "title": one.title,
        "number": one.number,
        "trades": [{"trade": trade, "level": level} for trade, level in one.trades],
        "begins_at": one.begins_at,
        "ends_at": one.ends_at,
    }


@api.post("/verify", response=says(Verified), summary="Whether a pass or a certificate holds, for anybody")
def verify(request: HttpRequest, said: Shown) -> dict[str, Any]:
    """What is signed, who issued it, and how it stands now. 404 for a short code that was never given."""
    now = timezone.now()
    spend(f"verify:{address_of(request)}", LOOKS, now)
    return _verified(found(verifying.by_text(said.text, now)))


@api.post("/gates/enrol", response=says(Secret), summary="Enrol a gate's device")
def enrol(request: HttpRequest, said: CodeIn) -> dict[str, Any]:
    """The secret is said once; an older device of the gate is shut out."""
    now = timezone.now()
    spend(f"gate.enrol:{address_of(request)}", TRIES, now)
    return {"secret": sites.enrol(code=said.code, by=None, at=now)[1]}


@api.get("/gates/package", response=says(Package), auth=Device(), summary="All that a gate decides with")
def package(request: HttpRequest) -> dict[str, Any]:
    """Trust, statuses, who works on the site, who is in."""
    now = timezone.now()
    sites.seen(_gate(request), now)
    return {**queries.package(_gate(request)), "now": now.timestamp()}


@api.post("/gates/check", response=says(Verified), auth=Device(), summary="Whether whoever comes may go in")
def check(request: HttpRequest, said: Shown) -> dict[str, Any]:
    """As the books say now, for a gate with a network. Nothing is kept: send the scan."""
    return _verified(found(verifying.by_text(said.text, timezone.now())))


@api.post("/gates/scans", response=says(Stored), auth=Device(), summary="What a gate scanned")
def scans(request: HttpRequest, said: ScansIn) -> dict[str, Any]:
    """Each is stored once, however often it is sent."""
    taken = [scanning.read({**one.dict(), "uid": str(one.uid)}) for one in said.scans]
    new = scanning.take(gate=_gate(request), several=taken, by=None, at=timezone.now())
    return {"stored": [one.uid for one in taken], "new": new}
