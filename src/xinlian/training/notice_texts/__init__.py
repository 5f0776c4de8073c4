"""What the training base tells people."""

from xinlian.training.notice_texts import classes, clearing, intake, studios

NOTICES = [*intake.NOTICES, *classes.NOTICES, *clearing.NOTICES, *studios.NOTICES]
