"""What to tell somebody for each refusal about the draw."""

from django.utils.functional import Promise

TEXTS: dict[str, "str | Promise"] = {}
