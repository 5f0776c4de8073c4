"""What is past its end, of all unions: for the clock."""

import datetime

from django.db.models import QuerySet

from xinlian.assessment.models import Exam, Sitting


def past(at: datetime.datetime) -> "QuerySet[Sitting]":
    """Sittings under way although their bell has rung."""
    return Sitting.objects.filter(ended_at=None, ends_at__lte=at).select_related("exam__paper").defer("exam__items")


def over(at: datetime.datetime) -> "QuerySet[Exam]":
    """Exams past their end in which nobody may still be sitting."""
    return Exam.objects.filter(state="set", closes_at__lte=at)
