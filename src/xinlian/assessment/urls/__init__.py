"""Addresses of assessment."""

from xinlian.assessment.api import api
from xinlian.assessment.urls import desk, worker
from xinlian.people.bearing import served

app_name = "assessment"
urlpatterns = [*worker.urlpatterns, *desk.urlpatterns, served(api, "api/v1/exams/")]
