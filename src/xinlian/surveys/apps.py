"""Django application of surveys."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "xinlian.surveys"
    label = "surveys"
    verbose_name = "问卷"
