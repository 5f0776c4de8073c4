"""The cases: by requirement, what is refused and its near neighbour that is taken."""

from dataclasses import replace

from xinlian.engines.statements.tests.cases import (
    ABOUT_AGENT,
    ABOUT_GROUP,
    ACTIVITY,
    AGENT,
    AROUND,
    ATTACHMENT,
    CREW,
    CREWED,
    GONE,
    GROUP,
    HOLDING,
    INNER,
    OTHER_ID,
    PLAIN,
    QUESTION,
    REF,
    REFERRING,
    V1,
    V2,
    VERB,
    VOIDING,
    Case,
    in_substatement,
)

HEX = "495395e777cd98da653df9615d09c0fd6bb2f8d4"
NOT_IRIS = [
    "",
    "a b",
    "ab=c://x",
    "http://",
    "http:x",
    "https:///p",
    "http://a/b c",
    "http://a/<b>",
    "urn:",
    5,
    {},
    [],
    True,
]
IRIS = ["http://a/b", "urn:x:y", "https://例子.cn/路?x=%41#f", "tag:a@b.cn,2026:x", "HTTP://A"]
RELATIVE = ["a/b", "/a", "//a.cn/b", "union.example.cn/x", "#f", "?q"]
NOT_MAPS = [5, "x", [], {}, True]
NOT_UUIDS = ["x", "", OTHER_ID + "8", "M" + OTHER_ID[1:], OTHER_ID[:-1]]
OTHERWISE = [OTHER_ID.replace("-", ""), "{" + OTHER_ID + "}", "urn:uuid:" + OTHER_ID]
MEMBER = {"mbox": "mailto:li@example.cn"}
TWO = {"mbox": "mailto:li@example.cn", "openid": "https://li.example.cn/"}
DEFINITION, SCALED = "object.definition", "result.score.scaled"


def component(name: str, requirement: str, kind: str, pair: dict[str, object]) -> list[Case]:
    base = {**QUESTION, "object": {**ACTIVITY, "definition": {"interactionType": kind, name: [{"id": "a"}], **pair}}}
    here = f"object.definition.{name}"
    return [
        Case(requirement, here, [5, "x", {}, True], [[], [{"id": "a"}, {"id": "b"}]], base),
        Case("XAPI-00063", f"{here}[0]", [5, "x", []], [{"id": "b"}], base),
        Case("XAPI-00058", f"{here}[0].id", [GONE, 5, {}], ["", "b b"], base),
        Case("XAPI-00058", here, [[{"id": "a"}, {"id": "a"}]], [[{"id": "a"}, {"id": "A"}]], base),
        Case("XAPI-00062", f"{here}[0].description", NOT_MAPS, [{"en": ""}], base),
        Case("XAPI-00010", f"{here}[0].x", [5], [], base),
        Case("XAPI-00064", "object.definition.interactionType", [GONE], [kind], base),
        Case("XAPI-00010", "object.definition.interactionType", ["numeric"], [kind], base, told=here),
    ]


def actor(path: str, base: dict[str, object], wrong_type: str) -> list[Case]:
    """What holds of an agent wherever it stands."""
    return [
        Case(wrong_type, path, [5, "x", [], True], [AGENT], base),
        Case("XAPI-00031", f"{path}.objectType", ["Person", ""], ["Agent", GONE], base),
        Case("XAPI-00009", f"{path}.objectType", ["agent", "AGENT", "group"], ["Agent"], base),
        Case("XAPI-00032", f"{path}.objectType", [5, {}], ["Agent"], base),
        Case("XAPI-00033", f"{path}.name", [5, {}, []], ["", "王"], base),
        Case("XAPI-00034", path, [{}, {"name": "x"}, TWO, {**AGENT, "mbox": "mailto:a@b.cn"}], [MEMBER], base),
        Case("XAPI-00035", f"{path}.member", [[MEMBER], []], [], base),
        Case("XAPI-00010", f"{path}.email", ["a@b.cn"], [], base),
        Case("XAPI-00008", f"{path}.Name", ["x"], [], base),
    ]


