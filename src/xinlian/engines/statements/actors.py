"""Agents, groups and what identifies them."""

from typing import Any

from xinlian.engines.statements import formats
from xinlian.engines.statements.bad import LIMIT, Bad
from xinlian.engines.statements.formats import LONGEST_NAME, wrong
from xinlian.engines.statements.tables import Table, each, forbidden, one_of, required, text, walk

KINDS, LOW_KINDS = frozenset({"Agent", "Group"}), frozenset({"agent", "group"})


def _account_name(value: Any) -> None:
    if type(value) is not str or not value:
        wrong(value, "XAPI-00043", "not_text" if type(value) is not str else "empty")
    if len(value) > LONGEST_NAME:
        raise Bad(LIMIT, "too_long", most=LONGEST_NAME)


ACCOUNT = Table({"homePage": formats.iri("XAPI-00042"), "name": _account_name})


def account(value: Any) -> None:
    """Refuses what is no account: a home page and a name there."""
    if type(value) is not dict:
        wrong(value, "XAPI-00041", "not_object")
    required(value, "homePage", "XAPI-00042")
    required(value, "name", "XAPI-00043")
    walk(value, ACCOUNT)


_SHARED = {
    "name": text("XAPI-00033"),
    "mbox": formats.mail,
    "mbox_sha1sum": formats.sha1,
    "openid": formats.openid,
    "account": account,
    "objectType": text("XAPI-00032"),
}
AGENT = Table({**_SHARED, "member": forbidden("XAPI-00035")})


def identifiers(said: dict[str, Any]) -> int:
    """How many of the four identifiers it has."""
    return ("account" in said) + ("mbox" in said) + ("mbox_sha1sum" in said) + ("openid" in said)


def kind_of(said: dict[str, Any]) -> str:
    """Agent or Group. Raises Bad for another."""
    kind = said.get("objectType", "Agent")
    if kind != "Agent" and kind != "Group":
        try:
            if type(kind) is not str:
                wrong(kind, "XAPI-00032", "not_text")
            one_of(kind, KINDS, LOW_KINDS, "XAPI-00031")
        except Bad as bad:
            raise bad.under("objectType") from None
    return str(kind)


def actor(value: Any) -> None:
    """Refuses what is no agent and no group."""
    if type(value) is not dict:
        wrong(value, "XAPI-00006", "not_object")
    if kind_of(value) == "Agent":
        agent(value)
    else:
        group(value)


def agent(said: dict[str, Any]) -> None:
    """Refuses an agent that has not exactly one identifier, or a wrong property."""
    walk(said, AGENT)
    if identifiers(said) != 1:
        raise Bad("XAPI-00034", "identifiers", found=identifiers(said))


def _member(value: Any) -> None:
    if type(value) is not dict:
        wrong(value, "XAPI-00036", "not_object")
    if kind_of(value) == "Group":
        raise Bad("XAPI-00036", "group_in_group")
    agent(value)


GROUP = Table({**_SHARED, "member": each(_member, "XAPI-00036")})


def group(said: dict[str, Any]) -> None:
    """Refuses a group with two identifiers, and one with neither an identifier nor members."""
    walk(said, GROUP)
    found = identifiers(said)
    if found > 1:
        raise Bad("XAPI-00037", "identifiers", found=found)
    if not found and not said.get("member"):
        raise Bad("XAPI-00035" if "member" not in said else "XAPI-00037", "no_members")


def instructor(value: Any) -> None:
    """Refuses what is no agent and no group."""
    if type(value) is not dict:
        wrong(value, "XAPI-00087", "not_object")
    actor(value)


def team(value: Any) -> None:
    """Refuses what is no group."""
    if type(value) is not dict:
        wrong(value, "XAPI-00088", "not_object")
    if kind_of(value) != "Group":
        raise Bad("XAPI-00088", "not_group")
    group(value)


def authority(value: Any) -> None:
    """Refuses what is no agent and no anonymous group of exactly two."""
    if type(value) is not dict:
        wrong(value, "XAPI-00024", "not_object")
    actor(value)
    if kind_of(value) == "Group":
        if identifiers(value):
            raise Bad("XAPI-00098", "group_identified")
        found = len(value["member"])
        if found != 2:
            raise Bad("XAPI-00100" if found > 2 else "XAPI-00098", "not_two", found=found)
