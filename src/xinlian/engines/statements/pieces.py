"""A quicker way through batches whose statements say the same again: who, what, on what, in which setting.

A batch is cut into the bytes of its parts before anything is read. A part whose very bytes were read, checked and made ready
a moment ago is taken from memory; a new one goes through the same checks as on the slow way. Whatever is not plain, and
whatever is wrong, is left to the slow way (`reading`, `check`, `keeping`, `refs`), which also names what is wrong; so this
way knows no refusal, and what it takes is what the slow way would take.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
import orjson
from msgspec import UNSET, Raw, UnsetType

from xinlian.engines.statements.bad import Bad
from xinlian.engines.statements.check import TABLES, VOIDED
from xinlian.engines.statements.formats import Checker
from xinlian.engines.statements.identity import all_ifis
from xinlian.engines.statements.keeping import kept_context, said_version
from xinlian.engines.statements.reading import demand_shallow, hidden, long_number
from xinlian.engines.statements.refs import Pair, Refs, activities, context_refs
from xinlian.engines.statements.times import in_utc

REMEMBERED, LONGEST = (
    200_000,
    2_000,
)  # bytes of all parts of a kind, and of one; what is made of them takes several times that
AROUND = 2  # levels around a part: the list and the statement


class _Unsure(Exception):
    """It is for the slow way."""


class _Cut(msgspec.Struct, forbid_unknown_fields=True, gc=False):
    """A plain statement whose parts are still bytes. One with attachments or with what only a store says is not plain."""

    actor: Raw
    verb: Raw
    object: Raw
    id: str | UnsetType = UNSET
    timestamp: str | UnsetType = UNSET
    version: str | UnsetType = UNSET
    result: Raw | UnsetType = UNSET
    context: Raw | UnsetType = UNSET


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


class Plain(dict[str, Any]):
    """A checked statement as it was sent, which still knows its parts in the order of their names."""

    __slots__ = ("parts",)
    parts: list[tuple[str, Part]]


_one = msgspec.json.Decoder(_Cut)
_many = msgspec.json.Decoder(list[_Cut])


class _Known(dict[bytes, Part]):
    """Parts of a kind by their bytes, and how many bytes those are."""

    size = 0

    def keep(self, content: bytes, part: Part) -> None:
        """Remember one more; where it would be too much, that one alone."""
        if self.size + len(content) > REMEMBERED:
            self.clear()
            self.size = 0
        self[content] = part
        self.size += len(content)


_known: dict[tuple[str, str], _Known] = {}
_turn: list[int] = [0]


def remember_within(turn: int) -> None:
    """Forget every part when another turn begins than the last one said: parts name people. For whoever holds the clock."""
    if _turn[0] != turn:
        _turn[0] = turn
        _known.clear()


def plain(content: bytes, version: str, most: int) -> list[Plain] | None:
    """The statements of a body, up to `most`, checked, where each is plain; None leaves it to the slow way.

    Ids may still be twice.
    """
    if hidden(content):
        return None
    try:
        found = _many.decode(content) if content.lstrip()[:1] == b"[" else [_one.decode(content)]
        if len(found) > most:
            return None
        several = [_taken(one, version) for one in found]
    except (_Unsure, Bad, msgspec.DecodeError, orjson.JSONDecodeError, orjson.JSONEncodeError):
        return None
    # A name said twice is read once, and takes its colon with it.
    return [one for one, _ in several] if sum(colons for _, colons in several) == content.count(b":") else None


def _taken(cut: _Cut, version: str) -> tuple[Plain, int]:
    """A statement, and how many colons make it."""
    table, found = TABLES[version], Plain()
    parts = [(name, _part(name, getattr(cut, name), version)) for name in ("actor", "verb", "object")]
    if cut.result is not UNSET:
        parts.append(("result", _part("result", cut.result, version, remembered=False)))
    if cut.context is not UNSET:
        parts.append(("context", _part("context", cut.context, version)))
    colons = len(parts)
    for name, part in parts:
        found[name] = part.said
        colons += part.colons
    for name, text in (("id", cut.id), ("timestamp", cut.timestamp), ("version", cut.version)):
        if text is not UNSET:
            table[name](text)
            found[name] = text
            colons += 1 + text.count(":")
    found.parts = parts
    return found, colons


def _part(name: str, raw: Raw, version: str, *, remembered: bool = True) -> Part:
    content = bytes(raw)
    if not remembered or len(content) > LONGEST:
        return _made(name, content, TABLES[version][name])
    known = _known.setdefault((version, name), _Known())
    found = known.get(content)
    if found is None:
        found = _made(name, content, TABLES[version][name])
        known.keep(content, found)
    return found


def _made(name: str, content: bytes, check: Checker) -> Part:
    """A part that is read and checked. Raises Bad and whatever else says that it is for the slow way."""
    said, colons = orjson.loads(content), content.count(b":")
    text = orjson.dumps(said)
    if text.count(b":") != colons or long_number(content):
        raise _Unsure
    demand_shallow(content, said, AROUND)
    check(said)
    return _MAKERS[name](said, text.decode(), colons)


def _actor(said: dict[str, Any], text: str, colons: int) -> Part:
    return Part(said, said, text, colons, agents=frozenset(all_ifis(said)))


def _verb(said: dict[str, Any], text: str, colons: int) -> Part:
    if said["id"] == VOIDED:
        raise _Unsure
    return Part(said, said, text, colons, key=said["id"])


def _object(said: dict[str, Any], text: str, colons: int) -> Part:
    if said.get("objectType", "Activity") != "Activity":
        raise _Unsure
    pairs = ((said["id"], said.get("definition")),)
    return Part(said, said, text, colons, activities=frozenset({said["id"]}), pairs=pairs)


def _result(said: dict[str, Any], text: str, colons: int) -> Part:
    return Part(said, said, text, colons)


def _context(said: dict[str, Any], text: str, colons: int) -> Part:
    kept, agents, iris = kept_context(said), list[str](), list[str]()
    registration = context_refs(kept, agents, iris)
    pairs = tuple(activities({"object": {"objectType": "Agent"}, "context": kept}))
    return Part(
        said, kept, text if kept is said else orjson.dumps(kept).decode(), colons,
        key=registration or "", agents=frozenset(agents), activities=frozenset(iris), pairs=pairs,
    )  # fmt: skip


_MAKERS = {"actor": _actor, "verb": _verb, "object": _object, "result": _result, "context": _context}
_NOTHING = Part({}, {}, "", 0)


def ready(
    one: Plain, *, id: str, stored: str, authority: Part, version: str
) -> tuple[Mapping[str, Any], str, Refs, tuple[Pair, ...]]:
    """What `keeping.kept`, its JSON, `refs.refs` and `refs.activities` say of a plain statement; `stored` holds no quotes."""
    timestamp = in_utc(one["timestamp"]) if "timestamp" in one else stored
    said = one.get("version") or said_version(version)
    whole: dict[str, Any] = {"id": id}
    texts = [f'{{"id":"{id}"']
    for name, part in one.parts:
        whole[name] = part.kept
        texts.append(f',"{name}":{part.text}')
    whole["timestamp"], whole["stored"], whole["authority"], whole["version"] = timestamp, stored, authority.kept, said
    texts.append(f',"timestamp":"{timestamp}","stored":"{stored}","authority":{authority.text},"version":"{said}"}}')
    return whole, "".join(texts), *_refs(one, authority)


def _refs(one: Plain, authority: Part) -> tuple[Refs, tuple[Pair, ...]]:
    actor, verb, thing = (part for _, part in one.parts[:3])
    last, context = one.parts[-1]
    if last != "context":
        context = _NOTHING
    refs = Refs(
        verb.key, context.key or None, None, None,
        actor.agents, actor.agents.union(context.agents, authority.agents),
        thing.activities, thing.activities | context.activities if context.activities else thing.activities,
    )  # fmt: skip
    return refs, thing.pairs + context.pairs


def authority_part(said: dict[str, Any]) -> Part:
    """Who vouches, made ready once for a batch."""
    return _actor(said, orjson.dumps(said).decode(), 0)
