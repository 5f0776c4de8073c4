"""What of the training base comes round by itself."""

from xinlian.training.due import classes, clearing, intake, season

DUE = [*intake.DUE, *classes.DUE, *clearing.DUE, *season.DUE]
