"""Addresses of enrolment."""

from xinlian.enrolment.urls import first_come

app_name = "enrolment"
urlpatterns = [*first_come.urlpatterns]
