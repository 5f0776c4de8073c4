"""One part of a statement, read from its bytes, checked and made ready: as it is kept, also as JSON, and what it refers to."""

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import msgspec
import orjson
from msgspec import UNSET, Meta, Raw, UnsetType

from xinlian.engines.statements.check import VOIDED
from xinlian.engines.statements.formats import GOOD_IRIS, Checker
from xinlian.engines.statements.identity import all_ifis
from xinlian.engines.statements.keeping import kept_context
from xinlian.engines.statements.reading import demand_shallow, long_number
from xinlian.engines.statements.refs import Pair, activities, context_refs

AROUND = 2  # levels around a part: the list and the statement
_DURATION = r"\APT(?:[0-9]{1,9}H)?(?:[0-9]{1,9}M)?[0-9]{1,9}(?:\.[0-9]{1,9})?S\Z"  # the commonest of those allowed
_HEX = rb"[0-9a-f]"
_REGISTRATION = re.compile(
    rb'"registration"\s*:\s*"(' + rb"-".join(_HEX + rb"{%d}" % length for length in (8, 4, 4, 4, 12)) + rb')"'
)


class Unsure(Exception):
    """It is for the slow way."""


class Part(msgspec.Struct, frozen=True, gc=False):
    """A checked part: as it is kept, also as JSON; its colons as sent; and what it refers to."""

    said: dict[str, Any]
    kept: Mapping[str, Any]
    text: str
    colons: int
    key: str = ""  # of a verb: its id; of a context: the registration
    agents: frozenset[str] = frozenset()
    activities: frozenset[str] = frozenset()
    pairs: tuple[Pair, ...] = ()


NOTHING = Part({}, {}, "", 0)
Maker = Callable[[bytes, Checker], Part]


def _read(content: bytes) -> tuple[dict[str, Any], str, int]:
    """What stands there, as JSON again, and how many colons were sent. Raises Unsure, Bad and what a reader raises."""
    said, colons = orjson.loads(content), content.count(b":")
    text = orjson.dumps(said)
    if text.count(b":") != colons or long_number(content):
        raise Unsure
    demand_shallow(content, said, AROUND)
    return said, text.decode(), colons


def _checked(content: bytes, check: Checker) -> tuple[dict[str, Any], str, int]:
    said, text, colons = _read(content)
    check(said)
    return said, text, colons


def actor(content: bytes, check: Checker) -> Part:
    """Who did it."""
    said, text, colons = _checked(content, check)
    return Part(said, said, text, colons, agents=frozenset(all_ifis(said)))


def verb(content: bytes, check: Checker) -> Part:
    """What was done; voiding is for the slow way."""
    said, text, colons = _checked(content, check)
    if said["id"] == VOIDED:
        raise Unsure
    return Part(said, said, text, colons, key=said["id"])


def thing(content: bytes, check: Checker) -> Part:
    """What it was done on, when that is an activity."""
    said, text, colons = _checked(content, check)
    if said.get("objectType", "Activity") != "Activity":
        raise Unsure
    pairs = ((said["id"], said.get("definition")),)
    return Part(said, said, text, colons, activities=frozenset({said["id"]}), pairs=pairs)


class _Score(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """As floats: up to 15 digits are the same there."""

    scaled: Annotated[float, Meta(ge=-1, le=1)] = 0.0
    raw: float | UnsetType = UNSET
    min: float = float("-inf")
    max: float = float("inf")


class _Result(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    score: _Score | UnsetType = UNSET
    success: bool | UnsetType = UNSET
    completion: bool | UnsetType = UNSET
    response: str | UnsetType = UNSET
    duration: Annotated[str, Meta(pattern=_DURATION)] | UnsetType = UNSET
    extensions: Raw | UnsetType = UNSET


_result = msgspec.json.Decoder(_Result)


def common(content: bytes, said: Mapping[str, Any]) -> bool:
    """Whether a result is of the commonest kind and surely good; of another its check must be asked."""
    try:
        typed = _result.decode(content)
    except msgspec.ValidationError:
        return False
    extensions, score = said.get("extensions", {}), typed.score
    if type(extensions) is not dict or not GOOD_IRIS.issuperset(extensions):
        return False
    if score is UNSET:
        return True
    low, high, raw = score.min, score.max, score.raw
    return low < high and (raw is UNSET or low <= raw <= high)


def result(content: bytes, check: Checker) -> Part:
    """What came of it."""
    said, text, colons = _read(content)
    if not common(content, said):
        check(said)
    return Part(said, said, text, colons)


def context(content: bytes, check: Checker) -> Part:
    """The setting."""
    said, text, colons = _checked(content, check)
    kept, agents, iris = kept_context(said), list[str](), list[str]()
    registration = context_refs(kept, agents, iris)
    pairs = tuple(activities({"object": {"objectType": "Agent"}, "context": kept}))
    return Part(
        said, kept, text if kept is said else orjson.dumps(kept).decode(), colons,
        key=registration or "", agents=frozenset(agents), activities=frozenset(iris), pairs=pairs,
    )  # fmt: skip


def around_registration(content: bytes) -> tuple[bytes, str] | None:
    """A context's bytes without the registration, and that; None where it is not sure which of the bytes those are.

    Said in lower case, once, and nothing escaped: so where it stands at the top, another one in its place changes nothing else.
    """
    found = _REGISTRATION.search(content)
    if found is None or b"\\" in content or content.count(b'"registration"') != 1:
        return None
    start, end = found.span(1)
    return content[:start] + content[end:], found[1].decode()


def with_registration(part: Part, registration: str) -> Part:
    """The same context under another registration."""
    said = {**part.said, "registration": registration}
    kept = said if part.kept is part.said else {**part.kept, "registration": registration}
    text = part.text.replace(f'"registration":"{part.key}"', f'"registration":"{registration}"', 1)
    return Part(said, kept, text, part.colons, registration, part.agents, part.activities, part.pairs)


MAKERS: dict[str, Maker] = {"actor": actor, "verb": verb, "object": thing, "context": context}


def authority_part(said: dict[str, Any]) -> Part:
    """Who vouches, made ready once for a batch."""
    return Part(said, said, orjson.dumps(said).decode(), 0, agents=frozenset(all_ifis(said)))
