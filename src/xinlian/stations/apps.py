"""Django application of the station room."""

from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "xinlian.stations"
    label = "stations"
    verbose_name = "驿站"
