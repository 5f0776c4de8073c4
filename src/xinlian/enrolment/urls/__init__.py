"""Addresses of enrolment."""

from xinlian.enrolment.urls import draw, first_come

app_name = "enrolment"
urlpatterns = [*draw.urlpatterns, *first_come.urlpatterns]
