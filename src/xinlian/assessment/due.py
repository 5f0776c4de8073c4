"""What of assessment comes round by itself: bells ring, exams close, files are put away."""

import datetime

from xinlian.assessment.actions import exams, files, sittings
from xinlian.assessment.queries.ending import over, past
from xinlian.rows.refusals import Refused

MINUTE, DAY = 60, 86400


def ring(at: datetime.datetime) -> None:
    """End what is past its bell; then close exams in which nobody sits any more."""
    for sitting in past(at):
        sittings.ring(sitting=sitting, by=None, at=at)
    for exam in over(at):
        try:
            exams.close(exam=exam, by=None, at=at)
        except Refused as refused:
            if refused.code not in ("exam_step", "exam_sittings_under_way"):
                raise


def tidy(at: datetime.datetime) -> None:
    """Files of banks do not lie about."""
    files.put_away(by=None, at=at)


DUE = [("assessment.ring", MINUTE, ring), ("assessment.tidy", DAY, tidy)]
