"""What the desk lists: surveys and questionnaires of the viewer's unions."""

from django.db.models import Count, QuerySet

from xinlian.people.models import Union
from xinlian.people.scope import Viewer, scope
from xinlian.rows.paths import parents
from xinlian.surveys.models import Questionnaire, Survey
from xinlian.surveys.who import READERS, RUNNERS


def surveys(viewer: Viewer) -> "QuerySet[Survey]":
    """The surveys whose results the viewer may read."""
    return scope(viewer, Survey.objects.select_related("questionnaire", "union"), READERS)


def questionnaires(viewer: Viewer) -> "QuerySet[Questionnaire]":
    """The questionnaires that the viewer may read, each with how many surveys ask it."""
    rows = Questionnaire.objects.select_related("union").annotate(asked_by=Count("surveys"))
    return scope(viewer, rows, READERS)


def usable(union: Union) -> "QuerySet[Questionnaire]":
    """The questionnaires with which a union may open a survey: its own and those of the unions above."""
    rows = Questionnaire.objects.filter(union_path__in=parents(union.union_path), retired_on=None)
    return rows.exclude(questions=[])


def unions(viewer: Viewer) -> "QuerySet[Union]":
    """The unions for which the viewer may draw up questionnaires."""
    return scope(viewer, Union.objects.filter(closed_on=None), RUNNERS)
