"""When a questionnaire may be asked and changed, and who may answer now."""

import datetime

from xinlian.rows.refusals import Decision


def may_ask(
    *, questions: int, begins: datetime.date, ends: datetime.date | None, on: datetime.date, above: bool
) -> Decision:
    """Whether a survey may use a questionnaire on a day. `above`: it belongs to the survey's union or one above."""
    return Decision.of(
        questionnaire_of_this_union=above,
        questionnaire_has_questions=questions > 0,
        questionnaire_in_force=begins <= on and (ends is None or on < ends),
    )


def may_change(*, used: bool, retired: bool) -> Decision:
    """Whether the questions may still be changed: not once somebody was asked, since answers would change their sense."""
    return Decision.of(questionnaire_not_used=not used, questionnaire_not_retired=not retired)


def may_answer(
    *,
    invited: bool,
    answered: bool,
    state: str,
    opens_at: datetime.datetime,
    closes_at: datetime.datetime,
    at: datetime.datetime,
) -> Decision:
    """Whether somebody may answer now: asked to, not yet done, and it is open."""
    return Decision.of(
        survey_for_you=invited,
        survey_not_answered=not answered,
        survey_begun=opens_at <= at,
        survey_not_over=state == "open" and at < closes_at,
    )


def readable(*, anonymous: bool, state: str) -> bool:
    """Whether answers may be looked at. Of an anonymous survey only at its end: who looks before and after somebody
    answered would see by the difference what they said.
    """
    return not anonymous or state == "closed"
