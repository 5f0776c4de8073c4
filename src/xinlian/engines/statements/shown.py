"""The formats in which a statement is given out: `ids` and `canonical`; `exact` is the statement as kept.

Source: 1.0.3, part three, 2.1.3.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xinlian.engines.statements.definitions import LANGUAGE_MAPS
from xinlian.engines.statements.languages import chosen
from xinlian.engines.statements.objects import LISTS

Change = Callable[[Mapping[str, Any]], dict[str, Any]]
IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")


def _with(said: Mapping[str, Any], actor: Change, verb: Change, activity: Change) -> dict[str, Any]:
    """A copy in which every actor, verb and activity is changed; it goes into a substatement, which holds no other."""
    whole = {**said, "actor": actor(said["actor"]), "verb": verb(said["verb"])}
    thing = said["object"]
    kind = thing.get("objectType", "Activity")
    if kind == "Activity":
        whole["object"] = activity(thing)
    elif kind == "SubStatement":
        whole["object"] = _with(thing, actor, verb, activity)
    elif kind != "StatementRef":
        whole["object"] = actor(thing)
    if "context" in said:
        whole["context"] = _context(said["context"], actor, activity)
    if "authority" in said:
        whole["authority"] = actor(said["authority"])
    return whole


def _context(said: Mapping[str, Any], actor: Change, activity: Change) -> dict[str, Any]:
    whole = dict(said)
    for name in ("instructor", "team"):
        if name in said:
            whole[name] = actor(said[name])
    for name, inner in (("contextAgents", "agent"), ("contextGroups", "group")):
        if name in said:
            whole[name] = [{**one, inner: actor(one[inner])} for one in said[name]]
    if "contextActivities" in said:
        whole["contextActivities"] = {
            name: [activity(one) for one in (value if isinstance(value, list) else [value])]
            for name, value in said["contextActivities"].items()
        }
    return whole


def only_ids(statement: Mapping[str, Any]) -> dict[str, Any]:
    """Format `ids`: of actors, verbs and activities what identifies them; of anonymous groups, the same of their members."""
    return _with(statement, _actor_id, lambda verb: {"id": verb["id"]}, lambda activity: {"id": activity["id"]})


def _actor_id(actor: Mapping[str, Any]) -> dict[str, Any]:
    short = {name: actor[name] for name in ("objectType", *IDENTIFIERS) if name in actor}
    if not any(name in actor for name in IDENTIFIERS):
        short["member"] = [_actor_id(one) for one in actor["member"]]
    return short


def canonical(
    statement: Mapping[str, Any], languages: Sequence[str], definitions: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Format `canonical`: activities as `definitions` has them by id (else as they came), one language in every language map.

    `languages` are ranges, best first, as `languages.languages` gives them. Agents and groups stay as they came.
    """

    def activity(said: Mapping[str, Any]) -> dict[str, Any]:
        known = definitions.get(said["id"]) or said.get("definition")
        return dict(said) if known is None else {**said, "definition": _definition(known, languages)}

    def verb(said: Mapping[str, Any]) -> dict[str, Any]:
        return {**said, "display": chosen(said["display"], languages)} if "display" in said else dict(said)

    whole = _with(statement, dict, verb, activity)
    if "attachments" in whole:
        whole["attachments"] = [
            _one_language(one, ("display", "description"), languages) for one in whole["attachments"]
        ]
    return whole


def _definition(said: Mapping[str, Any], languages: Sequence[str]) -> dict[str, Any]:
    whole = _one_language(said, LANGUAGE_MAPS, languages)
    for name in LISTS:
        if name in whole:
            whole[name] = [_one_language(one, ("description",), languages) for one in whole[name]]
    return whole


def _one_language(said: Mapping[str, Any], names: Sequence[str], languages: Sequence[str]) -> dict[str, Any]:
    return {name: chosen(value, languages) if name in names else value for name, value in said.items()}
