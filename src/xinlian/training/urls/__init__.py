"""Addresses of the training base: for the desk, for builders, team leaders and trainers, and for programs."""

from django.urls import URLPattern, URLResolver

from xinlian.people.bearing import served
from xinlian.training.api import api
from xinlian.training.urls import classes, clearing, figures, intake, season, studios

app_name = "training"
urlpatterns: list[URLPattern | URLResolver] = [
    *intake.urlpatterns,
    *classes.urlpatterns,
    *clearing.urlpatterns,
    *figures.urlpatterns,
    *season.urlpatterns,
    *studios.urlpatterns,
    served(api, "api/v1/training/"),
]
