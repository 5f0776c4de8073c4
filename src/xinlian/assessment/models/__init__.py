"""Banks of questions, the papers made from them, exams, and what candidates answered."""

from xinlian.assessment.models.banks import Bank, BankFile, BankPicture, Item
from xinlian.assessment.models.exams import Candidate, Exam, Paper
from xinlian.assessment.models.practicals import Entrant, PanelSeat, Practical, Recusal, RubricSheet, Scoring
from xinlian.assessment.models.practice import Practised
from xinlian.assessment.models.results import Regrade, ResultAppeal, ShortMark
from xinlian.assessment.models.sittings import Given, Incident, Sitting

__all__ = [
    "Bank",
    "BankFile",
    "BankPicture",
    "Candidate",
    "Entrant",
    "Exam",
    "Given",
    "Incident",
    "Item",
    "PanelSeat",
    "Paper",
    "Practical",
    "Practised",
    "Recusal",
    "Regrade",
    "ResultAppeal",
    "RubricSheet",
    "Scoring",
    "ShortMark",
    "Sitting",
]
