"""The check of a kind whose lines hang together: it does what the taking would, and undoes it."""

from collections.abc import Callable, Sequence

from django.db import transaction

from xinlian.sheets.kinds import Line, Outcome, Pass

Going = Callable[[Sequence[Line], Pass], Sequence[Outcome]]


def rehearsed(take: Going) -> Going:
    """What each line would do, so that the preview says what the real taking will; nothing of it stays in the database."""

    def check(lines: Sequence[Line], passing: Pass) -> Sequence[Outcome]:
        with transaction.atomic():
            outcomes = take(lines, passing)
            transaction.set_rollback(True)
        return outcomes

    return check
