"""Surveys end by the clock."""

import datetime

from xinlian.rows.refusals import Refused
from xinlian.surveys.actions.asking import close
from xinlian.surveys.queries.ending import over

FIVE_MINUTES = 300


def end(at: datetime.datetime) -> None:
    """Close what is past its end; what an officer closes in the same moment is closed already."""
    for survey in over(at):
        try:
            close(survey=survey, by=None, at=at)
        except Refused as refused:
            if refused.code != "survey_not_over":
                raise


DUE = [("surveys.end", FIVE_MINUTES, end)]
