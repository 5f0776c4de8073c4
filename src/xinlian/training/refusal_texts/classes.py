"""What to tell somebody for each refusal: classes."""

from django.utils.functional import Promise

TEXTS: dict[str, "str | Promise"] = {}
