"""What to tell somebody for each refusal of enrolment."""

from django.utils.functional import Promise

from xinlian.enrolment import applying_texts, draw_texts, offering_texts, seat_texts
from xinlian.rows.sentences import together

TEXTS: dict[str, "str | Promise"] = together(
    [applying_texts.TEXTS, offering_texts.TEXTS, seat_texts.TEXTS, draw_texts.TEXTS]
)
