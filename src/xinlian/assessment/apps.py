"""Django application of assessment."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "xinlian.assessment"
    label = "assessment"
    verbose_name = "考核"