def identifiers(path: str, base: dict[str, object]) -> list[Case]:
    """Each of the four, in an actor that is nothing else."""
    mails = [
        "mailto:a.cn",
        "a@b.cn",
        "http://a@b.cn",
        "MAILTO:a@b.cn",
        "mailto:a@b@c.cn",
        "mailto:a@.cn",
        "mailto: a@b",
        "",
        5,
    ]
    mails += ["mailto:a@b.cn?subject=x", "mailto:a@b..cn", "mailto:a@b.cn\n", "mailto:" + "a" * 400 + "@b.cn"]
    return [
        Case("XAPI-00038", path, [{"mbox": one} for one in mails], [{"mbox": "mailto:a+b@B.cn"}], base, ".mbox"),
        Case(
            "XAPI-00039", path, [{"mbox_sha1sum": one} for one in (HEX[:-1], HEX + "0", "g" + HEX[1:], "", 5, {})],
            [{"mbox_sha1sum": HEX}, {"mbox_sha1sum": HEX.upper()}], base, ".mbox_sha1sum",
        ),
        Case("XAPI-00040", path, [{"openid": one} for one in [*NOT_IRIS, "https://李.cn/"]], [{"openid": "https://li.cn/"}], base, ".openid"),
        Case("XAPI-00041", path, [{"account": one} for one in (5, "x", [])], [AGENT], base, ".account"),
    ]  # fmt: skip


ACTORS = [
    *actor("actor", PLAIN, "XAPI-00006"),
    *identifiers("actor", PLAIN),
    *actor("context.instructor", PLAIN, "XAPI-00087"),
    *identifiers("context.instructor", PLAIN),
    *actor("authority", PLAIN, "XAPI-00024"),
    *actor("context.contextAgents[0].agent", AROUND, "9274.1.1-contextAgents"),
    Case("XAPI-00042", "actor.account.homePage", [GONE, *NOT_IRIS], IRIS),
    Case("XAPI-00043", "actor.account.name", [GONE, 5, {}, ""], ["0", "王"]),
    Case("XAPI-00010", "actor.account.x", [5], []),
    Case("XAPI-00008", "actor.account.homepage", ["http://a/b"], []),
    Case("XAPI-00036", "actor.member", [5, "x", {}], [CREW["member"]], CREWED),
    Case("XAPI-00036", "actor.member[1]", [5, "x", [], GROUP, CREW], [AGENT], CREWED),
    Case("XAPI-00034", "actor.member[1]", [{}, TWO], [MEMBER], CREWED),
    Case("XAPI-00031", "actor.member[1].objectType", ["Person"], ["Agent"], CREWED),
    Case("XAPI-00037", "actor", [{**GROUP, "openid": "https://a.cn/"}], [GROUP], CREWED),
    Case("XAPI-00037", "actor.member", [[]], [[MEMBER]], CREWED, told="actor"),
    Case("XAPI-00035", "actor.member", [GONE], [[MEMBER]], CREWED),
    Case("XAPI-00088", "context.team", [5, "x", [], AGENT, MEMBER], [GROUP, CREW]),
    Case("XAPI-00036", "context.team.member[0]", [GROUP], [AGENT]),
    Case(
        "XAPI-00098",
        "authority",
        [GROUP, {**CREW, "mbox": "mailto:a@b.cn"}, {"objectType": "Group", "member": [MEMBER]}],
        [CREW],
    ),
    Case("XAPI-00100", "authority", [{"objectType": "Group", "member": [MEMBER, AGENT, AGENT]}], [CREW]),
]

