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
from xinlian.engines.statements.check import TABLES
from xinlian.engines.statements.formats import Checker
from xinlian.engines.statements.keeping import said_version
from xinlian.engines.statements.piece import (
    MAKERS,
    NOTHING,
    Part,
    Unsure,
    around_registration,
    result,
    with_registration,
)
from xinlian.engines.statements.reading import hidden
from xinlian.engines.statements.refs import Pair, Refs
from xinlian.engines.statements.times import in_utc

REMEMBERED, LONGEST = (
    200_000,
    2_000,
)  # bytes of all parts of a kind, and of one; what is made of them takes several times that


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


class Plain(dict[str, Any]):
    """A checked statement as it was sent, which still knows its parts; NOTHING stands for a context or a result not said."""

    __slots__ = ("frame", "result")
    frame: tuple[Part, Part, Part, Part]  # actor, verb, object, context
    result: Part


_one = msgspec.json.Decoder(_Cut)
_many = msgspec.json.Decoder(list[_Cut])


class _Known(dict[bytes, Part]):
    """Parts of a kind by their bytes, and how many bytes those are."""

    def __init__(self, name: str, version: str) -> None:
        super().__init__()
        self.size, self.check, self.make = 0, TABLES[version][name], MAKERS[name]

    def __missing__(self, content: bytes) -> Part:
        """Raises as its maker does."""
        return self.keep(content, self.made(content))

    def made(self, content: bytes) -> Part:
        """A part that is not known yet."""
        return self.make(content, self.check)

    def keep(self, content: bytes, part: Part) -> Part:
        """Remember one more, unless it is long; where it would be too much, that one alone."""
        if len(content) <= LONGEST:
            if self.size + len(content) > REMEMBERED:
                self.clear()
                self.size = 0
            self[content] = part
            self.size += len(content)
        return part


class _Contexts(_Known):
    """Each attempt has a registration of its own, and the rest of its context is that of others."""

    def __init__(self, name: str, version: str) -> None:
        super().__init__(name, version)
        self.others = _Known(name, version)

    def made(self, content: bytes) -> Part:
        found = around_registration(content)
        if found is None:
            return super().made(content)
        rest, registration = found
        like = self.others.get(rest)
        if like is not None:
            return with_registration(like, registration)
        part = super().made(content)
        return self.others.keep(rest, part) if part.key == registration else part


_known: dict[str, dict[str, _Known]] = {}
_turn: list[int] = [0]


def remember_within(turn: int) -> None:
    """Forget every part when another turn begins than the last one said: parts name people. For whoever holds the clock."""
    if _turn[0] != turn:
        _turn[0] = turn
        _known.clear()


def _remembered(version: str) -> dict[str, _Known]:
    if version not in _known:
        kinds = {name: _Known(name, version) for name in ("actor", "verb", "object")}
        _known[version] = {**kinds, "context": _Contexts("context", version)}
    return _known[version]


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
        known, table = _remembered(version), TABLES[version]
        several = [_taken(one, table, known) for one in found]
    except (Unsure, Bad, msgspec.DecodeError, orjson.JSONDecodeError, orjson.JSONEncodeError):
        return None
    # A name said twice is read once, and takes its colon with it.
    return [one for one, _ in several] if sum(colons for _, colons in several) == content.count(b":") else None


def _taken(cut: _Cut, table: Mapping[str, Checker], known: Mapping[str, _Known]) -> tuple[Plain, int]:
    """A statement, and how many colons make it."""
    found = Plain()
    who, done = known["actor"][bytes(cut.actor)], known["verb"][bytes(cut.verb)]
    thing, came, around = known["object"][bytes(cut.object)], NOTHING, NOTHING
    found["actor"], found["verb"], found["object"] = who.said, done.said, thing.said
    colons = 3 + who.colons + done.colons + thing.colons
    if cut.result is not UNSET:
        came = result(bytes(cut.result), table["result"])
        found["result"] = came.said
        colons += 1 + came.colons
    if cut.context is not UNSET:
        around = known["context"][bytes(cut.context)]
        found["context"] = around.said
        colons += 1 + around.colons
    for name, text in (("id", cut.id), ("timestamp", cut.timestamp), ("version", cut.version)):
        if text is not UNSET:
            table[name](text)
            found[name] = text
            colons += 1 + text.count(":")
    found.frame, found.result = (who, done, thing, around), came
    return found, colons


class _Frame(msgspec.Struct, frozen=True, gc=False):
    """What follows from actor, verb, object and context together, whoever sent them."""

    whole: dict[str, Any]
    before: str  # as JSON, up to the result
    behind: str
    refs: Refs
    pairs: tuple[Pair, ...]


class Readying:
    """Makes the plain statements of one batch ready. `stored` holds no quotes."""

    def __init__(self, authority: Part, *, stored: str, version: str) -> None:
        self.authority, self.stored, self.version = authority, stored, said_version(version)
        self._frames: dict[tuple[int, ...], tuple[_Frame, tuple[Part, ...]]] = {}

    def ready(self, one: Plain, uid: str) -> tuple[Mapping[str, Any], str, Refs, tuple[Pair, ...]]:
        """What `keeping.kept`, its JSON, `refs.refs` and `refs.activities` say of a statement under this id."""
        who, done, thing, around = one.frame
        key = (id(who), id(done), id(thing), id(around))
        known = self._frames.get(key)
        if known is None:  # with its parts, so that nobody else gets their places in memory
            known = self._frames[key] = _frame(who, done, thing, around, self.authority), one.frame
        frame, stored, came = known[0], self.stored, one.result
        timestamp = in_utc(one["timestamp"]) if "timestamp" in one else stored
        said = one.get("version") or self.version
        whole = {**frame.whole, "id": uid, "timestamp": timestamp, "stored": stored, "version": said}
        middle = ""
        if came is not NOTHING:
            whole["result"] = came.kept
            middle = f',"result":{came.text}'
        text = (
            f'{{"id":"{uid}"{frame.before}{middle}{frame.behind},"timestamp":"{timestamp}","stored":"{stored}"'
            f',"authority":{self.authority.text},"version":"{said}"}}'
        )
        return whole, text, frame.refs, frame.pairs


def _frame(who: Part, done: Part, thing: Part, around: Part, authority: Part) -> _Frame:
    whole = {"actor": who.kept, "verb": done.kept, "object": thing.kept, "authority": authority.kept}
    behind = ""
    if around is not NOTHING:
        whole["context"] = around.kept
        behind = f',"context":{around.text}'
    refs = Refs(
        done.key, around.key or None, None, None,
        who.agents, who.agents.union(around.agents, authority.agents),
        thing.activities, thing.activities | around.activities if around.activities else thing.activities,
    )  # fmt: skip
    before = f',"actor":{who.text},"verb":{done.text},"object":{thing.text}'
    return _Frame(whole, before, behind, refs, thing.pairs + around.pairs)
