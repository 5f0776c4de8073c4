"""What to tell somebody for each refusal at the training base."""

from django.utils.functional import Promise

from xinlian.rows.sentences import together
from xinlian.training.refusal_texts import classes, clearing, intake, season, studios

TEXTS: dict[str, "str | Promise"] = together([intake.TEXTS, classes.TEXTS, clearing.TEXTS, season.TEXTS, studios.TEXTS])
