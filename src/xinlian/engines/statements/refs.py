"""What a statement refers to, for the filters of the statement resource, and the activities in it."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from xinlian.engines.statements.check import VOIDED
from xinlian.engines.statements.identity import all_ifis

Pair = tuple[str, Mapping[str, Any] | None]  # an activity and its definition


class Refs(msgspec.Struct, frozen=True):
    """`target`: the id of the statement that the object refers to, whatever the verb; `voids`: the same when the verb voids it.

    `agents`, `activities` are for the plain filters (actor and object), the `related_` ones include them and what else is named:
    authority, instructor, team, contextAgents, contextGroups, context activities, and all of these in a substatement. Agents are
    given by `identity.ifi`; members of a group count. UUIDs are in lower case.
    """

    verb: str
    registration: str | None
    target: str | None
    voids: str | None
    agents: frozenset[str]
    related_agents: frozenset[str]
    activities: frozenset[str]
    related_activities: frozenset[str]


def refs(statement: Mapping[str, Any]) -> Refs:
    """The references of a checked statement."""
    agents, related = all_ifis(statement["actor"]), list[str]()
    plain, more = list[str](), list[str]()
    target, thing = None, statement["object"]
    kind = thing.get("objectType", "Activity")
    if kind == "Activity":
        plain.append(thing["id"])
    elif kind == "StatementRef":
        target = thing["id"].lower()
    elif kind == "SubStatement":
        _inside(thing, related, more)
    else:
        agents += all_ifis(thing)
    context, authority = statement.get("context"), statement.get("authority")
    registration = None if context is None else context_refs(context, related, more)
    if authority is not None:
        related += all_ifis(authority)
    verb = statement["verb"]["id"]
    voids = target if verb == VOIDED else None
    these, those = frozenset(agents), frozenset(plain)
    # A set that is the same as the plain one is shared: most statements name nobody else.
    return Refs(
        verb, registration, target, voids, these, these.union(related) if related else these,
        those, those.union(more) if more else those,
    )  # fmt: skip


def _inside(statement: Mapping[str, Any], agents: list[str], activities: list[str]) -> None:
    agents += all_ifis(statement["actor"])
    thing = statement["object"]
    kind = thing.get("objectType", "Activity")
    if kind == "Activity":
        activities.append(thing["id"])
    elif kind != "StatementRef":
        agents += all_ifis(thing)
    if "context" in statement:
        context_refs(statement["context"], agents, activities)


def context_refs(context: Mapping[str, Any], agents: list[str], activities: list[str]) -> str | None:
    """Adds whom and what a checked context names to the lists; its registration."""
    for name in ("instructor", "team"):
        if name in context:
            agents += all_ifis(context[name])
    for name, inner in (("contextAgents", "agent"), ("contextGroups", "group")):
        for one in context.get(name, ()):
            agents += all_ifis(one[inner])
    several = context.get("contextActivities")
    if several is not None:
        for value in several.values():
            activities += [one["id"] for one in value] if type(value) is list else [value["id"]]
    registration = context.get("registration")
    return None if registration is None else registration.lower()


def activities(statement: Mapping[str, Any]) -> list[Pair]:
    """Every activity in a checked statement with its definition, None where it has none: object, context, substatement."""
    return [(one["id"], one.get("definition")) for one in _activities(statement)]


def _activities(statement: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    thing = statement["object"]
    kind = thing.get("objectType", "Activity")
    if kind == "Activity":
        yield thing
    for value in statement.get("context", {}).get("contextActivities", {}).values():
        yield from [value] if isinstance(value, dict) else value
    if kind == "SubStatement":
        yield from _activities(thing)  # one level: the check lets no substatement into a substatement
