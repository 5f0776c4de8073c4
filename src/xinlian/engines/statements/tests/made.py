"""Statements made by hypothesis: valid by construction, with everything that a version has."""

from typing import Any

from hypothesis import strategies as st

from xinlian.engines.statements.tests.cases import V1, V2

WORDS = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=8)
LETTERS = st.text("abcxyz0123456789-", min_size=1, max_size=8)
IRIS = st.builds(
    "{}{}".format, st.sampled_from(["http://a.cn/", "https://路.cn/?q=", "urn:x:", "tag:a.cn,2026:"]), LETTERS
)
UUIDS = st.uuids().flatmap(lambda one: st.sampled_from([str(one), str(one).upper()]))
TAGS = st.sampled_from(["en", "en-US", "zh-CN", "zh-Hant-TW", "de-1996", "x-own", "i-klingon", "sr-Latn-RS"])
MAPS = st.dictionaries(TAGS, WORDS, min_size=1, max_size=3)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | WORDS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=4,
)
EXTENSIONS = st.dictionaries(IRIS, JSON, max_size=2)
MAILS = st.builds("mailto:{}@{}.cn".format, st.text("abc.", min_size=1, max_size=4), st.sampled_from(["a", "B", "c.d"]))
CLOCKS = st.builds(
    "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{}".format,
    st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 28), st.integers(0, 23), st.integers(0, 59), st.integers(0, 59),
    st.sampled_from(["", ".1", ".123", ".123456789"]), st.sampled_from(["Z", "+08:00", "-03:30", "+00:00"]),
)  # fmt: skip
DURATIONS = st.builds(
    "P{}DT{}H{}M{}{}S".format, *[st.integers(0, 99)] * 4, st.sampled_from(["", ".5", ".25", ".123"])
) | st.sampled_from(["P4W", "P3Y", "PT0S", "P1Y2M"])


def some(needed: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(needed, optional=optional)


def _alone(kind: str | None, more: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    needed = {} if kind is None else {"objectType": st.just(kind)}
    account = some({"homePage": IRIS, "name": LETTERS}, {})
    identifiers = {
        "mbox": MAILS,
        "mbox_sha1sum": st.text("0123456789abcdefABCDEF", min_size=40, max_size=40),
        "openid": st.builds("https://id.cn/{}".format, LETTERS),
        "account": account,
    }
    return st.one_of(*(some({**needed, name: value}, {"name": WORDS, **more}) for name, value in identifiers.items()))


AGENTS = _alone("Agent", {}) | _alone(None, {})
MEMBERS = st.lists(AGENTS, min_size=1, max_size=3)
GROUPS = _alone("Group", {"member": st.lists(AGENTS, max_size=2)}) | some(
    {"objectType": st.just("Group"), "member": MEMBERS}, {"name": WORDS}
)
ACTORS = AGENTS | GROUPS
COMPONENTS = st.lists(some({"id": LETTERS}, {"description": MAPS}), max_size=3, unique_by=lambda one: one["id"])
PLAIN_DEFINITIONS = {"name": MAPS, "description": MAPS, "type": IRIS, "moreInfo": IRIS, "extensions": EXTENSIONS}
PATTERNS = st.lists(WORDS, max_size=2)


def _interaction(kind: str, *lists: str) -> st.SearchStrategy[dict[str, Any]]:
    more = dict.fromkeys(lists, COMPONENTS)
    return some({"interactionType": st.just(kind)}, {**PLAIN_DEFINITIONS, "correctResponsesPattern": PATTERNS, **more})


DEFINITIONS = st.one_of(
    some({}, PLAIN_DEFINITIONS), _interaction("choice", "choices"), _interaction("sequencing", "choices"), _interaction("likert", "scale"),
    _interaction("matching", "source", "target"), _interaction("performance", "steps"), _interaction("numeric"),
)  # fmt: skip
ACTIVITIES = some({"id": IRIS}, {"objectType": st.just("Activity"), "definition": DEFINITIONS})
REFS = some({"objectType": st.just("StatementRef"), "id": UUIDS}, {})
NUMBERS = st.integers(-100, 100) | st.floats(-100, 100)


@st.composite
def scores(draw: st.DrawFn) -> dict[str, Any]:
    low, raw, high = sorted(draw(st.lists(NUMBERS, min_size=3, max_size=3)))
    said = {"scaled": draw(st.floats(-1, 1) | st.sampled_from([-1, 0, 1])), "raw": raw, "min": low, "max": high}
    if not low < high:
        del said["max"]
    for name in draw(st.lists(st.sampled_from(list(said)), unique=True)):
        del said[name]
    return said


RESULTS = some({}, {
    "score": scores(), "success": st.booleans(), "completion": st.booleans(), "response": WORDS, "duration": DURATIONS,
    "extensions": EXTENSIONS,
})  # fmt: skip


def contexts(version: str, *, of_activity: bool) -> st.SearchStrategy[dict[str, Any]]:
    kinds = ("parent", "grouping", "category", "other")
    parts: dict[str, Any] = {
        "registration": UUIDS, "instructor": ACTORS, "team": GROUPS, "language": TAGS, "statement": REFS, "extensions": EXTENSIONS,
        "contextActivities": some({}, dict.fromkeys(kinds, ACTIVITIES | st.lists(ACTIVITIES, max_size=2))),
    }  # fmt: skip
    if of_activity:
        parts |= {"revision": WORDS, "platform": WORDS}
    if version == V2:
        types = {"relevantTypes": st.lists(IRIS, min_size=1, max_size=2)}
        agent = some({"objectType": st.just("contextAgent"), "agent": AGENTS}, types)
        group = some({"objectType": st.just("contextGroup"), "group": GROUPS}, types)
        parts |= {"contextAgents": st.lists(agent, max_size=2), "contextGroups": st.lists(group, max_size=2)}
    return some({}, parts)


ATTACHMENTS = st.lists(
    some(
        {
            "usageType": IRIS, "display": MAPS, "contentType": st.sampled_from(["text/plain", "image/png; q=1"]),
            "length": st.integers(0, 99), "sha2": st.text("0123456789abcdefAB", min_size=64, max_size=64),
        },
        {"description": MAPS, "fileUrl": IRIS},
    ),
    max_size=2,
)  # fmt: skip
VERBS = some({"id": IRIS}, {"display": MAPS})
TYPED = _alone("Agent", {}) | GROUPS


def _about(version: str, things: Any, more: dict[str, Any], *, of_activity: bool) -> st.SearchStrategy[dict[str, Any]]:
    context = contexts(version, of_activity=of_activity)
    return some(
        {"actor": ACTORS, "verb": VERBS, "object": things, **more},
        {"result": RESULTS, "context": context, "timestamp": CLOCKS, "attachments": ATTACHMENTS},
    )


def _any(version: str, others: Any, more: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return _about(version, ACTIVITIES, more, of_activity=True) | _about(version, others, more, of_activity=False)


def statements(version: str, **more: Any) -> st.SearchStrategy[dict[str, Any]]:
    inside = _any(version, TYPED | REFS, {"objectType": st.just("SubStatement")})
    return _any(version, TYPED | REFS | inside, more)


WHOLE = {version: statements(version) for version in (V1, V2)}
STAMPED = {version: statements(version, id=UUIDS, stored=CLOCKS) for version in (V1, V2)}
