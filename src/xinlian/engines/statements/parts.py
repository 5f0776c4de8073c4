"""Results, contexts and attachments."""

from typing import Any

from xinlian.engines.statements import actors, formats, objects, times
from xinlian.engines.statements.bad import V1, V2, Bad
from xinlian.engines.statements.formats import Checker, wrong
from xinlian.engines.statements.tables import Table, each, extensions, flag, number, required, text, walk

_extension_key = formats.iri("XAPI-00118")


def _scaled(value: Any) -> None:
    if type(value) is not float and type(value) is not int:
        wrong(value, "XAPI-00083", "not_number")
    if not -1 <= value <= 1:
        raise Bad("XAPI-00083", "out_of_range")


SCORE = Table({
    "scaled": _scaled,
    "raw": number("XAPI-00082"),
    "min": number("XAPI-00081"),
    "max": number("XAPI-00080"),
})  # fmt: skip


def score(value: Any) -> None:
    """Refuses what is no score: scaled from -1 to 1, min below max, raw from min to max."""
    if type(value) is not dict:
        wrong(value, "XAPI-00079", "not_object")
    walk(value, SCORE)
    low, high, raw = value.get("min"), value.get("max"), value.get("raw")
    if low is not None and high is not None and not low < high:
        raise Bad("XAPI-00081", "min_not_below_max")
    if raw is not None and ((low is not None and raw < low) or (high is not None and raw > high)):
        raise Bad("XAPI-00082", "out_of_range").under("raw")


RESULT = Table({
    "score": score,
    "success": flag("XAPI-00074"),
    "completion": flag("XAPI-00075"),
    "response": text("XAPI-00076"),
    "duration": times.duration,
    "extensions": extensions("XAPI-00078", _extension_key),
})  # fmt: skip


def result(value: Any) -> None:
    """Refuses what is no result."""
    if type(value) is not dict:
        wrong(value, "XAPI-00006", "not_object")
    walk(value, RESULT)


_several = each(objects.context_activity, "XAPI-00094")


def _one_or_several(value: Any) -> None:
    if type(value) is dict:
        objects.context_activity(value)
    else:
        _several(value)


CONTEXT_ACTIVITIES = Table(
    dict.fromkeys(("parent", "grouping", "category", "other"), _one_or_several), unknown="XAPI-00093"
)


def _context_activities(value: Any) -> None:
    if type(value) is not dict:
        wrong(value, "XAPI-00086", "not_object")
    walk(value, CONTEXT_ACTIVITIES)


def _typed(name: str, kind: str, check: Checker, requirement: str) -> Checker:
    """A check for lists of {"objectType": kind, name: an agent or a group, "relevantTypes": one or more IRIs, or left out}."""
    types = each(formats.iri(requirement), requirement)

    def relevant(value: Any) -> None:
        types(value)
        if not value:
            raise Bad(requirement, "empty_list")

    def kind_of(value: Any) -> None:
        if value != kind:
            wrong(value, requirement, "not_allowed")

    table = Table({"objectType": kind_of, name: check, "relevantTypes": relevant})

    def item(value: Any) -> None:
        if type(value) is not dict:
            wrong(value, requirement, "not_object")
        required(value, "objectType", requirement)
        required(value, name, requirement)
        walk(value, table)

    return each(item, requirement)


def _context_agent(value: Any) -> None:
    if type(value) is not dict or actors.kind_of(value) != "Agent":
        wrong(value, "9274.1.1-contextAgents", "not_agent")
    actors.agent(value)


def _context_group(value: Any) -> None:
    if type(value) is not dict or actors.kind_of(value) != "Group":
        wrong(value, "9274.1.1-contextGroups", "not_group")
    actors.group(value)


_CONTEXT: dict[str, Checker] = {
    "registration": formats.uuid("XAPI-00087"),
    "instructor": actors.instructor,
    "team": actors.team,
    "contextActivities": _context_activities,
    "revision": text("XAPI-00089"),
    "platform": text("XAPI-00090"),
    "language": formats.language("XAPI-00091"),
    "statement": objects.context_statement,
    "extensions": extensions("XAPI-00120", _extension_key),
}
CONTEXT = {
    V1: Table(_CONTEXT),
    V2: Table({
        **_CONTEXT,
        "contextAgents": _typed("agent", "contextAgent", _context_agent, "9274.1.1-contextAgents"),
        "contextGroups": _typed("group", "contextGroup", _context_group, "9274.1.1-contextGroups"),
    }),
}  # fmt: skip


def context(version: str) -> Checker:
    """A check for contexts as a version has them."""
    table = CONTEXT[version]

    def checked(value: Any) -> None:
        if type(value) is not dict:
            wrong(value, "XAPI-00006", "not_object")
        walk(value, table)

    return checked


def _length(value: Any) -> None:
    if type(value) is not int:
        wrong(value, "XAPI-00102", "not_integer")
    if value < 0:
        raise Bad("XAPI-00102", "out_of_range")


ATTACHMENT = Table({
    "usageType": formats.iri("XAPI-00107"),
    "display": formats.language_map("XAPI-00106"),
    "description": formats.language_map("XAPI-00106"),
    "contentType": formats.media_type,
    "length": _length,
    "sha2": formats.sha2,
    "fileUrl": formats.iri("XAPI-00104"),
})  # fmt: skip
_NEEDED = {
    "usageType": "XAPI-00107",
    "display": "XAPI-00106",
    "contentType": "XAPI-00105",
    "length": "XAPI-00102",
    "sha2": "XAPI-00103",
}


def _attachment(value: Any) -> None:
    if type(value) is not dict:
        wrong(value, "XAPI-00025", "not_object")
    for name, requirement in _NEEDED.items():
        required(value, name, requirement)
    walk(value, ATTACHMENT)


attachments = each(_attachment, "XAPI-00025")
