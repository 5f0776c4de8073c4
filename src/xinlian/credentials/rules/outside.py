"""May now: noting a certificate that another body issued; which of its days comes next. Pure."""

import datetime

from xinlian.rows.refusals import Decision

KINDS = ("level", "special", "other")
LONGEST_NUMBER = (
    32  # numbers are text: schemes of 16 digits, of 20 characters, of letters and digits stand side by side
)


def may_note(
    *,
    kind: str,
    title: str,
    number: str,
    issuer: str,
    issued_on: datetime.date,
    ends_on: datetime.date | None,
    review_on: datetime.date | None,
    on: datetime.date,
) -> Decision:
    """Whether it can be noted: its words are there, its days follow one another."""
    return Decision.of(
        outside_kind=kind in KINDS,
        outside_title=bool(title),
        outside_number=0 < len(number) <= LONGEST_NUMBER and number.isprintable(),
        outside_issuer=bool(issuer),
        outside_issued=issued_on <= on,
        outside_ends=ends_on is None or ends_on > issued_on,
        outside_review=review_on is None or (review_on > issued_on and (ends_on is None or review_on <= ends_on)),
    )


def next_day(
    ends_on: datetime.date | None, review_on: datetime.date | None, on: datetime.date
) -> tuple[str, datetime.date] | None:
    """What comes next, `review` or `end`, and when; none when no day is ahead."""
    days = [(day, what) for what, day in (("review", review_on), ("end", ends_on)) if day is not None and day >= on]
    return (min(days)[1], min(days)[0]) if days else None


def over(ends_on: datetime.date | None, review_on: datetime.date | None, on: datetime.date) -> bool:
    """Whether a day has passed: it ran out, or a review was missed."""
    return any(day is not None and day < on for day in (ends_on, review_on))
