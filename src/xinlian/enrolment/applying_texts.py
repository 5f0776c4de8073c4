"""What to tell somebody for each refusal about applying and withdrawing, conditions, offerings."""

from django.utils.functional import Promise

TEXTS: dict[str, "str | Promise"] = {}
