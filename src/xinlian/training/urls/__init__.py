"""Addresses of the training base: for the desk, for builders, team leaders and trainers."""

from xinlian.training.urls import classes, clearing, figures, intake

app_name = "training"
urlpatterns = [*intake.urlpatterns, *classes.urlpatterns, *clearing.urlpatterns, *figures.urlpatterns]
