"""The interface itself, and what its parts share: shapes, how a reason reads, many at once with an outcome for each."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from xinlian.credentials.models import WorkPass
from xinlian.credentials.queries import interface as passes
from xinlian.credentials.queries.addresses import pass_host
from xinlian.engines.seals.text import as_address
from xinlian.people.bearing import NO_NUL, interface
from xinlian.rows.refusals import Refused
from xinlian.rows.sentences import sentence
from xinlian.training import reason_texts
from xinlian.training.models import Builder

MOST = 200

api = interface(
    title="Xinlian base",
    description=(
        "The training base of a project: builders, medical checks, classes, attendance, clearance, passes, violations. What "
        "could be done twice carries a UUID of the client's: sent again, it is done once and answered as before. Days are "
        "those of the union's zone, moments are with a zone."
    ),
    name="training:interface",
)

Words = Annotated[str, Field(max_length=200, pattern=NO_NUL)]


class Reason(Schema):
    """A reason, by its code and as a sentence."""

    code: str
    words: str


class Outcome(Schema):
    """What became of one of several: done, or why not."""

    client_uid: uuid.UUID
    ok: bool
    code: str = ""
    words: str = ""


class Trade(Schema):
    """A trade."""

    code: int
    name: str


class BuilderOut(Schema):
    """Somebody who works on a project, or worked there."""

    uid: uuid.UUID
    name: str
    trade: Trade
    section: str
    team: str
    left_on: str | None


def builder_out(one: Builder) -> dict[str, Any]:
    """No number and no phone: who needs them has the page."""
    return {
        "uid": one.uid,
        "name": one.person.name,
        "trade": {"code": one.trade.code, "name": one.trade.name},
        "section": one.team.section.name if one.team else "",
        "team": one.team.name if one.team else "",
        "left_on": one.left_on.isoformat() if one.left_on else None,
    }


def reasons_out(kept: Iterable[Sequence[Any]]) -> list[dict[str, str]]:
    """Reasons as rows keep them, in words."""
    return [{"code": str(code), "words": reason_texts.sentence(str(code), facts)} for code, facts in kept]


def pass_out(row: WorkPass, now: Any) -> dict[str, Any]:
    """How a pass stands, with what its square code says."""
    address = as_address(bytes(row.token), pass_host()) if row.token else ""
    return {**passes.snapshot(row, now), "address": address}


def each(several: Iterable[Any], act: Callable[[Any], dict[str, Any]]) -> list[dict[str, Any]]:
    """One after the other; who is refused keeps nobody back. For want of the role the whole is refused."""
    results = []
    for one in several:
        try:
            results.append({"client_uid": one.client_uid, "ok": True, **act(one)})
        except Refused as refused:
            if refused.code.startswith("role_"):
                raise
            results.append(failed(one.client_uid, refused))
    return results


def failed(client_uid: uuid.UUID, refused: Refused) -> dict[str, Any]:
    """Why not."""
    return {"client_uid": client_uid, "ok": False, "code": refused.code, "words": sentence(refused)}
