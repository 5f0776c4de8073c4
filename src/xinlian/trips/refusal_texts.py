"""What to tell somebody for each refusal about trips."""

from django.utils.functional import Promise

from xinlian.rows.sentences import together
from xinlian.trips import desk_texts, worker_texts

TEXTS: dict[str, "str | Promise"] = together([desk_texts.TEXTS, worker_texts.TEXTS])
