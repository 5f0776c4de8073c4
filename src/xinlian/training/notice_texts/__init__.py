"""What builders are told."""

from xinlian.training.notice_texts import intake

NOTICES = [*intake.NOTICES]
