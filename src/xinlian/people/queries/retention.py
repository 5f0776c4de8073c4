"""Who and what has come to its end."""

import datetime

from django.db.models import QuerySet

from xinlian.people.models import Person

OUT_OF_SIGHT = datetime.timedelta(days=3 * 365)


def out_of_sight(at: datetime.datetime) -> "QuerySet[Person]":
    """People who signed up alone, belong to no union, hold no role, and have not come for three years."""
    return Person.objects.filter(
        origin="self", union=None, grants=None, erased_at=None, is_superuser=False, seen_at__lt=at - OUT_OF_SIGHT
    )
