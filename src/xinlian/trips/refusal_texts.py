"""What to tell somebody for each refusal about trips."""

from django.utils.functional import Promise

from xinlian.trips import desk_texts, worker_texts

TEXTS: dict[str, "str | Promise"] = {**desk_texts.TEXTS, **worker_texts.TEXTS}
