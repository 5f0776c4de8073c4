"""What is done with questionnaires and surveys."""

from xinlian.surveys.actions.answering import answer
from xinlian.surveys.actions.asking import close, invite, note_taken, open_survey
from xinlian.surveys.actions.drawing_up import draw_up, new_version, retire, set_questions

__all__ = [
    "answer",
    "close",
    "draw_up",
    "invite",
    "new_version",
    "note_taken",
    "open_survey",
    "retire",
    "set_questions",
]
