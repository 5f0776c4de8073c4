"""The sentences for refusal codes of the station room."""

from django.utils.functional import Promise

from xinlian.stations import desk_texts

TEXTS: dict[str, "str | Promise"] = {**desk_texts.TEXTS}
