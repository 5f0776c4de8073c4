"""What to tell somebody for each refusal about seats, waiting lists, attendance."""

from django.utils.functional import Promise

TEXTS: dict[str, "str | Promise"] = {}
