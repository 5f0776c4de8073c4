"""Addresses of assessment."""

from xinlian.assessment.urls import desk, worker

app_name = "assessment"
urlpatterns = [*worker.urlpatterns, *desk.urlpatterns]
