"""What the verbs, objects and facts of the training base are called in the journal."""

from xinlian.training.journal_words import classes, clearing, intake, season, studios

VERBS = {**intake.VERBS, **classes.VERBS, **clearing.VERBS, **season.VERBS, **studios.VERBS}
OBJECTS = {**intake.OBJECTS, **classes.OBJECTS, **clearing.OBJECTS, **season.OBJECTS, **studios.OBJECTS}
FACTS = {**intake.FACTS, **classes.FACTS, **clearing.FACTS, **season.FACTS, **studios.FACTS}
