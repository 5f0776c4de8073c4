"""What to tell somebody for each refusal: clearing."""

from django.utils.functional import Promise

TEXTS: dict[str, "str | Promise"] = {}
