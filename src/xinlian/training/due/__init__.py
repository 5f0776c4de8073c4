"""What of the training base comes round by itself."""

from xinlian.training.due import classes, clearing, intake

DUE = [*intake.DUE, *classes.DUE, *clearing.DUE]
