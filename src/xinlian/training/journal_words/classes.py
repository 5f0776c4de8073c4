"""Words of the journal: classes."""

from django.utils.functional import Promise

VERBS: dict[str, "str | Promise"] = {}
OBJECTS: dict[str, "str | Promise"] = {}
FACTS: dict[str, "str | Promise"] = {}