VERBS_AND_OBJECTS = [
    Case("XAPI-00006", "verb", [5, "x", []], [VERB]),
    Case("XAPI-00044", "verb.id", [GONE, *NOT_IRIS], IRIS),
    Case("XAPI-00011", "verb.id", RELATIVE, IRIS),
    Case("XAPI-00045", "verb.display", NOT_MAPS, [GONE, {"de": "x"}]),
    Case("XAPI-00045", "verb.display.en-US", [5, {}], [""]),
    Case("XAPI-00010", "verb.x", [5], []),
    Case("XAPI-00008", "verb.Display", [{"en": "x"}], []),
    Case("XAPI-00006", "object", [5, "x", []], [ACTIVITY]),
    Case("XAPI-00046", "object.objectType", ["Person", "", 5, {}], ["Activity", GONE]),
    Case("XAPI-00009", "object.objectType", ["activity", "ACTIVITY", "substatement", "Statementref"], ["Activity"]),
    Case("XAPI-00047", "object.id", [GONE, *NOT_IRIS], IRIS),
    Case("XAPI-00011", "object.id", RELATIVE, IRIS),
    Case("XAPI-00048", "object.definition", [5, "x", []], [GONE, {}]),
    Case("XAPI-00010", "object.x", [5], []),
    Case("XAPI-00010", f"{DEFINITION}.x", [5], []),
    Case("XAPI-00008", f"{DEFINITION}.moreinfo", ["http://a/b"], []),
    Case("XAPI-00056", f"{DEFINITION}.name", NOT_MAPS, [GONE, {"en": "x"}]),
    Case("XAPI-00059", f"{DEFINITION}.description", NOT_MAPS, [GONE, {"en": "x"}]),
    Case("XAPI-00060", f"{DEFINITION}.type", NOT_IRIS, [GONE, *IRIS]),
    Case("XAPI-00011", f"{DEFINITION}.type", RELATIVE, IRIS),
    Case("XAPI-00061", f"{DEFINITION}.moreInfo", NOT_IRIS, [GONE, *IRIS]),
    Case("XAPI-00057", f"{DEFINITION}.extensions", [5, "x", []], [GONE, {}]),
    Case("XAPI-00049", f"{DEFINITION}.interactionType", ["quiz", "", 5, {}], ["choice"], QUESTION),
    Case("XAPI-00009", f"{DEFINITION}.interactionType", ["Choice", "true-faLse"], ["choice"], QUESTION),
    Case("XAPI-00050", f"{DEFINITION}.correctResponsesPattern", [5, "x", {}], [GONE, [], ["a"] * 3000], QUESTION),
    Case("XAPI-00050", f"{DEFINITION}.correctResponsesPattern[0]", [5, {}, True], [""], QUESTION),
    *component("choices", "XAPI-00055", "sequencing", {}),
    *component("scale", "XAPI-00054", "likert", {}),
    *component("source", "XAPI-00053", "matching", {"target": [{"id": "x"}]}),
    *component("target", "XAPI-00052", "matching", {}),
    *component("steps", "XAPI-00051", "performance", {}),
    Case("XAPI-00033", "object.name", [5, {}], [""], ABOUT_AGENT),
    Case("XAPI-00034", "object", [{"objectType": "Agent"}, {**AGENT, "mbox": "mailto:a@b.cn"}], [AGENT], ABOUT_AGENT),
    Case("XAPI-00035", "object.member", [[MEMBER]], [], ABOUT_AGENT),
    Case("XAPI-00035", "object", [{"objectType": "Group"}], [CREW], ABOUT_GROUP),
    Case("XAPI-00037", "object", [{**GROUP, **TWO}], [GROUP], ABOUT_GROUP),
    Case("XAPI-00010", "object.definition", [{}], [], ABOUT_AGENT),
    Case("XAPI-00065", "object.objectType", [GONE], ["Agent"], ABOUT_AGENT, told="object"),
    Case("XAPI-00065", "object.objectType", [GONE], ["Group"], ABOUT_GROUP, told="object"),
    Case("XAPI-00073", "object.objectType", [GONE], ["StatementRef"], REFERRING, told="object"),
    Case("XAPI-00073", "object.objectType", [GONE], ["SubStatement"], HOLDING, told="object"),
    Case("XAPI-00072", "object.id", [GONE, 5, {}, *NOT_UUIDS], [OTHER_ID, OTHER_ID.upper()], REFERRING),
    Case("XAPI-00029", "object.id", OTHERWISE, [OTHER_ID], REFERRING),
    Case("XAPI-00010", "object.definition", [{}], [], REFERRING),
    Case("XAPI-00017", "object", [ACTIVITY, AGENT, GROUP], [REF], VOIDING),
    Case("XAPI-00017", "object", [HOLDING["object"]], [REF], VOIDING),
]

