"""Whether two statements say the same, so that the second is a repetition and no conflict.

Sources: 1.0.3, part two, 2.3.1 (what is no part of the statement) and 4.6; 2.0 says the same of both.
"""

from collections.abc import Callable, Mapping
from typing import Any

from xinlian.engines.statements.identity import ifi
from xinlian.engines.statements.times import compared, moment

SIGNATURE = "http://adlnet.gov/expapi/attachments/signature"


def same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two checked statements say the same.

    No difference: an id or a timestamp that only one has; authority, stored, version; the display of verbs and the definitions of
    activities; the order of members and of attachments, and attachments that are signatures; one context activity or a list of
    it; a default objectType said or not; the case of UUIDs, of hashes and of the domain of an address; another writing of the
    same moment; durations that agree unit by unit to 0.01 s. All else is one, extensions and the numbers 1 and true apart too.
    """
    for name in ("id", "timestamp"):
        if name in one and name in other and not _scalar(name)(one[name], other[name]):
            return False
    return _equal(_form(one), _form(other))


def _scalar(name: str) -> Callable[[str, str], bool]:
    if name == "id":
        return lambda one, other: one.lower() == other.lower()
    return lambda one, other: moment(one) == moment(other)


def _equal(one: Any, other: Any) -> bool:
    """Equality of JSON values, in which true is not 1; a stack of our own, so that depth costs no recursion."""
    left = [(one, other)]
    while left:
        one, other = left.pop()
        if isinstance(one, dict) and isinstance(other, dict):
            if one.keys() != other.keys():
                return False
            left += [(one[name], other[name]) for name in one]
        elif isinstance(one, list) and isinstance(other, list):
            if len(one) != len(other):
                return False
            left += zip(one, other, strict=True)
        elif one != other or (one is True) != (other is True) or (one is False) != (other is False):
            return False
    return True


def _form(said: Mapping[str, Any]) -> dict[str, Any]:
    whole = {name: said[name] for name in ("result", "context", "attachments") if name in said}
    whole["actor"], whole["verb"], whole["object"] = _actor(said["actor"]), said["verb"]["id"], _object(said["object"])
    if "result" in said and "duration" in said["result"]:
        whole["result"] = {**said["result"], "duration": list(compared(said["result"]["duration"]))}
    if "context" in said:
        whole["context"] = _context(said["context"])
    several = [one for one in said.get("attachments", ()) if one["usageType"] != SIGNATURE]
    whole["attachments"] = sorted(({**one, "sha2": one["sha2"].lower()} for one in several), key=_order)
    return whole


def _order(said: Any) -> str:
    return repr(sorted(said.items()) if isinstance(said, dict) else said)


def _actor(said: Mapping[str, Any]) -> dict[str, Any]:
    whole = {"objectType": said.get("objectType", "Agent"), "ifi": ifi(said), "name": said.get("name")}
    if "member" in said:
        whole["member"] = sorted((_actor(one) for one in said["member"]), key=_order)
    return whole


def _object(said: Mapping[str, Any]) -> dict[str, Any]:
    kind = said.get("objectType", "Activity")
    if kind == "Activity":
        return {"objectType": kind, "id": said["id"]}
    if kind == "StatementRef":
        return {"objectType": kind, "id": said["id"].lower()}
    if kind == "SubStatement":
        at = {"timestamp": moment(said["timestamp"])} if "timestamp" in said else {}
        return {"objectType": kind, **_form(said), **at}
    return _actor(said)


def _context(said: Mapping[str, Any]) -> dict[str, Any]:
    whole = dict(said)
    if "registration" in said:
        whole["registration"] = said["registration"].lower()
    if "statement" in said:
        whole["statement"] = _object(said["statement"])
    for name in ("instructor", "team"):
        if name in said:
            whole[name] = _actor(said[name])
    for name, inner in (("contextAgents", "agent"), ("contextGroups", "group")):
        if name in said:
            whole[name] = [{**one, inner: _actor(one[inner])} for one in said[name]]
    if "contextActivities" in said:
        whole["contextActivities"] = {
            name: [_object(one) for one in (value if isinstance(value, list) else [value])]
            for name, value in said["contextActivities"].items()
        }
    return whole
