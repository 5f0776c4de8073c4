"""The parameters of each resource: which there are, which must be there, which may not stand together. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xinlian.records.rules.faults import Fault

SINGLE = ("statementId", "voidedStatementId")
BESIDE_SINGLE = frozenset({"format", "attachments"})
FILTERS = frozenset(
    {
        "agent",
        "verb",
        "activity",
        "registration",
        "related_activities",
        "related_agents",
        "since",
        "until",
        "limit",
        "format",
        "attachments",
        "ascending",
    }
)
FORMATS = ("exact", "ids", "canonical")
BOOLEANS = {
    "related_agents": "XAPI-00176",
    "related_activities": "XAPI-00177",
    "attachments": "XAPI-00167",
    "ascending": "XAPI-00166",
}


@dataclass(frozen=True, slots=True)
class Needs:
    """What a method of a resource takes: parameters that must be there with the requirement that says so, others that may."""

    must: Mapping[str, str] = field(default_factory=dict)
    may: frozenset[str] = frozenset()


def _needs(must: str = "", may: str = "") -> Needs:
    """`must`: names and numbers, such as "agent:213"."""
    pairs = [one.split(":") for one in must.split()]
    return Needs({name: f"XAPI-00{number}" for name, number in pairs}, frozenset(may.split()))


STATEMENTS = {
    "GET": Needs(may=FILTERS | set(SINGLE)),
    "PUT": _needs("statementId:145"),
    "POST": _needs(),
}
MORE = {"GET": Needs({"from": "XAPI-00111"}, FILTERS)}
STATE = {
    "GET": _needs("activityId:208 agent:213", "registration stateId since"),
    "PUT": _needs("activityId:210 agent:215 stateId:206", "registration"),
    "POST": _needs("activityId:209 agent:214 stateId:211", "registration"),
    "DELETE": _needs("activityId:207 agent:212", "registration stateId"),
}
ACTIVITY_PROFILE = {
    "GET": _needs("activityId:296", "profileId since"),
    "PUT": _needs("activityId:299 profileId:302"),
    "POST": _needs("activityId:298 profileId:301"),
    "DELETE": _needs("activityId:297 profileId:300"),
}
AGENT_PROFILE = {
    "GET": _needs("agent:261", "profileId since"),
    "PUT": _needs("agent:264 profileId:267"),
    "POST": _needs("agent:263 profileId:266"),
    "DELETE": _needs("agent:262 profileId:265"),
}
AGENTS = {"GET": Needs({"agent": "XAPI-00243"})}
ACTIVITIES = {"GET": Needs({"activityId": "XAPI-00250"})}
ABOUT = {"GET": _needs()}


def demand_known(given: Mapping[str, str], needs: Needs) -> None:
    """Go on when nothing is missing and nothing is there that is not known. Fault 400: parameter_missing, parameter_unknown."""
    for name in sorted(needs.must.keys() - given.keys()):
        raise Fault(400, "parameter_missing", needs.must[name], name)
    for name in sorted(given.keys() - needs.must.keys() - needs.may):
        raise Fault(400, "parameter_unknown", "XAPI-00324", name[:80])


def demand_together(given: Mapping[str, str]) -> None:
    """A single statement is asked for by one id, with format and attachments at most. Fault 400: parameters_together."""
    single = [name for name in SINGLE if name in given]
    if len(single) > 1 or (single and given.keys() - BESIDE_SINGLE - set(single)):
        raise Fault(400, "parameters_together", "XAPI-00151" if single[0] == SINGLE[0] else "XAPI-00150", single[0])


def flag(given: Mapping[str, str], name: str) -> bool:
    """A parameter that is true or false; false when left out. Fault 400: not_a_boolean."""
    value = given.get(name, "false")
    if value not in ("true", "false"):
        raise Fault(400, "not_a_boolean", BOOLEANS[name], name)
    return value == "true"


def limit_of(given: Mapping[str, str], most: int) -> int:
    """How many statements a page holds: at most `most`, which 0 and nothing also mean. Fault 400: not_a_number."""
    value = given.get("limit", "0")
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise Fault(400, "not_a_number", "XAPI-00173", "limit")
    return min(int(value), most) or most


def format_of(given: Mapping[str, str]) -> str:
    """How statements are shown. Fault 400: format_unknown."""
    value = given.get("format", "exact")
    if value not in FORMATS:
        raise Fault(400, "format_unknown", "XAPI-00168", "format")
    return value