RESULTS = [
    Case("XAPI-00006", "result", [5, "x", []], [GONE, {}]),
    Case("XAPI-00010", "result.grade", [5], []),
    Case("XAPI-00008", "result.Success", [True], []),
    Case("XAPI-00074", "result.success", [0, 1, "true", {}], [True, False]),
    Case("XAPI-00075", "result.completion", [0, 1, "false", {}], [True, False]),
    Case("XAPI-00076", "result.response", [5, {}, True], ["", "左"]),
    Case("XAPI-00077", "result.duration", [5, {}, True], ["PT5S"]),
    Case(
        "XAPI-00124", "result.duration",
        ["", "P", "PT", "P1YT", "PA1H0M0S", "P4W1D", "P1DW", "1D", "PT1.5M30S", "P16559.14S", "PT5", "-PT5S", "P1M1Y",
         "pt5s", "PT1S1M", "PT١S", "PT.5S", "P2026-01-01T00:00:00", "PT5S\n", "PT" + "1" * 70 + "S"],
        ["PT4H35M59.14S", "PT16559.14S", "P3Y1M29DT4H35M59.14S", "P3Y", "P4W", "P0D", "PT0,5S", "PT1.123456S", "P1.5D"],
    ),
    Case("XAPI-00078", "result.extensions", [5, "x", []], [GONE, {}]),
    Case("XAPI-00079", "result.score", [5, "x", []], [GONE, {}, {"scaled": 1}]),
    Case("XAPI-00010", "result.score.grade", [5], []),
    Case("XAPI-00083", SCALED, [1.01, -1.00001, 2, "1", True, {}, 10**80], [1, -1, 0, 1.0, -1.0, 0.6767676]),
    Case("XAPI-00082", "result.score.raw", ["5", True, {}, 100.5, -0.1, 101], [0, 100, 50.5]),
    Case("XAPI-00081", "result.score.min", ["0", False, {}], [0, -5, 84.9]),
    Case("XAPI-00081", "result.score", [{"min": 1, "max": 1}, {"min": 2, "max": 1.5}], [{"min": 1, "max": 1.5}]),
    Case("XAPI-00080", "result.score.max", ["100", True, {}], [100, 85, 1e9]),
    Case("XAPI-00082", "result.score", [{"raw": 2, "max": 1}, {"raw": 0, "min": 1}], [{"raw": 2}, {"raw": 1, "max": 1}], below=".raw"),
]  # fmt: skip

CONTEXTS = [
    Case("XAPI-00006", "context", [5, "x", []], [GONE, {}]),
    Case("XAPI-00010", "context.place", [5], []),
    Case("XAPI-00008", "context.Registration", [OTHER_ID], []),
    Case("XAPI-00087", "context.registration", [5, {}, *NOT_UUIDS], [GONE, OTHER_ID, OTHER_ID.upper()]),
    Case("XAPI-00029", "context.registration", OTHERWISE, [OTHER_ID]),
    Case("XAPI-00089", "context.revision", [5, {}], ["", "1"]),
    Case("XAPI-00090", "context.platform", [5, {}], ["", "1"]),
    Case(
        "XAPI-00091",
        "context.language",
        [5, {}, "", "something", "a12345", "en_US"],
        ["cmn", "zh-Hans-CN", "tlh", "fr-CA"],
    ),
    Case(
        "XAPI-00092",
        "context.statement",
        [5, "x", [], {"id": OTHER_ID}, {**REF, "objectType": "Activity"}],
        [GONE, REF],
    ),
    Case("XAPI-00072", "context.statement.id", [GONE, 5, *NOT_UUIDS], [OTHER_ID]),
    Case("XAPI-00120", "context.extensions", [5, "x", []], [GONE, {}]),
    Case("XAPI-00086", "context.contextActivities", [5, "x", []], [GONE, {}]),
    Case("XAPI-00093", "context.contextActivities.sibling", [[ACTIVITY]], []),
    Case("XAPI-00008", "context.contextActivities.Parent", [[ACTIVITY]], []),
    Case("XAPI-00094", "context.contextActivities.parent", [5, "x", True, AGENT, REF], [ACTIVITY, [ACTIVITY], []]),
    Case("XAPI-00094", "context.contextActivities.parent[0]", [5, "x", [], AGENT, REF], [ACTIVITY]),
    Case("XAPI-00047", "context.contextActivities.parent[0].id", [GONE, *NOT_IRIS], IRIS),
    Case("XAPI-00047", "context.contextActivities.category.id", [GONE, *NOT_IRIS], IRIS),
    Case("XAPI-00010", "context.contextActivities.category.key", ["x"], []),
    Case("XAPI-00084", "context", [{"revision": "1"}], [{}, {"language": "zh"}], ABOUT_AGENT, ".revision"),
    Case("XAPI-00084", "context", [{"revision": "1"}], [{}], ABOUT_GROUP, ".revision"),
    Case("XAPI-00084", "context", [{"revision": "1"}], [{}], REFERRING, ".revision"),
    Case("XAPI-00084", "context", [{"revision": "1"}], [{}], HOLDING, ".revision"),
    Case("XAPI-00085", "context", [{"platform": "1"}], [{}], ABOUT_AGENT, ".platform"),
    Case("XAPI-00085", "context", [{"platform": "1"}], [{}], ABOUT_GROUP, ".platform"),
    Case("XAPI-00085", "context", [{"platform": "1"}], [{}], REFERRING, ".platform"),
    Case("XAPI-00085", "context", [{"platform": "1"}], [{}], HOLDING, ".platform"),
    Case("XAPI-00010", "context.contextAgents", AROUND["context"]["contextAgents"][:1], [], versions=(V1,)),
    Case("XAPI-00010", "context.contextGroups", AROUND["context"]["contextGroups"][:1], [], versions=(V1,)),
]

