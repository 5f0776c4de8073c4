"""What the verbs, objects and facts of the training base are called in the journal."""

from xinlian.training.journal_words import classes, clearing, intake

VERBS = {**intake.VERBS, **classes.VERBS, **clearing.VERBS}
OBJECTS = {**intake.OBJECTS, **classes.OBJECTS, **clearing.OBJECTS}
FACTS = {**intake.FACTS, **classes.FACTS, **clearing.FACTS}
