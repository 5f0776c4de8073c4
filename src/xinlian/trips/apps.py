"""Django application of trips."""

from django.apps import AppConfig


class TripsConfig(AppConfig):
    name = "xinlian.trips"
    label = "trips"
    verbose_name = "疗休养"
