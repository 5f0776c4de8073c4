"""What people of a training base are told."""

from xinlian.training.notice_texts import clearing

NOTICES = [*clearing.NOTICES]
