"""Verbs, activities with their definitions, and references to statements."""

from typing import Any

from xinlian.engines.statements import formats
from xinlian.engines.statements.bad import Bad
from xinlian.engines.statements.formats import wrong
from xinlian.engines.statements.tables import Table, each, extensions, one_of, required, text, walk

VERB = Table({"id": formats.iri("XAPI-00044"), "display": formats.language_map("XAPI-00045")})
INTERACTIONS = frozenset({
    "true-false", "choice", "fill-in", "long-fill-in", "matching", "performance", "sequencing", "likert", "numeric",
    "other",
})  # fmt: skip
# Which lists of components go with which types of interaction.
LISTS = {
    "choices": ("choice", "sequencing"),
    "scale": ("likert",),
    "source": ("matching",),
    "target": ("matching",),
    "steps": ("performance",),
}
NEED_TYPE = frozenset({"correctResponsesPattern", *LISTS})


def verb(value: Any) -> None:
    """Refuses what is no verb."""
    if type(value) is not dict:
        wrong(value, "XAPI-00006", "not_object")
    if "id" not in value:
        raise Bad("XAPI-00044", "missing", name="id")
    walk(value, VERB)


COMPONENT = Table({"id": text("XAPI-00058"), "description": formats.language_map("XAPI-00062")})


def _component(value: Any) -> None:
    if type(value) is not dict:
        wrong(value, "XAPI-00063", "not_object")
    required(value, "id", "XAPI-00058")
    walk(value, COMPONENT)


def _components(requirement: str) -> formats.Checker:
    listed = each(_component, requirement)

    def checked(value: Any) -> None:
        listed(value)
        ids = [one["id"] for one in value]
        if len(set(ids)) < len(ids):
            raise Bad("XAPI-00058", "id_twice")

    return checked


def _interaction(value: Any) -> None:
    one_of(value, INTERACTIONS, INTERACTIONS, "XAPI-00049")


DEFINITION = Table({
    "name": formats.language_map("XAPI-00056"),
    "description": formats.language_map("XAPI-00059"),
    "type": formats.iri("XAPI-00060"),
    "moreInfo": formats.iri("XAPI-00061"),
    "extensions": extensions("XAPI-00057", formats.iri("XAPI-00118")),
    "interactionType": _interaction,
    "correctResponsesPattern": each(text("XAPI-00050"), "XAPI-00050", most=None),  # 2.0 forbids a limit
    "choices": _components("XAPI-00055"),
    "scale": _components("XAPI-00054"),
    "source": _components("XAPI-00053"),
    "target": _components("XAPI-00052"),
    "steps": _components("XAPI-00051"),
})  # fmt: skip


def definition(value: Any) -> None:
    """Refuses what is no definition of an activity."""
    if type(value) is not dict:
        wrong(value, "XAPI-00048", "not_object")
    walk(value, DEFINITION)
    if not NEED_TYPE.isdisjoint(value):
        required(value, "interactionType", "XAPI-00064")
        for name, types in LISTS.items():
            if name in value and value["interactionType"] not in types:
                raise Bad("XAPI-00010", "list_of_other_type").under(name)


ACTIVITY = Table({"id": formats.iri("XAPI-00047"), "definition": definition, "objectType": text("XAPI-00032")})


def activity(said: dict[str, Any]) -> None:
    """Refuses an object that is no activity."""
    if "id" not in said:
        raise Bad("XAPI-00047", "missing", name="id")
    walk(said, ACTIVITY)


def context_activity(value: Any) -> None:
    """Refuses what is no activity where only activities may stand."""
    if type(value) is not dict:
        wrong(value, "XAPI-00094", "not_object")
    if value.get("objectType", "Activity") != "Activity":
        raise Bad("XAPI-00094", "not_activity")
    activity(value)


REFERENCE = Table({"id": formats.uuid("XAPI-00072"), "objectType": text("XAPI-00032")})


def reference(said: dict[str, Any]) -> None:
    """Refuses an object that is no reference to a statement; that its objectType says so is seen to before."""
    required(said, "id", "XAPI-00072")
    walk(said, REFERENCE)


def context_statement(value: Any) -> None:
    """Refuses what is no reference to a statement where only such may stand."""
    if type(value) is not dict:
        wrong(value, "XAPI-00092", "not_object")
    if value.get("objectType") != "StatementRef":
        raise Bad("XAPI-00092", "not_reference")
    reference(value)
