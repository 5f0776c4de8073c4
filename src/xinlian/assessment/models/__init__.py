"""Banks of questions, the papers made from them, exams, and what candidates answered."""

from xinlian.assessment.models.banks import Bank, BankFile, BankPicture, Item
from xinlian.assessment.models.exams import Candidate, Exam, Paper
from xinlian.assessment.models.practice import Practised
from xinlian.assessment.models.results import Regrade, ResultAppeal, ShortMark
from xinlian.assessment.models.sittings import Given, Incident, Sitting

__all__ = [
    "Bank",
    "BankFile",
    "BankPicture",
    "Candidate",
    "Exam",
    "Given",
    "Incident",
    "Item",
    "Paper",
    "Practised",
    "Regrade",
    "ResultAppeal",
    "ShortMark",
    "Sitting",
]
