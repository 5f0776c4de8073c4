"""Whether a statement, or a value of a parameter, is as xAPI 1.0.3 or 2.0.0 asks; docs/formats/xapi.md tells which rules are held."""

import re
from collections.abc import Mapping
from typing import Any

from xinlian.engines.statements import actors, formats, objects, parts, times
from xinlian.engines.statements.bad import V1, V2
from xinlian.engines.statements.bad import Bad as Bad
from xinlian.engines.statements.formats import Checker, wrong
from xinlian.engines.statements.tables import Table, forbidden, one_of, walk

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
VERSIONS = (V1, V2)
_VERSION = {
    V1: re.compile(r"1\.0(?:\.(?:0|[1-9][0-9]{0,5}))?"),
    V2: re.compile(r"[12]\.0(?:\.(?:0|[1-9][0-9]{0,5}))?"),
}
_KINDS = frozenset({"Activity", "Agent", "Group", "StatementRef", "SubStatement"})
_LOW_KINDS = frozenset(kind.lower() for kind in _KINDS)
_NEEDED = (("actor", "XAPI-00003"), ("verb", "XAPI-00004"), ("object", "XAPI-00005"))
_IDENTIFIERS = frozenset({"mbox", "mbox_sha1sum", "openid", "account", "member"})


def _version_of(version: str) -> Checker:
    pattern = _VERSION[version]

    def checked(value: Any) -> None:
        if not pattern.fullmatch(formats.string(value, "XAPI-00101")):
            raise Bad("XAPI-00101", "other_version")

    return checked


def _untyped(said: dict[str, Any]) -> None:
    """An object without objectType is an activity, unless it plainly is something else that had to say so."""
    if not _IDENTIFIERS.isdisjoint(said):
        raise Bad("XAPI-00065", "untyped_actor")
    if "actor" in said or "verb" in said or formats.is_uuid(said.get("id")):
        raise Bad("XAPI-00073", "untyped_statement")
    objects.activity(said)


def _object(kinds: Mapping[str, Checker]) -> Checker:
    def checked(value: Any) -> None:
        if type(value) is not dict:
            wrong(value, "XAPI-00006", "not_object")
        if "objectType" not in value:
            return _untyped(value)
        kind = value["objectType"]
        if type(kind) is not str or kind not in kinds:
            try:
                one_of(kind, _KINDS, _LOW_KINDS, "XAPI-00046")
            except Bad as bad:
                raise bad.under("objectType") from None
        return kinds[kind](value)

    return checked


def _agrees(said: dict[str, Any]) -> None:
    """What the verb and the context ask of the object."""
    kind = said["object"].get("objectType", "Activity")
    if said["verb"]["id"] == VOIDED and kind != "StatementRef":
        raise Bad("XAPI-00017", "voids_no_reference").under("object")
    if kind != "Activity" and "context" in said:
        for name, requirement in (("revision", "XAPI-00084"), ("platform", "XAPI-00085")):
            if name in said["context"]:
                raise Bad(requirement, "object_no_activity").under(name).under("context")


def _statement(table: Table) -> Checker:
    def checked(value: Any) -> None:
        if type(value) is not dict:
            wrong(value, "XAPI-00006", "not_object")
        if "actor" not in value or "verb" not in value or "object" not in value:
            name, requirement = next(pair for pair in _NEEDED if pair[0] not in value)
            raise Bad(requirement, "missing", name=name)
        walk(value, table)
        _agrees(value)

    return checked


def _substatement(table: Table) -> Checker:
    def checked(value: Any) -> None:
        for name, _ in _NEEDED:
            if name not in value:
                raise Bad("XAPI-00066", "missing", name=name)
        walk(value, table)
        _agrees(value)

    return checked


def _nothing(value: Any) -> None:
    """For a property that was seen to before."""


def _table(version: str) -> Table:
    simple: dict[str, Checker] = {
        "Activity": objects.activity,
        "Agent": actors.agent,
        "Group": actors.group,
        "StatementRef": objects.reference,
    }
    shared: dict[str, Checker] = {
        "actor": actors.actor,
        "verb": objects.verb,
        "result": parts.result,
        "context": parts.context(version),
        "timestamp": times.timestamp("XAPI-00022", version),
        "attachments": parts.attachments,
    }
    inner = Table({
        **shared,
        "objectType": _nothing,
        "object": _object({**simple, "SubStatement": forbidden("XAPI-00071")}),
        "id": forbidden("XAPI-00070"),
        "stored": forbidden("XAPI-00069"),
        "version": forbidden("XAPI-00068"),
        "authority": forbidden("XAPI-00067"),
    })  # fmt: skip
    return Table({
        **shared,
        "object": _object({**simple, "SubStatement": _substatement(inner)}),
        "id": _id,
        "stored": times.timestamp("XAPI-00023", version),
        "version": _version_of(version),
        "authority": actors.authority,
    })  # fmt: skip


_standard = formats.uuid("XAPI-00027")


def _id(value: Any) -> None:
    formats.string(value, "XAPI-00028")
    _standard(value)


TABLES = {version: _table(version) for version in VERSIONS}
_CHECKS = {version: _statement(table) for version, table in TABLES.items()}


def check(said: Any, version: str) -> None:
    """A whole statement, as `reading.parsed` gives it. Raises Bad by the first requirement that it breaks."""
    _CHECKS[version](said)


def check_agent(said: Any, version: str) -> None:
    """The parameter `agent`: an agent or an identified group. `version` is one of VERSIONS; both ask the same. Raises Bad."""
    actors.actor(said)
    if not actors.identifiers(said):
        raise Bad("XAPI-00012", "not_identified")


def check_uuid(text: Any) -> None:
    """A UUID in a parameter. Raises Bad."""
    formats.uuid("XAPI-00012")(text)


def check_iri(text: Any) -> None:
    """An IRI with its scheme in a parameter. Raises Bad."""
    formats.full_iri(text, "XAPI-00012")


def check_timestamp(text: Any, version: str | None = None) -> None:
    """A timestamp in a parameter, as a version or, with None, as either allows. Raises Bad."""
    times.timestamp("XAPI-00012", version)(text)


def check_version(text: Any, version: str = V2) -> None:
    """A version in a header or a statement: 1.0 or 1.0.x under 1.0.3, 2.0 and 2.0.x too under 2.0.0. Raises Bad."""
    _version_of(version)(text)
