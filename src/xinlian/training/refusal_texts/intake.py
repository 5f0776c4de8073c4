"""What to tell somebody for each refusal: intake."""

from django.utils.functional import Promise

TEXTS: dict[str, "str | Promise"] = {}
