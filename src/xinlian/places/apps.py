"""Django application of places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "xinlian.places"
    label = "places"
    verbose_name = "地点"
