"""Surveys past their end."""

import datetime

from django.db.models import QuerySet

from xinlian.surveys.models import Survey


def over(at: datetime.datetime) -> "QuerySet[Survey]":
    """Those still open although their time is up, of all unions: for the clock."""
    return Survey.objects.filter(state="open", closes_at__lte=at)
