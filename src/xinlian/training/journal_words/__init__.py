"""What the verbs, objects and facts of the training base are called in the journal."""

from xinlian.training.journal_words import classes, clearing, intake, season

VERBS = {**intake.VERBS, **classes.VERBS, **clearing.VERBS, **season.VERBS}
OBJECTS = {**intake.OBJECTS, **classes.OBJECTS, **clearing.OBJECTS, **season.OBJECTS}
FACTS = {**intake.FACTS, **classes.FACTS, **clearing.FACTS, **season.FACTS}
