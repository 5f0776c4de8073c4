"""What of the training base comes round by itself."""

from xinlian.training.due import intake

DUE = [*intake.DUE]