AROUNDS = [
    case
    for name, inner, kind, other in (
        ("contextAgents", "agent", "contextAgent", GROUP),
        ("contextGroups", "group", "contextGroup", AGENT),
    )
    for case in (
        Case(f"9274.1.1-{name}", f"context.{name}", [5, "x", {}], [[]], AROUND),
        Case(f"9274.1.1-{name}", f"context.{name}[0]", [5, "x", []], AROUND["context"][name], AROUND),
        Case(f"9274.1.1-{name}", f"context.{name}[0].objectType", [GONE, "Should fail", kind.lower(), 5], [kind], AROUND),
        Case(f"9274.1.1-{name}", f"context.{name}[0].{inner}", [GONE, 5, "x", other], [AROUND["context"][name][0][inner]], AROUND),
        Case(f"9274.1.1-{name}", f"context.{name}[0].relevantTypes", [[], 5, "x", {}], [["http://a/b"], GONE], AROUND),
        Case(f"9274.1.1-{name}", f"context.{name}[0].relevantTypes[0]", [5, "a b", ""], IRIS, AROUND),
        Case("XAPI-00011", f"context.{name}[0].relevantTypes[0]", ["abc"], IRIS, AROUND),
        Case("XAPI-00010", f"context.{name}[0].member", [[]], [], AROUND),
    )
]  # fmt: skip

