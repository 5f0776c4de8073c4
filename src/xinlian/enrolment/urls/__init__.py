"""Addresses of enrolment."""

from xinlian.enrolment.urls import draw

app_name = "enrolment"
urlpatterns = [*draw.urlpatterns]
