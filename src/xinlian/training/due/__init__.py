"""What of the training base comes round by itself."""

from xinlian.training.due import clearing

DUE = [*clearing.DUE]