WHOLES = [
    Case("XAPI-00006", "", [5, "x", [], True], [PLAIN]),
    Case("XAPI-00003", "actor", [GONE], [AGENT]),
    Case("XAPI-00004", "verb", [GONE], [VERB]),
    Case("XAPI-00005", "object", [GONE], [ACTIVITY]),
    Case("XAPI-00010", "note", ["x"], []),
    Case("XAPI-00008", "Actor", [AGENT], []),
    Case("XAPI-00028", "id", [5, {}, [], True], [OTHER_ID]),
    Case("XAPI-00027", "id", NOT_UUIDS, [OTHER_ID, OTHER_ID.upper(), "12345678-1234-5678-1234-567812345678", GONE]),
    Case("XAPI-00029", "id", OTHERWISE, [OTHER_ID]),
    Case("XAPI-00022", "timestamp", [5, {}, True], ["2026-03-01T08:30:00Z", GONE]),
    Case("XAPI-00023", "stored", [5, {}, True], ["2026-03-01T08:30:00Z", GONE]),
    Case("XAPI-00101", "version", [5, "", "should fail", "0.9.9", "1.1.0", "1", "1.0.", "1.0.x", "1.0.01", "2.1.0", "3.0.0"], ["1.0", "1.0.9"]),
    Case("XAPI-00101", "version", ["2.0", "2.0.0"], ["1.0.0"], versions=(V1,)),
    Case("XAPI-00101", "version", ["2.1.0"], ["2.0", "2.0.0", "2.0.7"], versions=(V2,)),
    Case("XAPI-00025", "attachments", [5, "x", ATTACHMENT], [[], [ATTACHMENT], GONE]),
    Case("XAPI-00025", "attachments[0]", [5, "x", []], [ATTACHMENT]),
    Case("XAPI-00107", "attachments[0].usageType", [GONE, *NOT_IRIS], IRIS),
    Case("XAPI-00106", "attachments[0].display", [GONE, *NOT_MAPS], [{"en": "x"}]),
    Case("XAPI-00106", "attachments[0].description", NOT_MAPS, [{"en": "x"}, GONE]),
    Case("XAPI-00105", "attachments[0].contentType", [GONE, 5, "", "text", "text/", "/x", "a b/c", "text/x\n"], ["text/plain; charset=ascii", "image/svg+xml"]),
    Case("XAPI-00102", "attachments[0].length", [GONE, "27", 2.5, True, -1, {}], [0, 27, 2**40]),
    Case("XAPI-00103", "attachments[0].sha2", [GONE, 5, "", HEX, "g" * 64, ATTACHMENT["sha2"] + "0"], [ATTACHMENT["sha2"], "AB" * 32, "0" * 56, "0" * 96, "0" * 128]),
    Case("XAPI-00104", "attachments[0].fileUrl", NOT_IRIS, [*IRIS, GONE]),
    Case("XAPI-00011", "attachments[0].fileUrl", RELATIVE, IRIS),
    Case("XAPI-00010", "attachments[0].name", ["x"], []),
    Case("XAPI-00008", "attachments[0].fileURL", ["http://a/b"], []),
    Case("XAPI-00066", "object.actor", [GONE], [AGENT], HOLDING),
    Case("XAPI-00066", "object.verb", [GONE], [VERB], HOLDING),
    Case("XAPI-00066", "object.object", [GONE], [ACTIVITY, AGENT, GROUP, REF], {**HOLDING, "object": {**HOLDING["object"], "context": {}}}),
    Case("XAPI-00067", "object.authority", [AGENT], [], HOLDING),
    Case("XAPI-00068", "object.version", ["1.0.0"], [], HOLDING),
    Case("XAPI-00069", "object.stored", ["2026-03-01T08:30:00Z"], [], HOLDING),
    Case("XAPI-00070", "object.id", [OTHER_ID], [], HOLDING),
    Case("XAPI-00071", "object.object", [HOLDING["object"]], [ACTIVITY], HOLDING),
    Case("XAPI-00010", "object.note", ["x"], [], HOLDING),
]  # fmt: skip

GOOD_TIMES = ["2026-03-01T08:30:00Z", "2026-03-01T08:30:00.123456789Z", "2026-03-01T08:30:00+08:00", "2026-03-01T08:30:00-05:30",
              "2024-02-29T00:00:00Z", "2016-12-31T23:59:60Z", "2026-03-01t08:30:00z", "2026-03-01T00:00:00+00:00", "9000-01-01T00:00:00Z"]  # fmt: skip
BAD_TIMES = ["", "should fail", "01/011/2015", "2026-03-01", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-32T00:00:00Z",
             "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00+24:00",
             "2008-09-15T15:53:00.601-00", "2008-09-15T15:53:00.601-0000", "2008-09-15T15:53:00.601-00:00", "2026-01-01T00:00:00Z\n",
             "２０２６-01-01T00:00:00Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-01:00",
             "2026-W10-7T08:30:00Z", "2026-060T08:30:00Z", "2026-03-01T08:30:00." + "1" * 60 + "Z"]  # fmt: skip
ISO_ALONE = ["2026-03-01T08:30:00", "2026-03-01T08:30Z", "20260301T083000Z", "20260301T083000.5+0800", "2026-03-01T08:30:00,5Z",
             "2026-03-01T08:30:00+08", "2026-03-01T08:30:00+0800", "20260301T0830"]  # fmt: skip
RFC_ALONE = ["2008-09-15 15:53:00.601+00:00", "2026-03-01 08:30:00Z"]
TIMES = [
    *(Case("XAPI-00123", path, BAD_TIMES, GOOD_TIMES) for path in ("timestamp", "stored")),
    Case("XAPI-00123", "timestamp", RFC_ALONE, ISO_ALONE, versions=(V1,)),
    Case("XAPI-00123", "timestamp", ISO_ALONE, RFC_ALONE, versions=(V2,)),
]

