"""Django application of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "xinlian.people"
    label = "people"
    verbose_name = "人员"
