"""What the training base tells people."""

from xinlian.training.notice_texts import classes, intake

NOTICES = [*intake.NOTICES, *classes.NOTICES]
