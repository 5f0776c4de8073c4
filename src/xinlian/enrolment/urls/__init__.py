"""Addresses of enrolment."""

from xinlian.enrolment.urls import desk, draw, first_come, front

app_name = "enrolment"
urlpatterns = [*desk.urlpatterns, *draw.urlpatterns, *first_come.urlpatterns, *front.urlpatterns]
