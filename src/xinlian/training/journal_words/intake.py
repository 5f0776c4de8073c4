"""Words of the journal: intake."""

from django.utils.functional import Promise

VERBS: dict[str, "str | Promise"] = {}
OBJECTS: dict[str, "str | Promise"] = {}
FACTS: dict[str, "str | Promise"] = {}