GOOD_TAGS = ["de", "cmn", "ase", "de-DE", "zh-Hant", "sr-Latn-RS", "zh-Hans-CN", "es-419", "sl-rozaj-biske", "de-CH-1996", "zh-cmn-Hans-CN",
             "en-a-bbb-x-a-ccc", "x-whatever", "i-klingon", "en-GB-oed", "EN-us", "de-1901-a-x1", "qaa-Qaaa-QM-x-southern"]  # fmt: skip
TAGS = [
    Case("XAPI-00013", path, [{tag: "x"} for tag in ("something", "", "en-", "-en", "e", "en--US", "en-somethings", "en US", "zh_CN", "é")],
         [{tag: "x"} for tag in GOOD_TAGS], base, keyed=True)
    for path, base in (("verb.display", PLAIN), (f"{DEFINITION}.name", PLAIN), ("attachments[0].display", PLAIN))
] + [
    Case("XAPI-00121", path, [{tag: "x"} for tag in ("a12345", "zh-z-aaa-z-bbb-c-ccc", "de-1901-1901", "12", "en-US-US", "i-unknown", "x")],
         [{tag: "x"} for tag in GOOD_TAGS], base, keyed=True)
    for path, base in (("verb.display", PLAIN), (f"{DEFINITION}.description", PLAIN), ("attachments[0].description", PLAIN),
                       (f"{DEFINITION}.choices[0].description", QUESTION))
]  # fmt: skip

EXTENSIONS = [
    Case("XAPI-00118", path, [{"a b": 1}, {"": 1}, {"ab=c://x": 1}], [{"http://a/b": None, "urn:x:y": {}, "tag:x,1:y": ""}], keyed=True)
    for path in ("result.extensions", "context.extensions", f"{DEFINITION}.extensions")
] + [
    Case("XAPI-00011", path, [{"valid": 1}, {"a.cn/b": 1}], [{"http://a/b": [None, {"x": None}]}], keyed=True)
    for path in ("result.extensions", "context.extensions", f"{DEFINITION}.extensions")
]  # fmt: skip

NULLS = [
    Case("XAPI-00001", path, [None], [], base)
    for base, paths in (
        (PLAIN, "id actor actor.name actor.account actor.account.name verb verb.id verb.display verb.display.en-US object object.id"),
        (PLAIN, "object.objectType object.definition object.definition.moreInfo object.definition.name.en object.definition.extensions"),
        (PLAIN, "result result.score result.score.raw result.success result.response result.duration result.extensions context"),
        (PLAIN, "context.registration context.team context.language context.statement context.contextActivities timestamp stored"),
        (PLAIN, "context.contextActivities.parent context.contextActivities.parent[0] context.extensions authority version"),
        (PLAIN, "attachments attachments[0] attachments[0].length attachments[0].fileUrl actor.objectType context.revision"),
        (QUESTION, "object.definition.interactionType object.definition.choices object.definition.choices[0].id"),
        (QUESTION, "object.definition.correctResponsesPattern object.definition.correctResponsesPattern[0]"),
        (CREWED, "actor.member actor.member[0] actor.member[0].mbox"),
        (HOLDING, "object.actor object.result object.timestamp"),
        (REFERRING, "object.id"),
    )
    for path in paths.split()
]  # fmt: skip

CASES = [*ACTORS, *VERBS_AND_OBJECTS, *RESULTS, *CONTEXTS, *AROUNDS, *WHOLES, *TIMES, *TAGS, *EXTENSIONS, *NULLS]
CASES = [replace(case, versions=(V2,)) if case.base is AROUND else case for case in CASES]
INNER_BASES = (PLAIN, QUESTION, AROUND, CREWED, ABOUT_AGENT, ABOUT_GROUP, REFERRING, VOIDING)
CASES += [
    in_substatement(case)
    for case in CASES
    if any(case.base is one for one in INNER_BASES) and case.path.partition(".")[0].partition("[")[0] in INNER
    and not (case.path in ("actor", "verb", "object") and GONE in case.refused) and HOLDING["object"] not in case.refused
]  # fmt: skip
